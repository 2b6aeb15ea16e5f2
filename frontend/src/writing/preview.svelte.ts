import { Offline, sentenceOf } from '../api/errors';
import { untrack } from 'svelte';
import { preview } from './calls';
import type { Preview } from './wire';

/** Milliseconds of rest before the text is drawn anew. */
const REST = 250;
/** Milliseconds before it is tried again when the server could not be reached. */
const AGAIN = 4000;

/** The server's drawing of the text: one request at a time, always of the newest text. */
export class PreviewState {
  shown = $state.raw<Preview>();
  /** Why the last drawing failed, as a sentence. */
  failed = $state('');
  readonly #gone = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wanted: string | undefined;
  #busy = false;

  constructor(readonly draft: string) {}

  /** Asks for a drawing of `body`, soon; at once while nothing is shown yet. */
  ask(body: string, rest = untrack(() => (this.shown ? REST : 0))): void {
    this.#wanted = body;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#draw(), rest);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#gone.abort();
  }

  async #draw(): Promise<void> {
    if (this.#busy || this.#wanted === undefined) return;
    const body = this.#wanted;
    this.#wanted = undefined;
    this.#busy = true;
    let rest = 0;
    try {
      this.shown = await preview(this.draft, body, this.#gone.signal);
      this.failed = '';
    } catch (error) {
      if (this.#gone.signal.aborted) return;
      this.failed = sentenceOf(error);
      if (error instanceof Offline) [this.#wanted, rest] = [this.#wanted ?? body, AGAIN];
    } finally {
      this.#busy = false;
    }
    if (this.#wanted !== undefined) this.ask(this.#wanted, rest);
  }
}
