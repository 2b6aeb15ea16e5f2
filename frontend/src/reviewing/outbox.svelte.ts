import { ApiError, sentenceOf } from '../api/errors';
import { about, put, stillToDo, view, type Doing } from './pending';
import { begin, read, tell } from './telling';
import type { Review } from './wire';

/** How long a lost connection rests before it is tried again. */
const AGAIN = 8_000;

export type Keeping = 'kept' | 'keeping' | 'offline' | 'refused';

/** What the reviewer did, on its way to the server: one thing after another, each until it has arrived. */
export class Outbox {
  review: Review | null;
  pending: Doing[];
  keeping = $state<Keeping>('kept');
  /** Why the server would not take the last thing. */
  error = $state.raw<unknown>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  /** What was on its way may have arrived: its answer was lost. */
  #doubtful: boolean;

  /** `kept` is called whenever what is pending changes, before anything is sent. */
  constructor(readonly invitation: string, review: Review | null, pending: Doing[], readonly kept: () => void) {
    this.review = $state.raw(review);
    this.pending = $state.raw(pending);
    this.#doubtful = pending.length > 0;
  }

  /** The review as it will be once everything has arrived. */
  shown = $derived.by(() => view(this.review, this.pending));
  refusal: string = $derived(this.keeping === 'refused' ? sentenceOf(this.error) : '');

  /** Puts a thing on its way, `after` so many milliseconds of rest. */
  do(doing: Doing, after = 0): void {
    this.pending = put(this.pending, doing);
    this.keeping = 'keeping';
    this.kept();
    this.soon(after);
  }

  soon(after = 0): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), after);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Sends all that is pending now. It never throws: `keeping` says how it went. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
    this.#running = this.#run().finally(() => (this.#running = undefined));
    await this.#running;
  }

  /** Begins the review if it was not begun; the answer is its id. Throws ApiError or Offline. */
  async begin(): Promise<string> {
    this.review ??= await begin(this.invitation);
    return this.review.id;
  }

  async #run(): Promise<void> {
    try {
      if (this.pending.length && this.#doubtful) await this.#compare();
      for (let doing = this.pending[0]; doing; doing = this.pending[0]) {
        this.#arrived(doing, await tell(await this.begin(), doing));
      }
      this.keeping = 'kept';
    } catch (error) {
      this.#failed(error);
    }
  }

  async #compare(): Promise<void> {
    const review = await read(await this.begin());
    this.pending = stillToDo(review, this.pending);
    this.review = review;
    this.#doubtful = false;
    this.kept();
  }

  /** What was changed again while it was on its way stays so; a comment is known by the server's name from now on. */
  #arrived(doing: Doing, review: Review): void {
    const made = newIn(doing, this.review, review);
    const later = this.pending.find((other) => about(other) === about(doing));
    const rest = this.pending.filter((other) => other !== (made ? later : doing));
    if (made && !later) rest.push({ what: doing.what === 'suggest' ? 'take out' : 'remove', id: made });
    if (made && later?.what === 'comment' && later !== doing) rest.push({ what: 'reword', id: made, words: later.words });
    this.review = review;
    this.pending = rest;
    this.kept();
  }

  #failed(error: unknown): void {
    this.error = error;
    this.#doubtful = true;
    const final = error instanceof ApiError && error.status < 500 && error.status !== 429;
    this.keeping = final ? 'refused' : 'offline';
    if (!final) this.soon(AGAIN);
  }
}

/** The id under which the server keeps what was just made. */
function newIn(doing: Doing, before: Review | null, review: Review): string | undefined {
  const list = doing.what === 'comment' ? 'threads' : doing.what === 'suggest' ? 'suggestions' : undefined;
  const known = list && new Set(before?.[list].map(({ id }) => id));
  return list && review[list].find(({ id }) => !known?.has(id))?.id;
}
