/** A passage by its words and what stands around it (W3C Web Annotation, TextQuoteSelector). */
export interface Quote {
  exact: string;
  prefix: string;
  suffix: string;
  /** The heading it stands under. */
  section: string;
}

/** A stretch of a drawn text, in UTF-16 units. */
export interface Stretch {
  from: number;
  to: number;
}

/** Characters of context that go with a passage to tell it from its like. */
const CONTEXT = 64;

/** The server's limit for a passage, in characters. */
export const PASSAGE_MAXIMUM = 4000;

/** What is drawn but is not of the text: cards, numbers that the renderer gives, references, anything marked `data-apart`. */
const APART = '.card, .nref, .vh, .references, .endnotes, .credit, .eq > span, figcaption > b, .note > b, [data-apart], script, style';
const BLOCKS = new Set(
  ('address article aside blockquote br dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table td th tr ul').split(' '),
);

interface Piece extends Stretch {
  node: Text | Element;
  /** For each character, its offset in the text node; a formula stands for itself, whole. */
  offsets?: number[];
}

/**
 * The words that are drawn in an element, as the server knows them: each `<math>` as its TeX between dollars, white space
 * folded, one blank between blocks; and the way between these words and the document. Sidenotes stand at the end.
 */
export class DrawnText {
  text = '';
  readonly #pieces: Piece[] = [];
  readonly #sidenotes: Element[] = [];

  constructor(readonly root: Element) {
    this.#walk(root);
    for (const note of this.#sidenotes) {
      this.#apart();
      note.childNodes.forEach((child) => this.#walk(child));
    }
    this.text = this.text.trimEnd();
  }

  /** What is selected of it, without blanks at the ends; a formula counts whole. Undefined when nothing is. */
  stretch(range: Range): Stretch | undefined {
    let from = Infinity;
    let to = -1;
    for (const piece of this.#pieces) {
      if (!range.intersectsNode(piece.node)) continue;
      const cut = piece.offsets ? within(piece, piece.offsets, range) : piece;
      if (cut.from >= cut.to) continue;
      from = Math.min(from, cut.from);
      to = Math.max(to, cut.to);
    }
    while (from < to && this.text[from] === ' ') from++;
    while (to > from && (to > this.text.length || this.text[to - 1] === ' ')) to--;
    return from < to ? { from, to } : undefined;
  }

  /** Where a stretch is drawn. Undefined when it holds nothing that is drawn. */
  range({ from, to }: Stretch): Range | undefined {
    const pieces = this.#pieces.filter((piece) => piece.to > from && piece.from < to);
    const [first, last] = [pieces[0], pieces.at(-1)];
    if (!first || !last) return undefined;
    const range = first.node.ownerDocument.createRange();
    if (first.offsets) range.setStart(first.node, first.offsets[Math.max(0, from - first.from)] ?? 0);
    else range.setStartBefore(first.node);
    if (last.offsets) range.setEnd(last.node, (last.offsets[Math.min(last.to, to) - 1 - last.from] ?? 0) + 1);
    else range.setEndAfter(last.node);
    return range;
  }

  /** The quote of a stretch, with what stands around it and the heading it stands under. */
  quote({ from, to }: Stretch): Quote {
    return {
      exact: this.text.slice(from, to),
      prefix: this.text.slice(whole(this.text, Math.max(0, from - CONTEXT)), from),
      suffix: this.text.slice(to, whole(this.text, Math.min(this.text.length, to + CONTEXT))),
      section: this.#section(from),
    };
  }

  /** Where a quoted passage stands. It never guesses: words that stand there twice, alike around, have no place. */
  place({ exact, prefix, suffix }: Omit<Quote, 'section'>): Stretch | undefined {
    const [words, before, after] = [fold(exact).trim(), fold(prefix), fold(suffix)];
    const found = everywhere(this.text, words).map((at) => ({ at, score: this.#likeness(at, words.length, before, after) }));
    const [best, next] = found.sort((a, b) => b.score - a.score);
    if (!best || best.score === next?.score) return undefined;
    return { from: best.at, to: best.at + words.length };
  }

  #likeness(at: number, length: number, before: string, after: string): number {
    const ahead = [...this.text.slice(0, at).trimEnd()].reverse();
    const behind = [...this.text.slice(at + length).trimStart()];
    return shared(ahead, [...before.trimEnd()].reverse()) + shared(behind, [...after.trimStart()]);
  }

  #section(at: number): string {
    const start = this.#pieces.find((piece) => piece.to > at)?.node;
    if (!start) return '';
    const headings = [...this.root.querySelectorAll('h1, h2, h3, h4')];
    const above = headings.filter((heading) => heading.contains(start) || heading.compareDocumentPosition(start) & Node.DOCUMENT_POSITION_FOLLOWING);
    return fold(above.at(-1)?.textContent ?? '').trim().slice(0, 300);
  }

  #walk(node: Node): void {
    if (node instanceof Text) return this.#words(node);
    if (!(node instanceof Element)) return;
    if (node.localName === 'math') return this.#formula(node);
    if (node !== this.root && node.matches(APART)) return;
    if (node !== this.root && node.matches('.note, [data-note]')) return void this.#sidenotes.push(node);
    const block = BLOCKS.has(node.localName) || node.matches('.math-line');
    if (block) this.#apart();
    node.childNodes.forEach((child) => this.#walk(child));
    if (block) this.#apart();
  }

  #words(node: Text): void {
    const offsets: number[] = [];
    let words = '';
    for (let i = 0; i < node.data.length; i++) {
      const blank = /\s/.test(node.data[i] ?? '');
      if (blank && (words ? words.endsWith(' ') : this.#ended())) continue;
      words += blank ? ' ' : node.data[i];
      offsets.push(i);
    }
    this.#add(words, { node, offsets });
  }

  #formula(node: Element): void {
    this.#add(`$${fold(node.getAttribute('alttext') ?? node.textContent ?? '').trim()}$`, { node });
  }

  #add(words: string, piece: Pick<Piece, 'node' | 'offsets'>): void {
    if (!words) return;
    this.#pieces.push({ ...piece, from: this.text.length, to: this.text.length + words.length });
    this.text += words;
  }

  #apart(): void {
    if (!this.#ended()) this.text += ' ';
  }

  #ended(): boolean {
    return !this.text || this.text.endsWith(' ');
  }
}

const fold = (text: string) => text.replace(/\s+/g, ' ');

/** Not between the two halves of one character. */
const whole = (text: string, at: number) => ((text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at + 1 : at);

function within(piece: Piece, offsets: number[], range: Range): Stretch {
  const start = piece.node === range.startContainer ? range.startOffset : 0;
  const end = piece.node === range.endContainer ? range.endOffset : Infinity;
  const before = offsets.filter((at) => at < start).length;
  const upTo = offsets.filter((at) => at < end).length;
  return { from: piece.from + before, to: piece.from + upTo };
}

function everywhere(text: string, words: string): number[] {
  const found: number[] = [];
  for (let at = words ? text.indexOf(words) : -1; at >= 0; at = text.indexOf(words, at + 1)) found.push(at);
  return found;
}

function shared(one: string[], other: string[]): number {
  let count = 0;
  while (count < other.length && one[count] === other[count]) count++;
  return count;
}
