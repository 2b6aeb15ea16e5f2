import { api } from '../api/client';
import type { Shape } from '../api/shapes';

/** How long typing rests before it is looked for. */
const REST = 250;

/** Looking for somebody here by name. */
export class PeopleSearch {
  words = $state('');
  found = $state.raw<Shape<'PersonOut'>[] | undefined>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = new AbortController();

  look(words: string): void {
    this.words = words;
    this.stop();
    if (words.trim().length < 2) this.found = undefined;
    else this.#timer = setTimeout(() => void this.#ask(words.trim()), REST);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asking.abort();
  }

  async #ask(words: string): Promise<void> {
    const { signal } = (this.#asking = new AbortController());
    try {
      this.found = await api.get('/api/people', { query: { words }, signal });
    } catch {
      // Given up, or away: the list from before stays, and the next letter asks again.
    }
  }
}
