/** The way between offsets in UTF-16 units, as JavaScript counts, and in code points, as the server does. */
export class Points {
  /** Where the characters that take two units begin, in units. */
  readonly #pairs: number[] = [];

  constructor(text: string) {
    for (let i = 0; i < text.length; i++) {
      if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) this.#pairs.push(i++);
    }
  }

  /** Units to code points. */
  points(units: number): number {
    return units - below(this.#pairs, (pair) => pair < units);
  }

  /** Code points to units. */
  units(points: number): number {
    return points + below(this.#pairs, (pair, i) => pair - i < points);
  }
}

/** How many items, from the first, pass a test that none passes after one fails. */
function below(items: number[], passes: (item: number, index: number) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(items[middle] ?? 0, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
