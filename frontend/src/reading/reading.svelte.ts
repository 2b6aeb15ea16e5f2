import { person } from '../page';
import * as calls from './calls';
import { NoteKeeper } from './keeping';
import type { Quote } from './passages';
import type { Draft, Note, Paper, Piece, Progress, Sharing } from './wire';

interface Around {
  notes: Note[];
  progress?: Progress | undefined;
  drafts: Draft[];
  pieces: Piece[];
}

/** What one person has to do with one version of a paper; made by the page and handed down. */
export class Reading {
  notes = $state.raw<Note[]>([]);
  /** Where the reader stands with the paper; undefined when it is not on their shelf. */
  progress = $state<Progress>();
  /** The new note that is being written; without a quote it is about the whole paper. */
  beginning = $state.raw<{ quote?: Quote | undefined }>();
  /** The note whose words are being changed. */
  editing = $state<string>();
  /** The note that is picked out, in the text and in the margin. */
  current = $state<string>();
  /** The reader's own drafts about the paper. */
  readonly drafts: Draft[];
  /** What is published here about it. */
  readonly pieces: Piece[];

  constructor(
    readonly paper: Paper,
    { notes, progress, drafts, pieces }: Around,
  ) {
    this.notes = notes;
    this.progress = progress;
    this.drafts = drafts;
    this.pieces = pieces;
    const kept = this.keeper().recall();
    if (kept) this.beginning = { quote: kept.quote };
  }

  /** Loads a paper (its newest version here, or this one) and all that goes with it. */
  static async open(key: string, version?: number): Promise<Reading> {
    const paper = await calls.loadPaper(key, version);
    const [notes, shelf, drafts, pieces] = await Promise.all([calls.notes(paper.id), calls.shelf(), calls.drafts(), calls.pieces(paper.key)]);
    return new Reading(paper, {
      notes,
      pieces,
      progress: shelf.find((item) => item.paper.id === paper.id)?.progress,
      drafts: drafts.filter((draft) => draft.papers.some(({ id }) => id === paper.id)),
    });
  }

  /** Where unsaved words for a note are kept; without an id, those of a new one. */
  keeper(id = `new/${this.paper.version_id}`): NoteKeeper {
    return new NoteKeeper(person().handle ?? person().name, id);
  }

  /** Begins a note about a passage, or about the whole paper. False while the words of another one are not saved. */
  begin(quote?: Quote): boolean {
    const kept = this.beginning && this.keeper().recall();
    if (kept?.words.trim()) return false;
    this.beginning = { quote };
    return true;
  }

  /** The new note is saved, or not wanted. */
  end(): void {
    this.keeper().forget();
    this.beginning = undefined;
  }

  /** Keeps a new note or, without words, a highlight. */
  async add(words: string, quote?: Quote): Promise<Note> {
    const note = await calls.writeNote(this.paper.version_id, words, quote ?? null);
    this.notes = [...this.notes, note];
    this.current = note.id;
    if (!this.progress || this.progress === 'to_read') this.progress = 'reading';
    return note;
  }

  async reword(id: string, words: string): Promise<void> {
    this.#put(await calls.rewordNote(id, words));
  }

  async share(id: string, sharing: Sharing): Promise<void> {
    this.#put(await calls.shareNote(id, sharing));
  }

  async remove(id: string): Promise<void> {
    await calls.removeNote(id);
    this.keeper(id).forget();
    this.notes = this.notes.filter((note) => note.id !== id);
  }

  /** Writes a note again that was taken away, as it was. */
  async restore({ version_id, words, anchor, sharing }: Note): Promise<void> {
    const note = await calls.writeNote(version_id, words, anchor ? { ...anchor } : null);
    this.notes = [...this.notes, note];
    if (sharing !== 'private') await this.share(note.id, sharing);
  }

  async shelve(progress: Progress): Promise<void> {
    const before = this.progress;
    this.progress = progress;
    await calls.shelve(this.paper.id, progress).catch((error: unknown) => {
      this.progress = before;
      throw error;
    });
  }

  async unshelve(): Promise<void> {
    await calls.unshelve(this.paper.id);
    this.progress = undefined;
  }

  #put(note: Note): void {
    this.notes = this.notes.map((other) => (other.id === note.id ? note : other));
  }
}
