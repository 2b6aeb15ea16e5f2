import type { News } from './wire';

/** Milliseconds in which news of one kind is told as one. */
const REST = 150;

/** Those who want to know when something of the draft is new. */
export class Listeners {
  readonly #all = new Map<News, Set<() => unknown>>();
  readonly #due = new Map<News, ReturnType<typeof setTimeout>>();

  add(what: News, run: () => unknown): () => void {
    const those = this.#all.get(what) ?? new Set();
    this.#all.set(what, those.add(run));
    return () => void those.delete(run);
  }

  readonly tell = (what: News): void => {
    if (this.#due.has(what)) return;
    const run = () => {
      this.#due.delete(what);
      for (const one of this.#all.get(what) ?? []) one();
    };
    this.#due.set(what, setTimeout(run, REST));
  };

  /** Anything may be new. */
  tellAll(): void {
    for (const what of this.#all.keys()) this.tell(what);
  }
}
