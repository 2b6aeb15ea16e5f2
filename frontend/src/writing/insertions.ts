import { lineStart, type Range } from './passage';

/** One change of a text and where the selection stands after it; all offsets in UTF-16 units, the last two in the new text. */
export interface Edit {
  changes: { from: number; to: number; insert: string }[];
  anchor: number;
  head: number;
}

const replacing = ({ from, to }: Range, insert: string, anchor: number, head = anchor): Edit => ({
  changes: [{ from, to, insert }],
  anchor,
  head,
});

/** Puts marks around the selection, such as `**`, or takes them off again. */
export function wrap(text: string, { from, to }: Range, mark: string): Edit {
  const n = mark.length;
  if (text.slice(from - n, from) === mark && text.slice(to, to + n) === mark) {
    return replacing({ from: from - n, to: to + n }, text.slice(from, to), from - n, to - n);
  }
  return replacing({ from, to }, mark + text.slice(from, to) + mark, from + n, to + n);
}

/** `[words](address)`, with what is still to be written selected. */
export function link(text: string, range: Range): Edit {
  const words = text.slice(range.from, range.to);
  if (/^https?:\/\/\S+$/.test(words)) return replacing(range, `[](${words})`, range.from + 1);
  const address = range.from + words.length + 3;
  return replacing(range, `[${words}](https://)`, words ? address : range.from + 1, words ? address + 8 : range.from + 1);
}

/** Starts each line of the selection with `mark`, or takes the marks off when all have them. */
export function startLines(text: string, { from, to }: Range, mark: string): Edit {
  const start = lineStart(text, from);
  const end = text.indexOf('\n', to) < 0 ? text.length : text.indexOf('\n', to);
  const lines = text.slice(start, end).split('\n');
  const off = lines.every((line) => line.startsWith(mark));
  const made = lines.map((line) => (off ? line.slice(mark.length) : mark + line)).join('\n');
  return replacing({ from: start, to: end }, made, start + made.length);
}

const SELECTED = /⟦(.*?)⟧/s;

/** What the insert menu offers; ⟦ ⟧ holds what is selected afterwards. */
export const PIECES = {
  heading: { words: 'Heading', says: 'starts a section', text: '## ⟦⟧' },
  equation: { words: 'Equation', says: 'on lines of its own', text: '$$\n⟦⟧\n$$' },
  figure: { words: 'Figure', says: 'a picture with its caption', text: '' },
  callout: { words: 'Callout', says: 'set apart from the text', text: '> [!NOTE]\n> ⟦What to notice⟧' },
  table: { words: 'Table', says: 'columns and rows', text: '| ⟦First⟧ | Second |\n| --- | --- |\n|  |  |' },
  macros: { words: 'Macros', says: 'from the paper’s own source', text: '' },
  footnote: { words: 'Margin note', says: 'beside the text', text: '' },
  code: { words: 'Code', says: 'a listing', text: '```\n⟦⟧\n```' },
} as const;

export type Piece = keyof typeof PIECES;

/** Replaces the range by a block of Markdown that stands on lines of its own. */
export function block(text: string, range: Range, template: string): Edit {
  const start = lineStart(text, range.from);
  const lead = text.slice(start, range.from).trim() ? '\n\n' : previousLineHolds(text, start) ? '\n' : '';
  const trail = /^\s*(\n|$)/.test(text.slice(range.to, range.to + 80)) ? '' : '\n\n';
  const found = SELECTED.exec(template);
  const at = range.from + lead.length + (found?.index ?? template.length);
  const insert = lead + template.replace(SELECTED, '$1') + trail;
  return replacing(range, insert, at, at + (found?.[1]?.length ?? 0));
}

const previousLineHolds = (text: string, start: number) => start > 0 && text.slice(text.lastIndexOf('\n', start - 2) + 1, start - 1).trim() !== '';

/** A footnote: its mark in place of the range, its text at the end, where the cursor goes. */
export function footnote(text: string, range: Range): Edit {
  const taken = new Set([...text.matchAll(/\[\^([^\]\s]+)\]/g)].map((match) => match[1]));
  let number = 1;
  while (taken.has(String(number))) number++;
  const mark = `[^${number}]`;
  const gap = text.endsWith('\n\n') || !text ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  const entry = `${gap}${mark}: `;
  const at = text.length + mark.length - (range.to - range.from) + entry.length;
  return { changes: [{ ...range, insert: mark }, { from: text.length, to: text.length, insert: entry }], anchor: at, head: at };
}

/** `$…$` within a line, `$$…$$` on lines of its own for an empty one. */
export function equation(text: string, range: Range): Edit {
  const words = text.slice(range.from, range.to);
  const alone = !lineBeside(text, range).trim();
  if (alone && !words) return block(text, range, PIECES.equation.text);
  return replacing(range, `$${words}$`, range.from + 1, range.from + 1 + words.length);
}

/** What else stands on the lines of a range. */
function lineBeside(text: string, { from, to }: Range): string {
  const end = text.indexOf('\n', to);
  return text.slice(lineStart(text, from), from) + text.slice(to, end < 0 ? undefined : end);
}

/** A note as evidence, `[a claim](note:ID)`: the selection becomes the claim; without one the passage is quoted. */
export function evidence(text: string, range: Range, note: { id: string; quote: string }): Edit {
  const claim = claimIn(text, range);
  if (!claim) return quoted(text, range, note);
  const made = `[${escaped(text.slice(claim.from, claim.to))}](note:${note.id})`;
  return replacing(claim, made, claim.from + made.length);
}

/** The part of a selection that can be a claim: of one paragraph, without the signs that begin a heading, list or quote. */
function claimIn(text: string, { from, to }: Range): Range | undefined {
  const lineStart = from === 0 || text[from - 1] === '\n';
  const words = text.slice(from, to);
  const lead = (lineStart ? /^(?:\s|#{1,6}\s|[-*+>]\s|\d+[.)]\s)*/ : /^\s*/).exec(words)?.[0].length ?? 0;
  const claim = (words.slice(lead).split(/\n[ \t]*\n/)[0] ?? '').trimEnd();
  return claim ? { from: from + lead, to: from + lead + claim.length } : undefined;
}

/** Stands for the claim that a note about a whole paper backs, and is selected to be written over. */
const TO_WRITE = 'a claim';

/**
 * The passage of a note in place of the range: in a blockquote when nothing else stands on the line. A note about the whole
 * paper has no passage, and leaves the words to be written.
 */
export function quoted(text: string, range: Range, note: { id: string; quote: string }): Edit {
  const made = `[${escaped(note.quote || TO_WRITE)}](note:${note.id})`;
  if (!note.quote) return replacing(range, made, range.from + 1, range.from + 1 + TO_WRITE.length);
  if (!lineBeside(text, range).trim()) return block(text, range, `> ${made}⟦⟧\n`);
  return replacing(range, made, range.from + made.length);
}

/** The passage of a note, quoted as evidence on lines of its own after all that is written. */
export function evidenceAtEnd(text: string, note: { id: string; quote: string }): Edit {
  const end = text.trimEnd().length;
  const claim = note.quote ? `[${escaped(note.quote)}](note:${note.id})⟦⟧` : `[⟦${TO_WRITE}⟧](note:${note.id})`;
  return block(text, { from: end, to: text.length }, `> ${claim}\n`);
}

/** Words that can stand between square brackets: on one line, brackets in pairs. Formulas are left alone. */
export function escaped(words: string): string {
  const parts = words.trim().replace(/\s+/g, ' ').split(/(\$[^$]*\$)/);
  return parts.map((part, i) => (i % 2 ? part : paired(part))).join('');
}

function paired(words: string): string {
  let depth = 0;
  for (const sign of words) {
    if (sign === '[') depth++;
    if (sign === ']' && --depth < 0) break;
  }
  return depth === 0 ? words : words.replaceAll('[', '&#91;').replaceAll(']', '&#93;');
}

/** How often a text leans on a note. */
export const timesUsed = (text: string, id: string): number => text.split(`](note:${id})`).length - 1;
