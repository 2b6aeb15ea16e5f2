import type { Stretch } from './passages';

/** A part of a drawn text that is one node of the document: a text node, or a formula whole. */
export interface Piece extends Stretch {
  node: Text | Element;
  /** For each character, its offset in the text node; a formula stands for itself, whole. */
  offsets?: number[];
  /** Of a footnote, whose words stand after all others. */
  aside: boolean;
}

/** A formula as it stands in the text, its TeX between dollars, and what a reader sees of it. */
export interface Formula extends Stretch {
  shown: string;
}

/** What is drawn but is not of the text: cards, numbers that the renderer gives, references, anything marked `data-apart`. */
const APART = '.card, .nref, .vh, .references, .endnotes, .credit, .eq > span, figcaption > b, .note > b, [data-apart], script, style';
/** Footnotes: the renderer's own, and those of a paper (app/papers/fulltext/marks.py). */
const NOTES = '.note, [data-note]';
const BLOCKS = new Set(
  ('address article aside blockquote br dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table td th tr ul').split(' '),
);
const UNSEEN = /[\u200b\u2060-\u2064\ufeff]/g;

export const fold = (text: string): string => text.replace(/\s+/g, ' ');

/**
 * Reads the words of an element in order: each `<math>` as its TeX between dollars, white space folded, one blank between
 * blocks, footnotes at the end. The other half is app/papers/fulltext/plain.py: whatever changes here changes there.
 */
export class Pieces {
  readonly all: Piece[] = [];
  readonly formulas: Formula[] = [];
  /** Where one block ends and the next begins. */
  readonly breaks: number[] = [];
  readonly text: string;
  readonly #words: string[] = [];
  readonly #notes: Element[] = [];
  #length = 0;
  #ended = true;
  #aside = false;

  constructor(readonly root: Element) {
    this.#walk(root);
    this.#aside = true;
    for (const note of this.#notes) {
      this.#apart();
      note.childNodes.forEach((child) => this.#walk(child));
    }
    this.text = this.#words.join('').trimEnd();
  }

  #walk(node: Node): void {
    if (node instanceof Text) return this.#read(node);
    if (!(node instanceof Element)) return;
    if (node.localName === 'math') return this.#formula(node);
    if (node !== this.root && node.matches(APART)) return;
    if (node !== this.root && node.matches(NOTES)) return void this.#notes.push(node);
    const block = BLOCKS.has(node.localName) || node.classList.contains('math-line');
    if (block) this.#apart();
    for (let child = node.firstChild; child; child = child.nextSibling) this.#walk(child);
    if (block) this.#apart();
  }

  #read(node: Text): void {
    const { data } = node;
    const offsets: number[] = [];
    let words = '';
    let ended = this.#ended;
    for (let i = 0; i < data.length; i++) {
      const blank = isBlank(data.charCodeAt(i));
      if (blank && ended) continue;
      words += blank ? ' ' : data[i];
      ended = blank;
      offsets.push(i);
    }
    this.#add(words, { node, offsets });
  }

  #formula(node: Element): void {
    const seen = node.textContent ?? '';
    const from = this.#length;
    this.#add(`$${fold(node.getAttribute('alttext') ?? seen).trim()}$`, { node });
    this.formulas.push({ from, to: this.#length, shown: fold(seen.replace(UNSEEN, '')).trim() });
  }

  #add(words: string, piece?: Pick<Piece, 'node' | 'offsets'>): void {
    if (!words) return;
    if (piece) this.all.push({ ...piece, from: this.#length, to: this.#length + words.length, aside: this.#aside });
    this.#words.push(words);
    this.#length += words.length;
    this.#ended = words.endsWith(' ');
  }

  #apart(): void {
    if (!this.#ended) this.#add(' ');
    if (this.breaks.at(-1) !== this.#length) this.breaks.push(this.#length);
  }
}

/** White space of ECMAScript (`\s`), most common first. */
function isBlank(code: number): boolean {
  if (code === 32 || (code >= 9 && code <= 13)) return true;
  return code >= 160 && /\s/.test(String.fromCharCode(code));
}
