import type { Drawn } from './drawn';
import { find } from './finding';
import { fold, Pieces, type Formula, type Piece } from './pieces';
import { bringIntoView, rulerOf, watchLayout } from './sight';

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

/** The words that are drawn in an element, as the server knows them, and the way between these words and the document. */
export class DrawnText implements Drawn {
  readonly steady = true;
  readonly text: string;
  readonly formulas: Formula[];
  readonly breaks: number[];
  readonly #pieces: Piece[];
  #ruler: Range | undefined;
  readonly #at = new Map<Node, number>();

  constructor(readonly root: HTMLElement) {
    const { text, all, formulas, breaks } = new Pieces(root);
    this.text = text;
    this.formulas = formulas;
    this.breaks = breaks;
    this.#pieces = all;
    all.forEach(({ node }, i) => this.#at.set(node, i));
  }

  /** What is selected of it, without blanks at the ends; a formula counts whole. Undefined when nothing is. */
  stretch(range: Range): Stretch | undefined {
    let from = Infinity;
    let to = -1;
    for (const piece of this.#touched(range)) {
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
  range(stretch: Stretch): Range | undefined {
    return this.#set(this.root.ownerDocument.createRange(), stretch);
  }

  stills({ from, to }: Stretch): StaticRange[] {
    return this.#within({ from, to }).map((piece) => {
      const [startContainer, startOffset] = edge(piece, Math.max(0, from - piece.from), 0);
      const [endContainer, endOffset] = edge(piece, Math.min(piece.to, to) - 1 - piece.from, 1);
      return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
    });
  }

  quote({ from, to }: Stretch): Quote {
    return {
      exact: this.text.slice(from, to),
      prefix: this.text.slice(whole(this.text, Math.max(0, from - CONTEXT)), from),
      suffix: this.text.slice(to, whole(this.text, Math.min(this.text.length, to + CONTEXT))),
      section: this.#section(from),
    };
  }

  place(quote: Omit<Quote, 'section'>): Stretch | undefined {
    return find(this.text, quote);
  }

  formulasIn(stretch: Stretch): Element[] {
    return this.#within(stretch).flatMap(({ node }) => (node instanceof Element ? [node] : []));
  }

  tops(stretches: Stretch[]): number[] {
    const topOf = rulerOf(this.root);
    return stretches.map((stretch) => {
      const first = this.#pieces[this.#after(stretch.from)];
      return first ? topOf(first.node, () => this.#measured(stretch)) : 0;
    });
  }

  async reveal(stretch: Stretch): Promise<void> {
    const range = this.range(stretch);
    if (range) await bringIntoView(range);
  }

  watch(changed: () => void): () => void {
    return watchLayout(this.root, changed);
  }

  /** One range serves all measuring. */
  #measured(stretch: Stretch): Range | undefined {
    return this.#set((this.#ruler ??= this.root.ownerDocument.createRange()), stretch);
  }

  #set(range: Range, { from, to }: Stretch): Range | undefined {
    const pieces = this.#within({ from, to });
    const [first, last] = [pieces[0], pieces.at(-1)];
    if (!first || !last) return undefined;
    range.setStart(...edge(first, Math.max(0, from - first.from), 0));
    range.setEnd(...edge(last, Math.min(last.to, to) - 1 - last.from, 1));
    return range;
  }

  #within({ from, to }: Stretch): Piece[] {
    return this.#pieces.slice(this.#after(from), this.#before(to) + 1);
  }

  /** The pieces that a selection may touch. One within the main text is not stretched to the footnotes behind it. */
  #touched(range: Range): Piece[] {
    const [first, last] = [this.#at.get(range.startContainer), this.#at.get(range.endContainer)];
    if (first !== undefined && last !== undefined && first <= last) return this.#pieces.slice(first, last + 1);
    const touched = this.#pieces.filter(({ node }) => range.intersectsNode(node));
    return touched.some(({ aside }) => !aside) ? touched.filter(({ aside }) => !aside) : touched;
  }

  /** The first piece that ends after an offset. */
  #after(at: number): number {
    let [low, high] = [0, this.#pieces.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#pieces[middle]?.to ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The last piece that begins before an offset. */
  #before(at: number): number {
    const first = this.#after(at);
    return (this.#pieces[first]?.from ?? Infinity) < at ? first : first - 1;
  }

  #section(at: number): string {
    const start = this.#pieces[this.#after(at)]?.node;
    if (!start) return '';
    const headings = [...this.root.querySelectorAll('h1, h2, h3, h4')];
    const above = headings.filter((heading) => heading.contains(start) || heading.compareDocumentPosition(start) & Node.DOCUMENT_POSITION_FOLLOWING);
    return fold(above.at(-1)?.textContent ?? '').trim().slice(0, 300);
  }
}

/** Before (0) or behind (1) a character of a piece; before or behind all of it where it is a formula. */
function edge({ node, offsets }: Piece, at: number, side: 0 | 1): [node: Node, offset: number] {
  if (offsets) return [node, (offsets[at] ?? 0) + side];
  const parent = node.parentNode ?? node;
  return [parent, [...parent.childNodes].indexOf(node as Element) + side];
}

/** Not between the two halves of one character. */
const whole = (text: string, at: number) => ((text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at + 1 : at);

function within(piece: Piece, offsets: number[], range: Range): Stretch {
  const start = piece.node === range.startContainer ? range.startOffset : 0;
  const end = piece.node === range.endContainer ? range.endOffset : Infinity;
  const before = offsets.filter((at) => at < start).length;
  const upTo = offsets.filter((at) => at < end).length;
  return { from: piece.from + before, to: piece.from + upTo };
}
