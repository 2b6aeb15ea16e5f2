import { Offline, sentenceOf } from '../api/errors';
import { untrack } from 'svelte';
import { Kept } from './blocks';
import { preview } from './calls';
import type { Preview } from './wire';

/** Milliseconds between a change and the next request: as long as the last drawing took, between these. */
const LEAST = 8;
const MOST = 400;
/** Milliseconds before it is tried again when the server could not be reached. */
const AGAIN = 4000;

/** The server's drawing of the text: one request at a time, always of the newest text. */
export class PreviewState {
  shown = $state.raw<Preview>();
  /** Why the last drawing failed, as a sentence. */
  failed = $state('');
  readonly #gone = new AbortController();
  readonly #kept = new Kept();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wanted: string | undefined;
  #busy = false;
  #took = 0;

  constructor(readonly draft: string) {}

  /** Asks for a drawing of `body`, soon; at once while nothing is shown yet. While one types it goes on all the same. */
  ask(body: string, rest = untrack(() => (this.shown ? Math.min(Math.max(this.#took, LEAST), MOST) : 0))): void {
    this.#wanted = body;
    if (!rest) this.#stop();
    this.#timer ??= setTimeout(() => void this.#draw(), rest);
  }

  close(): void {
    this.#stop();
    this.#gone.abort();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #draw(): Promise<void> {
    this.#timer = undefined;
    if (this.#busy || this.#wanted === undefined) return;
    const body = this.#wanted;
    this.#wanted = undefined;
    this.#busy = true;
    const began = performance.now();
    let rest: number | undefined;
    try {
      const answer = await preview(this.draft, body, this.#kept.hashes(), this.#gone.signal);
      this.shown = { ...answer, blocks: this.#kept.fill(answer.blocks) };
      this.failed = '';
      this.#took = performance.now() - began;
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
