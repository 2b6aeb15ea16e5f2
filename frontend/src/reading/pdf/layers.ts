/** The words of pages that lie over their pictures, page by page, while they do. */
export class Layers {
  readonly #runs = new Map<number, HTMLElement[]>();
  readonly #waiting = new Map<number, (() => void)[]>();
  readonly #watchers = new Set<() => void>();

  /** The elements that show a page's runs; undefined while it is not laid out. */
  of(page: number): HTMLElement[] | undefined {
    return this.#runs.get(page);
  }

  put(page: number, runs: HTMLElement[]): void {
    this.#runs.set(page, runs);
    for (const go of this.#waiting.get(page) ?? []) go();
    this.#waiting.delete(page);
    this.changed();
  }

  drop(page: number): void {
    if (this.#runs.delete(page)) this.changed();
  }

  /** Resolves once a page is laid out. */
  whenLaid(page: number): Promise<void> {
    if (this.#runs.has(page)) return Promise.resolve();
    return new Promise((go) => this.#waiting.set(page, [...(this.#waiting.get(page) ?? []), go]));
  }

  /** Whether somebody waits for a page. */
  awaits(page: number): boolean {
    return this.#waiting.has(page);
  }

  /** Calls `changed` whenever pages were laid out, let go or resized. Returns the way to stop. */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  changed(): void {
    for (const changed of this.#watchers) changed();
  }
}
