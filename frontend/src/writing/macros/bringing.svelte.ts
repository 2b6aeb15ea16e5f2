import { sentenceOf } from '../../api/errors';
import { bringMacros, macrosOf } from '../calls';
import type { Macro, PaperMacros } from '../wire';
import type { Writing } from '../writing.svelte';
import { addMacros, definitionsIn, usedIn, withNeeds } from './block';

const AGAIN = 1000;

/** Brings the macros of a paper from its source, and into the text those that are chosen. */
export class Bringing {
  open = $state(false);
  version = $state('');
  standing = $state.raw<PaperMacros>();
  failed = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly writing: Writing) {}

  readonly all: Macro[] = $derived(this.standing?.macros ?? []);
  readonly known = $derived.by(() => definitionsIn(this.writing.text.body));
  /** Those that the text uses, and that it does not define. */
  readonly used: Macro[] = $derived.by(() => {
    const names = [...usedIn(this.writing.text.body)].filter((name) => !this.known.has(name));
    return withNeeds(this.all, names).filter(({ name }) => !this.known.has(name));
  });
  readonly fresh: Macro[] = $derived(this.all.filter(({ name }) => !this.known.has(name)));
  readonly waiting = $derived(this.standing?.state === 'waiting' || this.standing?.state === 'reading');

  /** Opens the dialog on the first paper. */
  begin(): void {
    this.open = true;
    const [first] = this.writing.draft.papers;
    void this.choose(this.version || (first?.version_id ?? ''));
  }

  /** Asks for the macros of a paper of the draft, and waits until they are here. */
  async choose(version: string): Promise<void> {
    [this.version, this.standing, this.failed] = [version, undefined, ''];
    if (!version) return;
    await this.#follow(bringMacros, version);
  }

  async #follow(call: typeof macrosOf, version: string): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const standing = await call(this.writing.draft.id, version);
      if (version !== this.version) return;
      this.standing = standing;
      if (this.waiting && this.open) this.#timer = setTimeout(() => void this.#follow(macrosOf, version), AGAIN);
    } catch (error) {
      if (version === this.version) this.failed = sentenceOf(error);
    }
  }

  /** Writes them into the text; gives back how many. */
  add(macros: Macro[]): number {
    this.writing.editor?.apply((text) => addMacros(text, macros));
    this.open = false;
    return macros.length;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.open = false;
  }
}
