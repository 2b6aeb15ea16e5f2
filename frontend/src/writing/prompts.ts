/** A remark of a draft (an HTML comment), in UTF-16 units. */
export interface Remark {
  from: number;
  to: number;
  /** On one line. */
  words: string;
}

const HEADING = /^ {0,3}#{1,6}(?:\s|$)/gm;
/** What stands for a remark where only its length matters. */
const blank = (words: string) => words.replace(/[^\n]/g, ' ');

/** The remarks of a text, in order. */
export function remarks(text: string): Remark[] {
  const last = text.lastIndexOf('-->') + 3;
  return [...text.slice(0, Math.max(last, 0)).matchAll(/<!--([\s\S]*?)-->/g)].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
    words: (found[1] ?? '').replace(/\s+/g, ' ').trim(),
  }));
}

/** The questions of a template. */
export const promptsIn = (template: string): string[] => remarks(template).map(({ words }) => words);

/** Each question of a template that stands in the text, and whether something is written in its section. */
export function asked(text: string, prompts: ReadonlySet<string>): (Remark & { answered: boolean })[] {
  const all = remarks(text).filter(({ words }) => prompts.has(words));
  if (!all.length) return [];
  const bare = text.replace(/<!--[\s\S]*?-->/g, blank);
  const headings = [...bare.matchAll(HEADING)].map(({ index }) => index);
  return all.map((remark) => ({ ...remark, answered: isAnswered(bare, remark.from, headings) }));
}

/** Whether anything but headings and remarks stands in the section around a place; before the first heading, in the text. */
function isAnswered(bare: string, at: number, headings: number[]): boolean {
  const begins = headings.findLast((heading) => heading < at);
  const ends = begins === undefined ? bare.length : (headings.find((heading) => heading > at) ?? bare.length);
  const lines = bare.slice(begins ?? 0, ends).split('\n');
  return lines.some((line) => line.trim() && !/^ {0,3}#{1,6}(?:\s|$)/.test(line));
}
