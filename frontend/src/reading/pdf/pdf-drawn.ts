import type { Drawn } from '../drawn';
import type { Quote, Stretch } from '../passages';
import { bringIntoView } from '../sight';
import type { Heading } from '../wire';
import { find, inkOf, type Ink } from './ink';
import type { Pages } from './pages.svelte';
import { bookWords, pageAt, unitAt, type PageWords } from './words';

/** Characters of context that go with a passage to tell it from its like. */
const CONTEXT = 64;
/** Where the server says something begins and where it is here differ by less than this, in characters. */
const APART = 120;

/** What the server knows of the same PDF: where its pages begin in its text, and its headings (code points). */
export interface Known {
  pages: number[];
  outline: Heading[];
}

/** The words of a PDF's pages, drawn or not, and the way between them and what is drawn. */
export class PdfDrawn implements Drawn {
  readonly text: string;
  readonly #starts: number[];
  readonly #ink: Ink;
  readonly #headings: { at: number; words: string }[];

  /** `heights` says for each run of a page how far down it begins, as a share of the page's height. */
  constructor(
    readonly root: HTMLElement,
    readonly pages: Pages,
    readonly words: PageWords[],
    readonly heights: Float32Array[],
    readonly known: Known,
  ) {
    ({ text: this.text, starts: this.#starts } = bookWords(words));
    this.#ink = inkOf(this.text);
    this.#headings = known.outline.flatMap(({ label, title, start }) => {
      const words = `${label} ${title}`.trim();
      const place = this.place({ exact: words, prefix: '', suffix: '', start });
      return place ? [{ at: place.from, words }] : [];
    });
  }

  stretch(range: Range): Stretch | undefined {
    const touched = this.words.flatMap((words, page) => this.#touched(range, page, words));
    let [from, to] = [Math.min(...touched.map((one) => one.from)), Math.max(...touched.map((one) => one.to))];
    while (from < to && this.text[from] === ' ') from++;
    while (to > from && this.text[to - 1] === ' ') to--;
    return from < to ? { from, to } : undefined;
  }

  range({ from, to }: Stretch): Range | undefined {
    const [start, end] = [this.#point(from, 0), this.#point(to - 1, 1)];
    if (!start || !end) return undefined;
    const range = document.createRange();
    range.setStart(...start);
    range.setEnd(...end);
    return range;
  }

  quote({ from, to }: Stretch): Quote {
    const { text } = this;
    return {
      exact: text.slice(from, to),
      prefix: text.slice(whole(text, Math.max(0, from - CONTEXT)), from),
      suffix: text.slice(to, whole(text, Math.min(text.length, to + CONTEXT))),
      section: this.#headings.findLast(({ at }) => at <= from)?.words.slice(0, 300) ?? '',
    };
  }

  /** `start` is where it begins in the server's text of this PDF, in code points. */
  place(quote: Omit<Quote, 'section'> & { start?: number | null | undefined }): Stretch | undefined {
    const { start } = quote;
    return find(this.text, this.#ink, quote, typeof start === 'number' ? { at: this.#here(start), within: APART } : undefined);
  }

  tops(stretches: Stretch[]): number[] {
    const zero = this.root.getBoundingClientRect().top;
    const boxes = new Map<number, DOMRect | undefined>();
    return stretches.map(({ from }) => {
      const { page, run } = this.#where(from);
      if (!boxes.has(page)) boxes.set(page, this.pages.box(page)?.getBoundingClientRect());
      const box = boxes.get(page);
      return box ? box.top + (this.heights[page]?.[run] ?? 0) * box.height - zero : 0;
    });
  }

  async reveal(stretch: Stretch): Promise<void> {
    await this.pages.lay(this.#where(stretch.from).page);
    await this.pages.lay(this.#where(stretch.to - 1).page);
    const range = this.range(stretch);
    if (range) await bringIntoView(range);
  }

  watch(changed: () => void): () => void {
    return this.pages.layers.watch(changed);
  }

  /** Where a place in the server's text is in this one: as far into the same page. */
  #here(start: number): number {
    const page = pageAt(this.known.pages, start);
    return (this.#starts[page] ?? 0) + start - (this.known.pages[page] ?? 0);
  }

  #where(place: number): { page: number; run: number; at: number } {
    const page = pageAt(this.#starts, place);
    const unit = place - (this.#starts[page] ?? 0);
    return { page, run: this.words[page]?.run[unit] ?? 0, at: this.words[page]?.at[unit] ?? 0 };
  }

  #point(place: number, beyond: 0 | 1): [Node, number] | undefined {
    const { page, run, at } = this.#where(place);
    const node = this.pages.layers.of(page)?.[run]?.firstChild;
    return node instanceof Text ? [node, Math.min(node.length, at + beyond)] : undefined;
  }

  /** What a range holds of a page, when it is laid out. */
  #touched(range: Range, page: number, words: PageWords): Stretch[] {
    const runs = this.pages.layers.of(page);
    const box = this.pages.box(page);
    const start = this.#starts[page] ?? 0;
    if (!runs || !box || !range.intersectsNode(box)) return [];
    const touched = runs.flatMap((element, i) => (element.firstChild && range.intersectsNode(element) ? [i] : []));
    const [first, last] = [touched[0], touched.at(-1)];
    if (first === undefined || last === undefined) return [];
    const begins = runs[first]?.firstChild === range.startContainer ? range.startOffset : 0;
    const ends = runs[last]?.firstChild === range.endContainer ? range.endOffset : Infinity;
    return [{ from: start + unitAt(words, first, begins), to: start + unitAt(words, last, ends) }];
  }
}

/** Not between the two halves of one character. */
const whole = (text: string, at: number) => ((text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at + 1 : at);
