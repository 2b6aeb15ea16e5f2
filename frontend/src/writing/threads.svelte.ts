import { reopen, reply, resolve, startThread, threads } from './calls';
import { anchorOf, type Range } from './passage';
import { reword, takeBack, type Comment } from './talk/talk-calls';
import type { Talked } from './talk/talked';
import type { Thread } from './wire';

/** The conversations about a draft. */
export class Threads {
  all = $state.raw<Thread[]>([]);
  loaded = $state(false);
  /** The one that is picked out, in the text and in the panel. */
  current = $state<string>();

  /** Called with what others said since the last look. */
  onnew: (said: Comment[]) => void = () => {};

  constructor(readonly text: Talked) {}

  /** Open ones first, as they stand in the text; then those about the whole or without a place; then the resolved. */
  ordered: Thread[] = $derived([...this.all].sort((a, b) => rank(a) - rank(b) || start(a) - start(b) || a.created_at.localeCompare(b.created_at)));
  open: Thread[] = $derived(this.ordered.filter((thread) => !thread.resolved_at));

  async load(): Promise<void> {
    const known = this.all.flatMap(({ comments }) => comments.map(({ id }) => id));
    const all = await threads(this.text.draft);
    const said = this.loaded ? all.flatMap(({ comments }) => comments).filter(({ id, mine }) => !known.includes(id) && !mine) : [];
    this.all = all;
    this.loaded = true;
    if (said.length) this.onnew(said);
  }

  async start(words: string, range?: Range): Promise<void> {
    const anchor = range ? anchorOf(this.text.body, range) : null;
    const hint = (range && this.text.relative?.(range)) ?? null;
    await this.text.flush();
    this.#take(await startThread(this.text.draft, words, anchor, hint));
  }

  async reply(id: string, words: string): Promise<void> {
    this.#take(await reply(id, words));
  }

  async reword(comment: string, words: string): Promise<void> {
    this.#take(await reword(comment, words));
  }

  /** Takes a comment back; a thread of which nothing is left goes. */
  async takeBack(id: string, comment: string): Promise<void> {
    const left = await takeBack(comment);
    if (left) this.#take(left);
    else this.all = this.all.filter((thread) => thread.id !== id);
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
