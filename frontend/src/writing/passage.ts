import { splitsPair, toPoints, toUnits } from './points';
import type { Anchor, Place } from './wire';

/** Characters of context that go with a passage to tell it from its like. */
const CONTEXT = 64;

/** The server's limit for a passage, in characters. */
export const PASSAGE_MAXIMUM = 4000;

/** A stretch of a text, in UTF-16 units. */
export interface Range {
  from: number;
  to: number;
}

/** The selectors of a passage of `text` (W3C Web Annotation: TextQuoteSelector, TextPositionSelector; code points). */
export function anchorOf(text: string, { from, to }: Range): Anchor {
  return {
    exact: text.slice(from, to),
    prefix: text.slice(whole(text, Math.max(0, from - CONTEXT)), from),
    suffix: text.slice(to, whole(text, Math.min(text.length, to + CONTEXT))),
    start: toPoints(text, from),
    end: toPoints(text, to),
    section: '',
  };
}

const whole = (text: string, at: number) => (splitsPair(text, at) ? at + 1 : at);

/**
 * Where a passage stands in `text`. `place` is where the server found it, in its own text, which is `served` or one that
 * others have changed a little since. Undefined when the passage is not there, or there twice and nothing tells which.
 */
export function locate(text: string, served: string, anchor: Anchor, place: Place | null): Range | undefined {
  const range = place && { from: toUnits(served, place.start), to: toUnits(served, place.end) };
  if (range && text.slice(range.from, range.to) === anchor.exact) return range;
  const found = onlyOne(text, anchor.exact, anchor.prefix, anchor.suffix) ?? onlyOne(text, anchor.exact);
  if (found || !range) return found;
  // Its words were changed, and the server knows it by what is left.
  const words = served.slice(range.from, range.to);
  return text === served || text.slice(range.from, range.to) === words ? range : undefined;
}

function onlyOne(text: string, exact: string, prefix = '', suffix = ''): Range | undefined {
  const whole = prefix + exact + suffix;
  const at = text.indexOf(whole);
  if (!exact || at < 0 || text.indexOf(whole, at + 1) >= 0) return undefined;
  return { from: at + prefix.length, to: at + prefix.length + exact.length };
}

/** Where the line of an offset begins. */
export const lineStart = (text: string, at: number): number => (at > 0 ? text.lastIndexOf('\n', at - 1) + 1 : 0);

/** What Markdown puts before the words of a line: quotes, list items, headings. */
const LEAD = /^\s*(?:(?:>|[-*+]|\d+[.)]|#{1,6})\s+)*/;

/** The sentence of `text` around an offset, without the blanks and Markdown's signs at its ends; empty on an empty line. */
export function sentenceAt(text: string, at: number): Range {
  const begins = lineStart(text, at);
  const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
  const start = begins + (LEAD.exec(text.slice(begins, end))?.[0].length ?? 0);
  let from = start;
  let to = end;
  for (const stop of text.slice(start, end).matchAll(/[.!?…]["'”’)\]]*\s+/g)) {
    const next = start + stop.index + stop[0].length;
    if (next <= at) from = next;
    else if (to === end) to = next;
  }
  const words = text.slice(from, to);
  const blank = words.length - words.trimStart().length;
  return { from: from + blank, to: from + blank + words.trim().length };
}
