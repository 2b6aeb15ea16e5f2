import { fold } from './pieces';
import type { Quote, Stretch } from './passages';

/** Where a quoted passage stands in a text. It never guesses: words that stand there twice, alike around, have no place. */
export function find(text: string, { exact, prefix, suffix }: Omit<Quote, 'section'>): Stretch | undefined {
  const words = fold(exact).trim();
  const around: Around = { before: backwards(fold(prefix).trimEnd()), after: [...fold(suffix).trimStart()] };
  const found = everywhere(text, words).map((at) => ({ at, score: likeness(text, at, at + words.length, around) }));
  const [best, next] = found.sort((a, b) => b.score - a.score);
  if (!best || best.score === next?.score) return undefined;
  return { from: best.at, to: best.at + words.length };
}

interface Around {
  before: string[];
  after: string[];
}

/** Characters beyond the quoted context that are read, for blanks at the seam and halves of characters. */
const SPARE = 8;

function likeness(text: string, from: number, to: number, { before, after }: Around): number {
  const ahead = backwards(text.slice(Math.max(0, from - 2 * before.length - SPARE), from).trimEnd());
  const behind = [...text.slice(to, to + 2 * after.length + SPARE).trimStart()];
  return shared(ahead, before) + shared(behind, after);
}

const backwards = (text: string) => [...text].reverse();

function everywhere(text: string, words: string): number[] {
  const found: number[] = [];
  for (let at = words ? text.indexOf(words) : -1; at >= 0; at = text.indexOf(words, at + 1)) found.push(at);
  return found;
}

function shared(one: string[], other: string[]): number {
  let count = 0;
  while (count < other.length && one[count] === other[count]) count++;
  return count;
}
