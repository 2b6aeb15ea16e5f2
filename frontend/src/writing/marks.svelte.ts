import { sentenceOf } from '../api/errors';
import { askAboutMark, dropMark, markUnsure } from './calls';
import { anchorOf, PASSAGE_MAXIMUM, type Range } from './passage';
import type { TextStore } from './text.svelte';
import type { Unsure } from './wire';

/** The places the writer is not sure of. */
export class Marks {
  all = $state.raw<Unsure[]>([]);

  constructor(
    readonly text: TextStore,
    marks: Unsure[],
  ) {
    this.all = marks;
  }

  /** Marks a passage of the text, which is saved first so that the server can find it. A sentence says why it could not be. */
  async add(range: Range): Promise<Unsure | string> {
    const anchor = anchorOf(this.text.body, range);
    if (anchor.exact.length > PASSAGE_MAXIMUM) return 'That is too long to mark. Select a sentence or two.';
    if (!(await this.text.flush())) return 'The text is not saved yet, so nothing was marked. Try again once it is.';
    try {
      const made = await markUnsure(this.text.draft, anchor);
      this.all = [...this.all, made];
      return made;
    } catch (error) {
      return sentenceOf(error);
    }
  }

  async ask(id: string, question: string): Promise<void> {
    const changed = await askAboutMark(id, question);
    this.all = this.all.map((mark) => (mark.id === id ? changed : mark));
  }

  async drop(id: string): Promise<void> {
    await dropMark(id);
    this.all = this.all.filter((mark) => mark.id !== id);
  }
}
