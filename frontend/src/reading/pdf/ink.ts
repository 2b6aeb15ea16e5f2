import type { Stretch } from '../passages';

/**
 * A text without what two readers of one PDF disagree about: white space, hyphens, accents that stand apart, ligatures,
 * signs that are not shown. `at` leads from each unit of it to the text (UTF-16 units).
 */
export interface Ink {
  text: string;
  at: Uint32Array;
}

/** What a passage is found by: its words and what stands around them. */
export interface Wanted {
  exact: string;
  prefix: string;
  suffix: string;
}

const SKIPPED = /[\s\p{M}\p{Cc}\p{Cf}\u002D\u00AD\u2010-\u2015\u2212]/u;
/** Units with which a candidate for longer words must begin and end, when the words are not there exactly. */
const EDGE = 16;
/** How much longer or shorter, and how unlike, such a candidate may be. */
const STRETCH = 0.15;
const LIKENESS = 0.8;
/** Words with less ink are placed only together with some of what stands around them. */
const TELLING = 12;
/** Units of context that few words must have, and one of two like places more than the other. */
const CLEARLY = 4;

export function inkOf(text: string): Ink {
  const at = new Uint32Array(text.length * 4);
  const parts: string[] = [];
  let length = 0;
  let offset = 0;
  for (const sign of text) {
    const shown = sign > '\u007F' ? sign.normalize('NFKD') : sign;
    for (const one of shown) {
      if (SKIPPED.test(one)) continue;
      parts.push(one);
      for (let i = 0; i < one.length && length < at.length; i++) at[length++] = offset;
    }
    offset += sign.length;
  }
  return { text: parts.join('').slice(0, length), at: at.slice(0, length) };
}

/**
 * Where a passage stands in a text, by its ink; `near` is where the server says it begins, when it does. Of places that
 * are alike, around too, none is taken unless `near` tells exactly one of them: it never guesses.
 */
export function find(text: string, ink: Ink, wanted: Wanted, near?: { at: number; within: number }): Stretch | undefined {
  const [words, before, after] = [wanted.exact, wanted.prefix, wanted.suffix].map((part) => inkOf(part).text) as [string, string, string];
  if (!words) return undefined;
  const exactly = everywhere(ink.text, words).map((from) => ({ from, to: from + words.length }));
  const places = exactly.length ? exactly : alike(ink.text, words);
  const scored = places.map((place) => ({ place, score: around(ink.text, place, before, after) })).sort((one, other) => other.score - one.score);
  const [best, next] = scored;
  if (!best) return undefined;
  const enough = words.length >= TELLING ? 0 : Math.min(CLEARLY, before.length + after.length);
  if (!next) return best.score >= enough ? original(text, ink, best.place) : undefined;
  if (best.score - next.score >= CLEARLY) return original(text, ink, best.place);
  const like = scored.filter(({ score }) => best.score - score < CLEARLY).map(({ place }) => original(text, ink, place));
  const told = near ? like.filter(({ from }) => Math.abs(from - near.at) <= near.within) : [];
  return told.length === 1 ? told[0] : undefined;
}

function original(text: string, ink: Ink, { from, to }: Stretch): Stretch {
  const last = ink.at[to - 1] ?? 0;
  return { from: ink.at[from] ?? 0, to: last + ((text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1) };
}

/** Places that begin and end as these words do, are about as long, and say nearly the same. */
function alike(text: string, words: string): Stretch[] {
  if (words.length < 3 * EDGE) return [];
  const ends = everywhere(text, words.slice(-EDGE)).map((at) => at + EDGE);
  const grams = gramsOf(words);
  return everywhere(text, words.slice(0, EDGE)).flatMap((from) =>
    ends
      .filter((to) => Math.abs(to - from - words.length) <= STRETCH * words.length)
      .filter((to) => likeness(grams, gramsOf(text.slice(from, to))) >= LIKENESS)
      .map((to) => ({ from, to })),
  );
}

function gramsOf(words: string): Set<string> {
  return new Set(Array.from({ length: words.length - 2 }, (_, i) => words.slice(i, i + 3)));
}

/** How much two sets share, from 0 to 1 (Dice). */
function likeness(one: Set<string>, other: Set<string>): number {
  const shared = [...one].filter((gram) => other.has(gram)).length;
  return (2 * shared) / (one.size + other.size);
}

/** How many units of the context stand there too, counted from the passage outwards. */
function around(text: string, { from, to }: Stretch, before: string, after: string): number {
  let [ahead, behind] = [0, 0];
  while (ahead < before.length && text[from - 1 - ahead] === before[before.length - 1 - ahead]) ahead++;
  while (behind < after.length && text[to + behind] === after[behind]) behind++;
  return ahead + behind;
}

function everywhere(text: string, words: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) found.push(at);
  return found;
}
