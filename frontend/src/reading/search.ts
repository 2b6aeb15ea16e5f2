import type { Stretch } from './passages';
import type { Formula } from './pieces';

/** No more matches than these are shown; who gets so many will type another letter. */
export const MATCHES_MAXIMUM = 1000;

/**
 * Where some words stand in a text, whatever the case and the white space. Formulas are found by their TeX, as the text has
 * them, or by what a reader sees of them.
 */
export function matches(text: string, words: string, formulas: Formula[] = []): Stretch[] {
  const wanted = pattern(words);
  if (!wanted) return [];
  const found = new Map<string, Stretch>();
  for (const { from, to } of [...scan(text, wanted), ...seen(text, wanted, formulas)]) {
    if (found.size < MATCHES_MAXIMUM) found.set(`${from} ${to}`, { from, to });
  }
  return [...found.values()].sort((one, other) => one.from - other.from || one.to - other.to);
}

function pattern(words: string): RegExp | undefined {
  const folded = words.trim().replace(/\s+/g, ' ');
  return folded ? new RegExp(folded.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(' ', '\\s+'), 'giu') : undefined;
}

function scan(text: string, wanted: RegExp): Stretch[] {
  const found: Stretch[] = [];
  for (const { index, 0: words } of text.matchAll(wanted)) {
    if (found.push({ from: index, to: index + words.length }) >= MATCHES_MAXIMUM) break;
  }
  return found;
}

/** The same in the text as it is seen: each formula by its signs instead of its TeX. A match that touches one takes it whole. */
function seen(text: string, wanted: RegExp, formulas: Formula[]): Stretch[] {
  const shown: string[] = [];
  /** Where each piece of what is seen begins, there and in the text. */
  const starts: { at: number; from: number; formula?: Formula }[] = [];
  let [at, from] = [0, 0];
  for (const formula of formulas) {
    starts.push({ at, from }, { at: at + formula.from - from, from: formula.from, formula });
    shown.push(text.slice(from, formula.from), formula.shown);
    at += formula.from - from + formula.shown.length;
    from = formula.to;
  }
  starts.push({ at, from });
  shown.push(text.slice(from));
  return scan(shown.join(''), wanted).flatMap((match) => {
    const [first, last] = [pieceAt(starts, match.from), pieceAt(starts, match.to - 1)];
    if (!first || !last || (first === last && !first.formula)) return [];
    return [{
      from: first.formula?.from ?? first.from + match.from - first.at,
      to: last.formula?.to ?? last.from + match.to - last.at,
    }];
  });
}

const pieceAt = <Piece extends { at: number }>(starts: Piece[], at: number): Piece | undefined => {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return starts[low - 1];
};
