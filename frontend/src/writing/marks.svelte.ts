import { askAboutMark, dropMark, markUnsure } from './calls';
import { freshMark } from './mark';
import { anchorOf, PASSAGE_MAXIMUM, type Range } from './passage';
import type { LiveText } from './saving';
import type { Anchor, Unsure } from './wire';

/** The places the writer is not sure of. A new one is here at once, and with the server as soon as the text is saved. */
export class Marks {
  all = $state.raw<Unsure[]>([]);
  /** Marks made on this page, by the id they have here, and the server's own mark once it has answered. */
  readonly #made: Record<string, Promise<Unsure>> = {};
  readonly #answered: Record<string, Unsure> = {};
  #count = 0;

  constructor(
    readonly text: LiveText,
    marks: Unsure[],
  ) {
    this.all = marks;
  }

  /** Takes up the marks as the server has them; one that was made here keeps the id it has here. */
  renew(marks: Unsure[]): void {
    const here = (known: string) => Object.keys(this.#answered).find((id) => this.#answered[id]?.id === known) ?? known;
    const waiting = this.all.filter(({ id }) => id in this.#made && !(id in this.#answered));
    this.all = [...marks.map((mark) => ({ ...mark, id: here(mark.id) })), ...waiting];
  }

  /** Marks a passage of the text at once; a sentence says why it cannot be. `failed` is told when the server would not. */
  add(range: Range, failed: (error: unknown) => void): Unsure | string {
    const anchor = anchorOf(this.text.body, range);
    if (anchor.exact.length > PASSAGE_MAXIMUM) return 'That is too long to mark. Select a sentence or two.';
    const mark = freshMark(`new-${++this.#count}`, anchor);
    const made = (this.#made[mark.id] = this.#keep(anchor));
    this.all = [...this.all, mark];
    made.then(
      (answer) => (this.#answered[mark.id] = answer),
      (error) => (delete this.#made[mark.id], this.#take(mark.id), failed(error)),
    );
    return mark;
  }

  async ask(id: string, question: string): Promise<void> {
    const known = await this.#known(id);
    if (!known) return;
    const changed = await askAboutMark(known, question);
    this.all = this.all.map((mark) => (mark.id === id ? { ...changed, id } : mark));
  }

  async drop(id: string): Promise<void> {
    const known = await this.#known(id);
    if (known) await dropMark(known);
    this.#take(id);
  }

  /** The text is saved first, so that the server can find the passage in it. */
  async #keep(anchor: Anchor): Promise<Unsure> {
    if (!(await this.text.flush())) throw new Error('the text is not saved yet');
    return markUnsure(this.text.draft, anchor);
  }

  /** The server's id of a mark; undefined when the server would not have it, which whoever made it was told. */
  async #known(id: string): Promise<string | undefined> {
    const made = this.#made[id];
    return made ? made.then((mark) => mark.id, () => undefined) : id;
  }

  #take(id: string): void {
    this.all = this.all.filter((mark) => mark.id !== id);
  }
}
