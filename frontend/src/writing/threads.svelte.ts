import { reopen, reply, resolve, startThread, threads } from './calls';
import { anchorOf, type Range } from './passage';
import type { TextStore } from './text.svelte';
import type { Thread } from './wire';

/** The conversations about a draft. */
export class Threads {
  all = $state.raw<Thread[]>([]);
  loaded = $state(false);
  /** The one that is picked out, in the text and in the panel. */
  current = $state<string>();

  constructor(readonly text: TextStore) {}

  /** Open ones first, as they stand in the text; then those about the whole or without a place; then the resolved. */
  ordered: Thread[] = $derived([...this.all].sort((a, b) => rank(a) - rank(b) || start(a) - start(b) || a.created_at.localeCompare(b.created_at)));
  open: Thread[] = $derived(this.ordered.filter((thread) => !thread.resolved_at));

  async load(): Promise<void> {
    this.all = await threads(this.text.draft);
    this.loaded = true;
  }

  async start(words: string, range?: Range): Promise<void> {
    const anchor = range ? anchorOf(this.text.body, range) : null;
    await this.text.flush();
    this.#take(await startThread(this.text.draft, words, anchor));
  }

  async reply(id: string, words: string): Promise<void> {
    this.#take(await reply(id, words));
  }

  async resolve(id: string): Promise<void> {
    this.#take(await resolve(id));
  }

  async reopen(id: string): Promise<void> {
    this.#take(await reopen(id));
  }

  /** Goes to the next open thread, or the first. */
  next(): string | undefined {
    const at = this.open.findIndex(({ id }) => id === this.current);
    this.current = this.open[(at + 1) % this.open.length]?.id;
    return this.current;
  }

  #take(thread: Thread): void {
    const known = this.all.some(({ id }) => id === thread.id);
    this.all = known ? this.all.map((other) => (other.id === thread.id ? thread : other)) : [...this.all, thread];
    this.current = thread.id;
  }
}

const rank = (thread: Thread) => (thread.resolved_at ? 2 : thread.place ? 0 : 1);
const start = (thread: Thread) => thread.place?.start ?? 0;
