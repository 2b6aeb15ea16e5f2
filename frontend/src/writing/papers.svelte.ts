import { sentenceOf } from '../api/errors';
import { paper, sharedNotes } from './calls';
import type { FullPaper, Note, Paper } from './wire';

/** What the paper pane shows of one paper. */
export interface Beside {
  paper: Paper;
  full?: FullPaper;
  notes: Note[];
  /** Why it could not be loaded, as a sentence. */
  failed?: string;
}

/** The draft's papers, with their abstracts and what can be quoted of them. */
export class Papers {
  all = $state.raw<Beside[]>([]);
  /** One's own notes, and those that the other writers share. */
  notes: Note[] = $derived(this.all.flatMap((beside) => beside.notes));

  constructor(readonly draft: string) {}

  /** Shows these papers, loading those that are new. */
  async show(papers: Paper[]): Promise<void> {
    this.all = papers.map((one) => this.all.find((beside) => beside.paper.version_id === one.version_id) ?? { paper: one, notes: [] });
    await Promise.all(this.all.filter((beside) => !beside.full).map((beside) => this.load(beside.paper)));
  }

  /** Knows a note that was made here, beside the text. */
  keep(one: Paper, note: Note): void {
    const beside = this.all.find(({ paper }) => paper.version_id === one.version_id);
    if (beside && !beside.notes.some(({ id }) => id === note.id)) this.#put({ ...beside, notes: [...beside.notes, note] });
  }

  async load(one: Paper): Promise<void> {
    this.#put({ paper: one, notes: [] });
    try {
      const [full, notes] = await Promise.all([paper(one.key, one.number), sharedNotes(this.draft, one.id)]);
      this.#put({ paper: one, full, notes });
    } catch (error) {
      this.#put({ paper: one, notes: [], failed: sentenceOf(error) });
    }
  }

  #put(beside: Beside): void {
    this.all = this.all.map((other) => (other.paper.version_id === beside.paper.version_id ? beside : other));
  }
}
