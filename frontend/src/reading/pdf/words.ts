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

const LETTER = /\p{L}/u;
const SMALL = /\p{Ll}/u;
/** A hyphen, a soft one, and the one that is a hyphen and nothing else. */
const HYPHEN = /[-\u00AD\u2010]/;
const BLANK = /[\s\p{Cc}]/u;

/**
 * The words of a page as the server knows them: white space folded, a word that was hyphenated at the end of a line put
 * together again, no blank at the ends.
 */
export function pageWords(runs: Run[]): PageWords {
  const length = runs.reduce((sum, { str }) => sum + str.length + 1, 0);
  const [run, at] = [new Uint32Array(length), new Uint32Array(length)];
  let text = '';
  const add = (unit: string, of: number, offset: number) => {
    if (BLANK.test(unit)) {
      if (!text || text.endsWith(' ')) return;
      unit = ' ';
    }
    run[text.length] = of;
    at[text.length] = offset;
    text += unit;
  };
  runs.forEach(({ str, hasEOL }, of) => {
    const kept = hasEOL && isBroken(str, firstOf(runs, of + 1)) ? str.trimEnd().length - 1 : str.length;
    for (let offset = 0; offset < kept; offset++) add(str[offset] ?? '', of, offset);
    if (hasEOL && kept === str.length) add(' ', of, str.length);
  });
  text = text.trimEnd();
  return { text, run: run.slice(0, text.length), at: at.slice(0, text.length) };
}

/** Whether a line ends in the middle of a word that goes on with what comes next. */
function isBroken(line: string, next: string): boolean {
  const end = line.trimEnd();
  return HYPHEN.test(end.at(-1) ?? '') && LETTER.test(end.at(-2) ?? '') && SMALL.test(next);
}

/** The first character from this run on that is not blank. */
function firstOf(runs: Run[], from: number): string {
  for (let i = from; i < runs.length; i++) {
    const start = runs[i]?.str.trimStart();
    if (start) return String.fromCodePoint(start.codePointAt(0) ?? 0);
  }
  return '';
}

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
