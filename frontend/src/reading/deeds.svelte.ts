import type { Router } from '../router.svelte';
import { url } from '../routes';
import type { Status } from '../ui/status.svelte';
import { attempt } from './attempt';
import type { Leaf } from './leaf.svelte';
import type { Colour, Note } from './wire';

/** What a reader does with what is selected: highlight it, note it, quote it, give a note its place there. */
export class Deeds {
  /** The note for which a draft is being chosen. */
  quoting = $state.raw<Note>();
  #busy = false;

  constructor(
    readonly leaf: Leaf,
    readonly router: Router,
    readonly status: Status,
    /** Takes a note that is quoted, where a draft is open beside the paper. */
    readonly onquote?: (note: Note) => void,
  ) {}

  highlight = async (colour?: Colour): Promise<void> => {
    const { reading, passage, noted } = this.leaf;
    if (!passage || this.leaf.tooLong) return;
    if (colour) reading.colours.use(colour);
    if (!noted) await this.#once(async () => void (await reading.add('', passage)));
    else if (colour) await this.#once(() => reading.colour(noted.id, colour));
    if (noted) reading.current = noted.id;
    this.leaf.clear();
  };

  /** Begins a note on the selection, or on the whole paper. */
  note = (): void => {
    const { reading, passage, noted } = this.leaf;
    if (this.leaf.tooLong) return;
    if (noted) reading.editing = reading.current = noted.id;
    else if (!reading.begin(passage)) return this.status.say('Save or cancel the note you are writing first.');
    this.leaf.clear();
  };

  noteOnAll = (): void => {
    this.leaf.clear();
    this.note();
  };

  quote = async (): Promise<void> => {
    const { reading, passage, noted } = this.leaf;
    if (!passage || this.leaf.tooLong) return;
    if (noted) this.quoteNote(noted);
    else await this.#once(async () => this.quoteNote(await reading.add('', passage)));
  };

  quoteNote = (note: Note): void => {
    if (this.onquote) return this.onquote(note);
    const { drafts, draft } = this.leaf.reading;
    const only = draft ?? (drafts.length === 1 ? drafts[0]?.id : undefined);
    if (only) this.router.go(url.draft(only, 'write', { quote: note.id }));
    else this.quoting = note;
  };

  /** Puts the note that lost its place at the selection. */
  place = async (): Promise<void> => {
    const { reading, passage } = this.leaf;
    const { placing } = reading;
    if (!placing || !passage || this.leaf.tooLong) return;
    await this.#once(async () => {
      await reading.place(placing.id, passage);
      reading.placing = undefined;
    });
    this.leaf.clear();
  };

  /** Does it once at a time. */
  async #once(act: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    await attempt(this.status, act);
    this.#busy = false;
  }
}
