/** A run of characters as a page shows it (pdf.js, `TextItem`): what it says, and whether a line ends after it. */
export interface Run {
  str: string;
  hasEOL: boolean;
}

/** The words of a page, and the way back to the runs that say them. */
export interface PageWords {
  text: string;
  /** For each UTF-16 unit of `text`: which run it is of, and where in that run. */
  run: Uint32Array;
  at: Uint32Array;
}

const BLANK = /\s/;
/** Codes of glyphs of which the PDF does not say what they mean, and hyphens that are only shown at the end of a line. */
const UNSAID = /[\p{Cc}\u00AD\uFFFE\uFFFF]/u;
const WITH_HYPHEN = /[\p{L}\p{N}_]+-[\p{L}\p{N}_]+/gu;
const BROKEN = /([\p{L}\p{N}_]+)[-\u2010\u00AD]\s*$/u;
const FIRST = /^\s*([\p{L}\p{N}_]+)/u;
/** The longest half of a broken word that is looked at, in UTF-16 units. */
const HALF = 40;

/** The words that are written with a hyphen within a line, on any page. */
export function hyphenated(pages: Run[][]): Set<string> {
  const words = pages.flatMap((runs) => lines(runs).match(WITH_HYPHEN) ?? []);
  return new Set(words);
}

/**
 * The words of each page as the server has them: white space folded, a word that was broken at the end of a line put
 * together again, with its hyphen only where that belongs to it, no blank at the ends.
 */
export function pageWords(runs: Run[], known: Set<string>): PageWords {
  const length = runs.reduce((sum, { str }) => sum + str.length + 1, 0);
  const [run, at] = [new Uint32Array(length), new Uint32Array(length)];
  let text = '';
  let shown = '';
  const add = (unit: string, of: number, offset: number) => {
    const blank = BLANK.test(unit);
    if (blank ? !text || text.endsWith(' ') : UNSAID.test(unit)) return;
    run[text.length] = of;
    at[text.length] = offset;
    text += blank ? ' ' : unit;
  };
  runs.forEach(({ str, hasEOL }, of) => {
    for (let offset = 0; offset < str.length; offset++) add(str[offset] ?? '', of, offset);
    shown = (shown + str).slice(-HALF);
    if (!hasEOL) return;
    const hyphen = seam(shown, lines(runs.slice(of + 1, of + 9)), known);
    if (hyphen === undefined) add(' ', of, str.length);
    else if (!hyphen) text = text.trimEnd().replace(/[-\u2010]$/, '');
    else text = text.trimEnd();
    shown = '';
  });
  text = text.trimEnd();
  return { text, run: run.slice(0, text.length), at: at.slice(0, text.length) };
}

/** What stands between two lines of which the first may end within a word: a hyphen, nothing, or (undefined) a blank. */
function seam(line: string, next: string, known: Set<string>): '-' | '' | undefined {
  const [before, after] = [BROKEN.exec(line)?.[1], FIRST.exec(next)?.[1]];
  if (!before || !after) return undefined;
  const whole = /\p{L}$/u.test(before) && /^\p{Ll}/u.test(after) && !known.has(`${before}-${after}`);
  return whole ? '' : '-';
}

const lines = (runs: Run[]) => runs.map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str)).join('');

/** The text of all pages, one blank between two, and where each begins. */
export function bookWords(pages: PageWords[]): { text: string; starts: number[] } {
  const starts: number[] = [];
  let text = '';
  for (const page of pages) {
    if (text && page.text) text += ' ';
    starts.push(text.length);
    text += page.text;
  }
  return { text, starts };
}

/** The first unit of a page's text that is not before this place of its runs; its length when there is none. */
export function unitAt({ run, at }: PageWords, of: number, offset: number): number {
  let [low, high] = [0, run.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const [r, a] = [run[middle] ?? 0, at[middle] ?? 0];
    if (r < of || (r === of && a < offset)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The page on which a place of the whole text stands. */
export function pageAt(starts: number[], place: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
