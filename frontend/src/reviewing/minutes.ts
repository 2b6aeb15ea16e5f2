/** After this long without a sign of life the clock stands still. */
const IDLE = 60_000;

/** A calm clock of active time: it runs while the page is seen and somebody reads, writes or scrolls. Times in milliseconds. */
export class ActiveTime {
  #spent: number;
  #seen: number | undefined;
  #signed = -Infinity;

  /** `spent`: what earlier visits took. */
  constructor(spent = 0) {
    this.#spent = spent;
  }

  get spent(): number {
    return this.#spent;
  }

  /** A key, a click, a scroll: somebody is there. What passed since the clock stood still does not count. */
  sign(now: number): void {
    this.#count(now);
    this.#signed = now;
  }

  /** Called every few seconds, and when the page is hidden or seen again. */
  tick(now: number, visible: boolean): void {
    this.#count(now);
    this.#seen = visible ? now : undefined;
  }

  #count(now: number): void {
    if (this.#seen === undefined) return;
    this.#spent += Math.max(0, Math.min(now, this.#signed + IDLE) - this.#seen);
    this.#seen = now;
  }
}

/** Whole minutes of so many milliseconds. */
export const minutesOf = (spent: number): number => Math.floor(spent / 60_000);
