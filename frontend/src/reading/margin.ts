/** A card that wishes to stand at a height, in CSS pixels from the top of the margin. */
export interface Wish {
  id: string;
  top: number;
  height: number;
}

/** Between two cards, in CSS pixels. */
export const GAP = 20;

/**
 * Where the cards stand: each at its wish, or under the one before it when they would collide. Cards with the same wish
 * keep the order they are given in. `bottom` is where the last one ends.
 */
export function stack(wishes: Wish[], gap = GAP): { tops: Map<string, number>; bottom: number } {
  const tops = new Map<string, number>();
  let bottom = 0;
  for (const { id, top, height } of wishes.toSorted((one, other) => one.top - other.top)) {
    const at = Math.max(top, tops.size ? bottom + gap : 0);
    tops.set(id, at);
    bottom = at + height;
  }
  return { tops, bottom };
}

/** Those of the cards that are worth drawing: they stand between two heights, or are in hand. */
export function near(wishes: Wish[], tops: Map<string, number>, from: number, to: number, kept: Set<string>): Set<string> {
  const found = wishes.filter(({ id, height }) => {
    const top = tops.get(id) ?? 0;
    return kept.has(id) || (top <= to && top + height >= from);
  });
  return new Set(found.map(({ id }) => id));
}
