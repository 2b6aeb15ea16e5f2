/** Timers by name, one of each at a time. */
export class Timers<Name extends string> {
  readonly #running = new Map<Name, ReturnType<typeof setTimeout>>();

  /** Runs `run` after so many milliseconds, unless one of this name is waiting already. */
  start(name: Name, after: number, run: () => void): void {
    if (this.#running.has(name)) return;
    const ring = () => {
      this.#running.delete(name);
      run();
    };
    this.#running.set(name, setTimeout(ring, after));
  }

  stop(name: Name): void {
    clearTimeout(this.#running.get(name));
    this.#running.delete(name);
  }

  stopAll(): void {
    for (const name of this.#running.keys()) this.stop(name);
  }
}
