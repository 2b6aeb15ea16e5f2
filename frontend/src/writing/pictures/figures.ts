import { escaped, type Edit } from '../insertions';
import { lineStart, type Range } from '../passage';

/** A picture in the text: where it stands, and what is written of it. Offsets are UTF-16 units. */
export interface Figure extends Range {
  /** What it shows, in words. */
  alt: string;
  /** What the text calls its file: `image:…`. */
  target: string;
  caption: string;
  /** What leads to it, `fig-…`; only a picture alone in its paragraph has one. */
  name: string;
}

const FIGURE = /!\[((?:\\.|[^\\[\]\n]|\[[^[\]\n]*\])*)\]\(\s*(image:[\w-]+)(?:\s+"((?:\\.|[^"\\])*)")?\s*\)(?:[ \t]*\{#(fig-[\w-]{1,80})\})?/g;

const plain = (words: string) => words.replace(/\\([[\]])|&#91;|&#93;/g, (sign, bracket) => bracket ?? (sign === '&#91;' ? '[' : ']'));

/** The pictures kept here that a text shows, in order. */
export const figures = (text: string): Figure[] =>
  [...text.matchAll(FIGURE)].map(({ index, 0: all, 1: alt = '', 2: target = '', 3: caption = '', 4: name = '' }) => ({
    from: index,
    to: index + all.length,
    alt: plain(alt),
    target,
    caption: caption.replace(/\\"/g, '"'),
    name,
  }));

/** The picture on the line of an offset. */
export function figureAt(text: string, at: number): Figure | undefined {
  const start = lineStart(text, at);
  const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
  const here = figures(text).filter(({ from, to }) => from >= start && to <= end);
  return here.find(({ from, to }) => from <= at && at <= to) ?? here[0];
}

/** A picture as the text writes it. Words of the alternative stand for themselves; a caption may hold formulas and marks. */
export function written({ alt, target, caption, name }: Omit<Figure, keyof Range>): string {
  const title = caption.trim().replace(/\s+/g, ' ').replaceAll('"', '\\"');
  return `![${escaped(alt)}](${target}${title && ` "${title}"`})${name && `{#${name}}`}`;
}

/** Writes a figure anew in its place. */
export const rewrite = ({ from, to }: Range, words: string): Edit => ({
  changes: [{ from, to, insert: words }],
  anchor: from + words.length,
  head: from + words.length,
});

/** A name for a figure from what somebody typed, not yet taken in the text; '' from nothing. */
export function named(typed: string, text: string, own = ''): string {
  const words = typed.trim().toLowerCase().replace(/^#?(?:fig-)?/, '').replace(/[^a-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60);
  if (!words) return '';
  const taken = new Set(figures(text).map(({ name }) => name).filter((name) => name !== own));
  let name = `fig-${words}`;
  for (let n = 2; taken.has(name); n++) name = `fig-${words}-${n}`;
  return name;
}
