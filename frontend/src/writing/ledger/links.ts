import type { Edit } from '../insertions';
import { escaped } from '../insertions';
import type { Range } from '../passage';
import { toUnits } from '../points';

/** A claim as it is written: `[words](note:ID)` stands at the range. */
export interface Link extends Range {
  note: string;
  words: string;
}

const END = /\]\(note:([a-z0-9]+)\)/gi;
/** No claim is longer. */
const LONGEST = 6000;

/** The claims of a text, in order. */
export function linksIn(text: string): Link[] {
  const found: Link[] = [];
  for (const end of text.matchAll(END)) {
    const from = opening(text, end.index);
    if (from !== undefined) found.push({ from, to: end.index + end[0].length, note: end[1] ?? '', words: text.slice(from + 1, end.index) });
  }
  return found;
}

/** Where the bracket stands that the one at `end` closes. */
function opening(text: string, end: number): number | undefined {
  let depth = 1;
  for (let at = end - 1; at >= Math.max(0, end - LONGEST); at--) {
    if (text[at - 1] === '\\') continue;
    if (text[at] === ']') depth++;
    if (text[at] === '[' && --depth === 0) return at;
  }
  return undefined;
}

/** The claim that a place of the text stands in, or at the edge of. */
export const linkAt = (text: string, at: number): Link | undefined => linksIn(text).find(({ from, to }) => from <= at && at <= to);

/** The claim on a note with so many on the same note before it. */
export const nth = (text: string, note: string, before: number): Link | undefined => linksIn(text).filter((link) => link.note === note)[before];

/** Makes a claim lean on another note; words that were the old passage, letter for letter, become those of the new one. */
export function renewed(link: Link, was: string, note: { id: string; quote: string }): Edit {
  const words = link.words === escaped(was) ? escaped(note.quote) : link.words;
  const insert = `[${words}](note:${note.id})`;
  const end = link.from + insert.length;
  return { changes: [{ from: link.from, to: link.to, insert }], anchor: end, head: end };
}

/** Something the server found in the text: code points of the text it had, and what was written there. */
export interface Found {
  start: number;
  source: string;
}

/** Where it stands in the text as it is now: where it stood, else the nearest place with the same words. */
export function whereIs(text: string, { start, source }: Found): Range | undefined {
  const guess = toUnits(text, start);
  if (text.startsWith(source, guess)) return { from: guess, to: guess + source.length };
  const before = text.lastIndexOf(source, guess);
  const after = text.indexOf(source, guess);
  const from = before < 0 || (after >= 0 && after - guess < guess - before) ? after : before;
  return from < 0 || !source ? undefined : { from, to: from + source.length };
}
