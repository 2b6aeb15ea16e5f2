import { api } from '../api/client';
import { sentenceOf } from '../api/errors';
import type { Shape } from '../api/shapes';
import { pause, type Standing } from './waiting';

type Page = Shape<'FoundPage'>;

export type SearchState =
  | { name: 'idle' }
  | ({ name: 'waiting' } & Standing)
  | { name: 'failed'; sentence: string }
  | { name: 'found'; page: Page };

/** A search at arXiv for some words, ten results at a time. */
export class ArxivSearch {
  state = $state.raw<SearchState>({ name: 'idle' });
  #asking = new AbortController();

  constructor(readonly words: string) {}

  async ask(start = 0): Promise<void> {
    this.#asking.abort();
    const { signal } = (this.#asking = new AbortController());
    this.state = { name: 'waiting', place: 0, seconds: 3 };
    try {
      const page = await this.#wait(await api.post('/api/arxiv-searches', { body: { words: this.words, start }, signal }), signal);
      this.state = page.state === 'failed' ? { name: 'failed', sentence: page.sentence } : { name: 'found', page };
    } catch (error) {
      if (!signal.aborted) this.state = { name: 'failed', sentence: sentenceOf(error) };
    }
  }

  stop(): void {
    this.#asking.abort();
  }

  async #wait(page: Page, signal: AbortSignal): Promise<Page> {
    while (page.state === 'waiting') {
      this.state = { name: 'waiting', place: page.place, seconds: page.seconds };
      await pause(signal);
      page = await api.get('/api/arxiv-searches/{errand_id}', { path: { errand_id: page.errand_id }, signal });
    }
    return page;
  }
}
