import { stored } from '../ui/stored';
import type { Quote } from './passages';

/** The words of a note that are not saved yet, and the passage of a new one. */
export interface Kept {
  words: string;
  quote?: Quote | undefined;
}

/** Keeps the unsaved words of one note in the browser, so that closing the page or a failed save loses nothing. */
export class NoteKeeper {
  readonly #place: string;

  constructor(reader: string, note: string) {
    this.#place = `stillroom.note/${reader}/${note}`;
  }

  recall(): Kept | undefined {
    const kept = stored.read(this.#place) as Partial<Kept> | undefined;
    return typeof kept?.words === 'string' ? { words: kept.words, quote: kept.quote } : undefined;
  }

  /** False when the browser has no room for them. */
  keep(kept: Kept): boolean {
    return stored.keep(this.#place, kept);
  }

  forget(): void {
    stored.forget(this.#place);
  }
}
