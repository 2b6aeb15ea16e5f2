import { DrawnText, PASSAGE_MAXIMUM, type Quote, type Stretch } from './passages';
import { placesOf } from './places';
import type { Reading } from './reading.svelte';
import { after, before, longer, sentences } from './sentences';
import type { Note } from './wire';

/** The paper's text as it is drawn: where the notes stand in it, and what is selected. */
export class Leaf {
  /** Undefined until it is drawn, and for a paper without a text here. */
  drawn = $state.raw<DrawnText>();
  picked = $state.raw<Stretch>();
  readonly #sentences: Stretch[] = $derived(this.drawn ? sentences(this.drawn.text) : []);
  /** Where each note with a passage stands; those that lost their place are missing. */
  readonly places: Map<string, Stretch> = $derived.by(() => placesOf(this.reading.notes, this.drawn));
  readonly lost: Note[] = $derived.by(() => this.reading.notes.filter((note) => note.anchor && !this.places.has(note.id)));
  readonly words: string = $derived(this.picked && this.drawn ? this.drawn.text.slice(this.picked.from, this.picked.to) : '');
  readonly tooLong: boolean = $derived(this.words.length > PASSAGE_MAXIMUM);

  constructor(readonly reading: Reading) {}

  /** What is selected, as a quote. */
  get quote(): Quote | undefined {
    return this.picked && this.drawn?.quote(this.picked);
  }

  /** Where a quote is drawn. */
  range(quote: Omit<Quote, 'section'>): Range | undefined {
    const place = this.drawn?.place(quote);
    return place && this.drawn?.range(place);
  }

  rangeOf(note: Note): Range | undefined {
    const place = this.places.get(note.id);
    return place && this.drawn?.range(place);
  }

  /** One's own note about exactly what is selected. */
  get noted(): Note | undefined {
    const { picked } = this;
    return this.reading.notes.find(({ id, mine }) => {
      const place = this.places.get(id);
      return mine && place?.from === picked?.from && place?.to === picked?.to;
    });
  }

  next(): void {
    this.#select(after(this.#sentences, this.picked));
  }

  previous(): void {
    this.#select(before(this.#sentences, this.picked));
  }

  more(): void {
    this.#select(longer(this.#sentences, this.picked));
  }

  clear(): void {
    this.picked = undefined;
    getSelection()?.removeAllRanges();
  }

  /** Takes up what the reader selects in the text, and which note they press. Returns the way to stop. */
  listen(): () => void {
    const changed = () => this.#changed();
    document.addEventListener('selectionchange', changed);
    return () => document.removeEventListener('selectionchange', changed);
  }

  #changed(): void {
    const selection = getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
    if (!range || !this.drawn) return;
    if (!range.collapsed) this.picked = this.drawn.stretch(range);
    else if (!document.activeElement?.closest('[data-keeps-selection]')) this.#pressed(range);
  }

  #pressed({ startContainer, startOffset }: Range): void {
    this.picked = undefined;
    const hit = this.reading.notes.find((note) => this.rangeOf(note)?.isPointInRange(startContainer, startOffset));
    if (hit) this.reading.current = hit.id;
  }

  #select(stretch: Stretch | undefined): void {
    const range = stretch && this.drawn?.range(stretch);
    if (!range) return;
    this.picked = stretch;
    // So that Tab goes on from here, to the bar.
    (this.drawn?.root as HTMLElement).focus({ preventScroll: true });
    getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    const { top, bottom } = range.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) range.startContainer.parentElement?.scrollIntoView({ block: 'center' });
  }
}
