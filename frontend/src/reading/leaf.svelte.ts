import type { Drawn } from './drawn';
import { PASSAGE_MAXIMUM, type Stretch } from './passages';
import { drawnAt, isSought, placesOf, topsOf, type Ground } from './places';
import { Points } from './points';
import type { Passage, Reading } from './reading.svelte';
import { Steps } from './steps.svelte';
import type { Note } from './wire';

/** Milliseconds for which a passage stands out after one was brought to it. */
const FLASH = 1400;

/** The paper's text as it is drawn: where the notes stand in it, and what is selected. */
export class Leaf {
  /** Undefined until a text is drawn, and for a paper without one here. */
  ground = $state.raw<Ground & { drawn: Drawn }>();
  /** Grows whenever something on the screen may have moved. */
  layout = $state(0);
  picked = $state.raw<Stretch>();
  /** Where one has just been brought to. */
  flash = $state.raw<Stretch>();
  /** Where each note with a passage stands; those that lost their place are missing. */
  readonly places: Map<string, Stretch> = $derived.by(() => placesOf(this.reading.notes, this.ground));
  /** The same in the document, as far as it is drawn; for painting. */
  readonly ranges: Map<string, StaticRange[]> = $derived.by(() => this.#ranges());
  readonly lost: Note[] = $derived.by(() => this.reading.notes.filter((note) => this.ground && this.#isLost(note)));
  readonly words: string = $derived(this.picked && this.drawn ? this.drawn.text.slice(this.picked.from, this.picked.to) : '');
  readonly tooLong: boolean = $derived(this.words.length > PASSAGE_MAXIMUM);

  readonly steps = new Steps(this);

  constructor(readonly reading: Reading) {}

  get drawn(): Drawn | undefined {
    return this.ground?.drawn;
  }

  /** Takes up a text that is drawn now. `digest` is that of its words, '' for the abstract. Returns the way to let it go. */
  show(drawn: Drawn, digest: string): () => void {
    const ground = { drawn, digest, points: new Points(drawn.text) };
    this.ground = ground;
    const stop = drawn.watch(() => (this.layout += 1));
    return () => {
      stop();
      if (this.ground === ground) [this.ground, this.picked] = [undefined, undefined];
    };
  }

  /** What is selected, as it goes to the server. */
  get passage(): Passage | undefined {
    const { ground, picked } = this;
    if (!ground || !picked) return undefined;
    const { points } = ground;
    return {
      ...ground.drawn.quote(picked),
      start: points.points(picked.from),
      end: points.points(picked.to),
      text_id: ground.digest ? (this.reading.full.open?.id ?? null) : null,
    };
  }

  /** Where a passage stands. */
  stretchOf(passage: Passage): Stretch | undefined {
    return this.drawn?.place(passage);
  }

  /** Where a passage is drawn. */
  rangeAt(passage: Passage): Range | undefined {
    const place = this.stretchOf(passage);
    if (!this.drawn?.steady) void this.layout;
    return place && this.drawn?.range(place);
  }

  rangeOf({ id }: Note): Range | undefined {
    const place = this.places.get(id);
    if (!this.drawn?.steady) void this.layout;
    return place && this.drawn?.range(place);
  }

  /** How far below the top of the text the passages of these notes begin, in CSS pixels; those without a place are missing. */
  topsOf(notes: Note[]): Map<string, number> {
    return topsOf(notes, this.places, this.drawn);
  }

  /** Where a stretch is, for painting. */
  stills(place: Stretch): StaticRange[] {
    const { drawn } = this;
    if (drawn?.stills) return drawn.stills(place);
    const range = drawn?.range(place);
    return range ? [new StaticRange(range)] : [];
  }

  /** One's own note about exactly what is selected. */
  get noted(): Note | undefined {
    const { picked } = this;
    return this.reading.notes.find(({ id, mine }) => {
      const place = this.places.get(id);
      return mine && place?.from === picked?.from && place?.to === picked?.to;
    });
  }

  /** Goes to where a note stands and picks it out. */
  async goTo(note: Note): Promise<void> {
    this.reading.current = note.id;
    await this.bring(this.places.get(note.id));
  }

  /** Brings a stretch into view, where it stands out for a moment. */
  async bring(place: Stretch | undefined): Promise<void> {
    if (!place) return;
    this.flash = place;
    setTimeout(() => (this.flash = undefined), FLASH);
    await this.drawn?.reveal(place);
  }

  /** Goes to the note after the current one (or before it, with -1), in the order of the text. */
  step(by: 1 | -1, among: Note[] = this.reading.notes): void {
    const order = among.filter(({ id }) => this.places.has(id)).toSorted((a, b) => this.#start(a) - this.#start(b));
    const at = order.findIndex(({ id }) => id === this.reading.current);
    const next = at < 0 ? (by > 0 ? order[0] : order.at(-1)) : order[at + by];
    if (next) void this.goTo(next);
  }

  clear(): void {
    this.steps.left(this.picked);
    this.picked = undefined;
    getSelection()?.removeAllRanges();
  }

  /** Takes up what the reader selects in the text, and which note they press. Returns the way to stop. */
  listen(): () => void {
    const changed = () => this.#changed();
    document.addEventListener('selectionchange', changed);
    return () => document.removeEventListener('selectionchange', changed);
  }

  #ranges(): Map<string, StaticRange[]> {
    if (!this.drawn?.steady) void this.layout;
    return drawnAt(this.places, (place) => this.stills(place));
  }

  /** Not one that is still looked for, nor one made on the full text where only the abstract is shown. */
  #isLost(note: Note): boolean {
    const digest = this.ground?.digest ?? '';
    if (!note.anchor || this.places.has(note.id) || isSought(note, digest)) return false;
    return Boolean(digest) || note.form === 'abstract';
  }

  #start({ id }: Note): number {
    return this.places.get(id)?.from ?? 0;
  }

  #changed(): void {
    const selection = getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
    if (!range || !this.drawn) return;
    if (!range.collapsed) this.picked = this.drawn.stretch(range);
    else if (!document.activeElement?.closest('[data-keeps-selection]')) this.#pressed(range);
  }

  #pressed(range: Range): void {
    this.picked = undefined;
    const at = this.drawn?.root.contains(range.startContainer) ? this.drawn.stretch(letter(range))?.from : undefined;
    const hit = at === undefined ? undefined : [...this.places].find(([, { from, to }]) => from <= at && at < to);
    if (hit) this.reading.current = hit[0];
  }
}

/** The letter behind a place between two letters; before it at the end. */
function letter(place: Range): Range {
  const { startContainer: node, startOffset: at } = place;
  const range = place.cloneRange();
  if (node instanceof Text && at < node.length) range.setEnd(node, at + 1);
  else if (node instanceof Text && at > 0) range.setStart(node, at - 1);
  return range;
}
