import { plan, readBlock, type Block } from '../blocks';

/** A block of the old text, one of the new, or both: the same, or one made over into the other. */
export interface Pairing {
  old?: Block;
  now?: Block;
  same: boolean;
}

/** From so much likeness (0 to 1) on, a block counts as made over rather than as taken out and put in. */
const LIKE = 0.35;
/** Pairs of blocks that are looked at in one place; where there are more, they are paired in their order. */
const MOST = 4000;

/** Which blocks of two drawings belong together, in order; what is gone stands before what is new. */
export function pair(old: string[], now: string[]): Pairing[] {
  const [before, after] = [old.map(readBlock), now.map(readBlock)];
  const kept = plan(before.map(({ hash }) => hash), after.map(({ hash }) => hash));
  const pairings: Pairing[] = [];
  let [i, j] = [0, 0];
  kept.forEach((step, at) => {
    if (!step.same || step.old === undefined) return;
    pairings.push(...between(before.slice(i, step.old), after.slice(j, at)));
    pairings.push({ old: before[step.old] as Block, now: after[at] as Block, same: true });
    [i, j] = [step.old + 1, at + 1];
  });
  return [...pairings, ...between(before.slice(i), after.slice(j))];
}

/** The pairing of two stretches that differ in which the most is alike (an alignment after Needleman and Wunsch). */
function between(old: Block[], now: Block[]): Pairing[] {
  if (old.length * now.length > MOST) return inOrder(old, now);
  const [a, b] = [old.map(wordsOf), now.map(wordsOf)];
  const best = Array.from({ length: old.length + 1 }, () => new Float64Array(now.length + 1));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  const alike = (i: number, j: number) => likeness(a[i] ?? [], b[j] ?? []);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const like = alike(i, j);
      (best[i] as Float64Array)[j] = Math.max(at(i + 1, j), at(i, j + 1), like >= LIKE ? like + at(i + 1, j + 1) : 0);
    }
  }
  const found: Pairing[] = [];
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    if (i < old.length && at(i, j) === at(i + 1, j)) found.push({ old: old[i++] as Block, same: false });
    else if (j < now.length && at(i, j) === at(i, j + 1)) found.push({ now: now[j++] as Block, same: false });
    else found.push({ old: old[i++] as Block, now: now[j++] as Block, same: false });
  }
  return found;
}

function inOrder(old: Block[], now: Block[]): Pairing[] {
  return [...old.map((one): Pairing => ({ old: one, same: false })), ...now.map((one): Pairing => ({ now: one, same: false }))];
}

const wordsOf = ({ html }: Block): string[] => html.replace(/<[^>]*>/g, ' ').match(/[\p{L}\p{N}]+/gu) ?? [];

/** The share of words two blocks have in common (Sørensen–Dice); two without words are alike. */
function likeness(one: string[], other: string[]): number {
  if (!one.length && !other.length) return 1;
  const counts = new Map<string, number>();
  for (const word of one) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of other) {
    const left = counts.get(word) ?? 0;
    if (!left) continue;
    common++;
    counts.set(word, left - 1);
  }
  return (2 * common) / (one.length + other.length);
}
