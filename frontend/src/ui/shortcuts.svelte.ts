import { createContext, untrack } from 'svelte';
import { isTyping, written } from './keys';

export interface Shortcut {
  /** `Ctrl+Shift+M`, `Alt+1`, `F6`, `j`, `?`; Ctrl also means ⌘. */
  keys: string;
  /** What it does, in a few words. */
  says: string;
  /** Left out for keys the editor itself handles: they are only listed. */
  run?: () => void;
}

interface Group {
  title: string;
  shortcuts: Shortcut[];
}

/** The keys that work on this screen, and the sheet that lists them. */
export class Shortcuts {
  groups = $state.raw<Group[]>([]);
  shown = $state(false);

  /** Adds a group; the answer takes it away again, so it can be returned from an `$effect`. */
  add(title: string, shortcuts: Shortcut[]): () => void {
    const group = { title, shortcuts };
    this.#change((groups) => [...groups, group]);
    return () => this.#change((groups) => groups.filter((other) => other !== group));
  }

  show(): void {
    this.shown = true;
  }

  listen(): () => void {
    const down = (event: KeyboardEvent) => this.#press(event);
    addEventListener('keydown', down);
    return () => removeEventListener('keydown', down);
  }

  #press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const keys = written(event);
    if (keys.length === 1 && (isTyping(event.target) || document.querySelector('dialog[open]'))) return;
    if (keys === '?') return this.#take(event, () => this.show());
    const found = this.groups.flatMap((group) => group.shortcuts).find((shortcut) => shortcut.run && shortcut.keys === keys);
    if (found?.run) this.#take(event, found.run);
  }

  /** Adding from an `$effect` must not make that effect depend on the groups it changes. */
  #change(to: (groups: Group[]) => Group[]): void {
    this.groups = to(untrack(() => this.groups));
  }

  #take(event: KeyboardEvent, run: () => void): void {
    event.preventDefault();
    run();
  }
}

export const [useShortcuts, provideShortcuts] = createContext<Shortcuts>();
