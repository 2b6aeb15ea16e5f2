import { person } from '../page';
import { pause } from '../papers/waiting';
import * as calls from './calls';
import { Colours } from './colours.svelte';
import { FullText, toOpen } from './fulltext.svelte';
import { NoteKeeper } from './keeping';
import type { Quote } from './passages';
import { isSought } from './places';
import type { Colour, Draft, Note, Paper, PaperText, Piece, Progress, Sharing, TextForm, TextState } from './wire';

interface Around {
  notes: Note[];
  progress?: Progress | undefined;
  drafts: Draft[];
  pieces: Piece[];
  /** What of it can be read. */
  state?: TextState | undefined;
}

/** What a note is about: offsets count code points of the text it was read in (null: the abstract). */
export type Passage = Quote & { start?: number; end?: number; text_id?: string | null };

/** How often it is asked, once a second, where notes stand in a text that came just now. */
const PATIENCE = 60;

/** What one person has to do with one version of a paper; made by the page and handed down. */
export class Reading {
  notes = $state.raw<Note[]>([]);
  /** Where the reader stands with the paper; undefined when it is not on their shelf. */
  progress = $state<Progress>();
  /** The new note that is being written; without a quote it is about the whole paper. */
  beginning = $state.raw<{ quote?: Passage | undefined; colour?: Colour | undefined }>();
  /** The note whose words are being changed. */
  editing = $state<string>();
  /** The note that is picked out, in the text and in the margin. */
  current = $state<string>();
  /** The note that is being given a place again. */
  placing = $state.raw<Note>();
  /** The reader's own drafts about the paper. */
  readonly drafts: Draft[];
  /** What is published here about it. */
  readonly pieces: Piece[];
  readonly full: FullText;
  readonly colours = new Colours();
  /** The tags the reader uses, on whatever paper. */
  tags = $state.raw<string[]>([]);

  /** `draft` is the one whose Read stage this is: its co-authors' notes show too. */
  constructor(
    readonly paper: Paper,
    { notes, progress, drafts, pieces, state }: Around,
    readonly draft?: string,
    /** The only form of the text that is wanted. */
    readonly form?: TextForm,
  ) {
    this.notes = notes;
    this.progress = progress;
    this.drafts = drafts;
    this.pieces = pieces;
    this.full = new FullText(paper.version_id, (textId) => this.#beside(textId), form, state);
    const kept = this.keeper().recall();
    if (kept) this.beginning = { quote: kept.quote };
  }

  /** Loads a paper (its newest version here, or this one) and all that goes with it; notes on a full text come with that. */
  static async open(key: string, version?: number, draft?: string, form?: TextForm): Promise<Reading> {
    const paper = await calls.loadPaper(key, version);
    const asked = calls.textState(paper.version_id).catch(() => undefined);
    const [state, shelf, drafts, pieces] = await Promise.all([asked, calls.shelf(), calls.drafts(), calls.pieces(paper.key)]);
    const notes = state && toOpen(state.texts, form) ? [] : await notesOn(paper.id, draft);
    const about = drafts.filter(({ papers }) => papers.some(({ id }) => id === paper.id));
    const progress = shelf.find((item) => item.paper.id === paper.id)?.progress;
    return new Reading(paper, { notes, pieces, progress, drafts: about, state }, draft, form);
  }

  /** What the page can be read without: the reader's own names for colours, and their tags. */
  async loadAround(): Promise<void> {
    await Promise.allSettled([this.colours.load(), calls.tags().then((all) => (this.tags = all.map(({ tag }) => tag)))]);
  }

  /** Where unsaved words for a note are kept; without an id, those of a new one. */
  keeper(id = `new/${this.paper.version_id}`): NoteKeeper {
    return new NoteKeeper(person().handle ?? person().name, id);
  }

  /** Begins a note about a passage, or about the whole paper. False while the words of another one are not saved. */
  begin(quote?: Passage, colour?: Colour): boolean {
    const kept = this.beginning && this.keeper().recall();
    if (kept?.words.trim()) return false;
    this.beginning = { quote, colour };
    return true;
  }

  /** The new note is saved, or not wanted. */
  end(): void {
    this.keeper().forget();
    this.beginning = undefined;
  }

  /** Keeps a new note or, without words, a highlight. */
  async add(words: string, quote?: Passage, colour: Colour = this.colours.last): Promise<Note> {
    const note = await calls.writeNote({ ...this.#anchored(quote), words, colour, tags: [] });
    this.notes = [...this.notes, note];
    this.current = note.id;
    if (!this.progress || this.progress === 'to_read') this.progress = 'reading';
    return note;
  }

  reword = (id: string, words: string) => this.#put(id, calls.changeNote(id, { words }));
  colour = (id: string, colour: Colour) => this.#put(id, calls.changeNote(id, { colour }));
  tag = (id: string, tags: string[]) => this.#put(id, calls.changeNote(id, { tags }));
  share = (id: string, sharing: Sharing) => this.#put(id, calls.shareNote(id, sharing));

  /** Gives a note another passage of this text, or makes it one about the whole paper. */
  async place(id: string, quote: Passage | undefined): Promise<void> {
    await this.#put(id, calls.placeNote(id, this.#anchored(quote)));
    this.current = id;
  }

  async remove(id: string): Promise<void> {
    await calls.removeNote(id);
    this.keeper(id).forget();
    this.notes = this.notes.filter((note) => note.id !== id);
  }

  /** Brings a note back that was taken away. */
  async restore(note: Note): Promise<void> {
    const back = await calls.restoreNote(note.id);
    this.notes = [...this.notes, { ...back, place: back.place ?? note.place }];
  }

  async shelve(progress: Progress): Promise<void> {
    const before = this.progress;
    this.progress = progress;
    await calls.shelve(this.paper.id, progress).catch((error: unknown) => {
      this.progress = before;
      throw error;
    });
    if (!before) await this.full.start();
  }

  async unshelve(): Promise<void> {
    await calls.unshelve(this.paper.id);
    this.progress = undefined;
  }

  /** The text may have come in its full form since the passage was selected in the abstract. */
  #anchored(passage: Passage | undefined) {
    const { text_id = null, ...anchor } = passage ?? {};
    return { version_id: this.paper.version_id, text_id, anchor: passage ? (anchor as Quote) : null };
  }

  /** Where the notes stand depends on the text. The first ones show even when that does not come. */
  async #beside(textId: string): Promise<(text: PaperText) => void> {
    const notes = await notesOn(this.paper.id, this.draft, textId);
    if (!this.notes.length) this.notes = notes;
    return (text) => {
      this.notes = notes;
      void this.#seek(text).catch(() => {});
    };
  }

  /** The server looks for the notes in a text that has only just come: asks where, until it has. */
  async #seek({ id, digest }: PaperText): Promise<void> {
    for (let tries = 0; tries < PATIENCE && this.notes.some((note) => isSought(note, digest)); tries++) {
      await pause(this.full.signal);
      if (this.full.open?.id !== id) return;
      const found = await notesOn(this.paper.id, this.draft, id);
      if (this.full.open.id === id) this.notes = this.notes.map((note) => (isSought(note, digest) ? { ...note, place: found.find((other) => other.id === note.id)?.place ?? null } : note));
    }
  }

  /** The server's word on a note may leave out where it stands in the text that is open. */
  async #put(id: string, coming: Promise<Note>): Promise<void> {
    const note = await coming;
    this.notes = this.notes.map((other) => (other.id === id ? { ...note, place: note.place ?? keptPlace(other, note) } : other));
  }
}

const keptPlace = (before: Note, now: Note) => (before.text_digest === now.text_digest ? before.place : null);

/** One's own notes and those shared with everybody; in a draft also those its co-authors share with each other. */
async function notesOn(paper: string, draft?: string, text?: string): Promise<Note[]> {
  const [own, others] = await Promise.all([calls.notes(paper, text), draft ? calls.draftNotes(draft, paper, text).catch(() => []) : []]);
  const ids = new Set(own.map(({ id }) => id));
  return [...own, ...others.filter(({ id }) => !ids.has(id))];
}
