import { markdown, commonmarkLanguage } from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { styleTags, Tag, tags } from '@lezer/highlight';
import { Strikethrough, Table, TaskList, type BlockContext, type InlineContext, type Line, type MarkdownConfig } from '@lezer/markdown';

/* Colours for what docs/markup.md adds to CommonMark. The server's renderer decides what is what; this only resembles it. */

const math = Tag.define();
const citation = Tag.define();
const footnote = Tag.define();

const DOLLAR = 36;
const BACKSLASH = 92;
const BRACKET = 91;

/** `$…$` as pandoc has it: no blank inside either dollar, no digit after the second. */
const INLINE = /^\$(?!\s)(?:\\.|[^\\$\n])*?[^\s\\$]\$(?!\d)/;
const DISPLAY = /^\$\$[\s\S]+?\$\$/;
const BRACED = /^\\(?:\([\s\S]+?\\\)|\[[\s\S]+?\\\])/;
const CITED = /^\[@[^\]\n]+\]/;
const NOTED = /^\[\^[^\]\s]+\]/;
const REFERRED = /^\\(?:eqref|ref)\{[^}\n]+\}/;
/** Nothing longer is a formula (the renderer's own limit). */
const WINDOW = 4000;

function inline(name: string, first: number, ...forms: RegExp[]) {
  return (cx: InlineContext, next: number, pos: number): number => {
    if (next !== first) return -1;
    const ahead = cx.slice(pos, Math.min(cx.end, pos + WINDOW));
    const found = forms.map((form) => form.exec(ahead)).find(Boolean);
    return found ? cx.addElement(cx.elt(name, pos, pos + found[0].length)) : -1;
  };
}

const opens = (line: Line) => line.text.startsWith('$$', line.pos);

/** `$$` on a line of its own, up to the line that closes it or a blank one. */
function equation(cx: BlockContext, line: Line): boolean {
  if (!opens(line)) return false;
  const start = cx.lineStart + line.pos;
  let closed = line.text.indexOf('$$', line.pos + 2) >= 0;
  while (!closed && cx.nextLine() && line.text.trim()) closed = line.text.includes('$$');
  const end = closed ? cx.lineStart + line.text.length : cx.prevLineEnd();
  if (closed) cx.nextLine();
  cx.addElement(cx.elt('Equation', start, end));
  return true;
}

const ours: MarkdownConfig = {
  defineNodes: [{ name: 'Formula' }, { name: 'Equation', block: true }, { name: 'Citation' }, { name: 'FootnoteMark' }],
  parseBlock: [{ name: 'Equation', before: 'FencedCode', parse: equation, endLeaf: (_, line) => opens(line) }],
  parseInline: [
    { name: 'Formula', before: 'Escape', parse: inline('Formula', DOLLAR, DISPLAY, INLINE) },
    { name: 'BracedFormula', before: 'Escape', parse: inline('Formula', BACKSLASH, BRACED) },
    { name: 'Reference', before: 'Escape', parse: inline('FootnoteMark', BACKSLASH, REFERRED) },
    { name: 'Citation', before: 'Link', parse: inline('Citation', BRACKET, CITED) },
    { name: 'FootnoteMark', before: 'Link', parse: inline('FootnoteMark', BRACKET, NOTED) },
  ],
  props: [styleTags({ 'Formula Equation': math, Citation: citation, FootnoteMark: footnote })],
};

const look = HighlightStyle.define([
  { tag: math, class: 'md-math' },
  { tag: citation, class: 'md-cite' },
  { tag: [footnote, tags.link, tags.url], class: 'md-link' },
  { tag: tags.heading, class: 'md-head' },
  { tag: tags.strong, class: 'md-strong' },
  { tag: tags.emphasis, class: 'md-em' },
  { tag: tags.strikethrough, class: 'md-del' },
  { tag: tags.monospace, class: 'md-code' },
  { tag: tags.quote, class: 'md-quote' },
  { tag: [tags.comment, tags.meta, tags.processingInstruction, tags.contentSeparator, tags.labelName], class: 'md-sign' },
]);

/** Our Markdown: how it is read, and the classes its parts get. */
export const dialect = () => [
  markdown({ base: commonmarkLanguage, extensions: [Table, Strikethrough, TaskList, ours], completeHTMLTags: false }),
  syntaxHighlighting(look),
];
