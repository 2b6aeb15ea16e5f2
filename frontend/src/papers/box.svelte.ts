import { api } from '../api/client';
import { sentenceOf } from '../api/errors';
import type { Shape } from '../api/shapes';
import { pause, type Standing } from './waiting';

type Paper = Shape<'PaperRow'>;

export type BoxState =
  | { name: 'idle' }
  | { name: 'asking' }
  | ({ name: 'waiting' } & Standing)
  | { name: 'failed'; sentence: string }
  | { name: 'words'; words: string; here: Paper[] };

/** The one box: a paper that is here opens, one at arXiv is fetched and opens, anything else is words to look for. */
export class Box {
  text = $state('');
  state = $state.raw<BoxState>({ name: 'idle' });
  busy = $derived(this.state.name === 'asking' || this.state.name === 'waiting');
  #asking = new AbortController();

  /** `opened` is called with the paper, and a sentence when there is something to know about it. */
  constructor(readonly opened: (paper: Paper, sentence: string) => void) {}

  /** Opens what was typed, or this text instead. */
  async open(text = this.text.trim()): Promise<void> {
    if (!text) return;
    this.stop();
    const { signal } = (this.#asking = new AbortController());
    this.state = { name: 'asking' };
    try {
      await this.#follow(text, signal);
    } catch (error) {
      if (!signal.aborted) this.state = { name: 'failed', sentence: sentenceOf(error) };
    }
  }

  /** Stops waiting here. The paper is still fetched, and will be there the next time. */
  stop(): void {
    this.#asking.abort();
    this.state = { name: 'idle' };
  }

  async #follow(text: string, signal: AbortSignal): Promise<void> {
    let answer = await api.post('/api/imports', { body: { text }, signal });
    while (answer.state === 'waiting' && answer.errand_id) {
      this.state = { name: 'waiting', place: answer.place, seconds: answer.seconds };
      await pause(signal);
      answer = await api.get('/api/imports/{errand_id}', { path: { errand_id: answer.errand_id }, signal });
    }
    if (answer.paper) {
      this.state = { name: 'idle' };
      this.opened(answer.paper, answer.sentence);
    } else if (answer.state === 'failed') {
      this.state = { name: 'failed', sentence: answer.sentence };
    } else {
      const here = await api.get('/api/papers', { query: { words: text, limit: 10 }, signal });
      this.state = { name: 'words', words: text, here };
    }
  }
}
