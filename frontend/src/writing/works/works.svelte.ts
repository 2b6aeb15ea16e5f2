import { ApiError, sentenceOf } from '../../api/errors';
import { Box } from '../../papers/box.svelte';
import { waitingWords } from '../../papers/waiting';
import { SvelteMap } from 'svelte/reactivity';
import { bringBibliography, keepWork, removeWork, work, works } from '../calls';
import type { Brought, Work, Works as Listed } from '../wire';
import { askable, enterable } from './keys';

/** The works of a draft: what it cites and keeps, what of it is not here, and how that comes in. */
export class Works {
  /** The dialog that shows them is open. */
  open = $state(false);
  shown = $state.raw<Listed>();
  failed = $state('');
  /** What the last file brought. */
  brought = $state.raw<Brought>();
  busy = $state(false);
  /** The DOI of the work that is entered by hand, or was last; whether its dialog is open. */
  entering = $state('');
  byHand = $state(false);
  readonly #cards = new SvelteMap<string, Promise<Work | null>>();
  /** Imports under way or failed, by key. */
  readonly #imports = new SvelteMap<string, Box>();

  /** `changed` is told when a key may name a work that it did not before. */
  constructor(
    readonly draft: string,
    readonly changed: () => void,
  ) {}

  async load(): Promise<void> {
    this.failed = '';
    try {
      this.shown = await works(this.draft);
    } catch (error) {
      this.failed = sentenceOf(error);
    }
  }

  /** The work a key names, for its card; null for none. */
  card(key: string): Promise<Work | null> {
    let known = this.#cards.get(key);
    if (!known) {
      known = work(this.draft, key);
      this.#cards.set(key, known);
      known.then((found) => found ?? this.#cards.delete(key), () => this.#cards.delete(key));
    }
    return known;
  }

  /** The key for a reference that has none of its own. */
  async keep(reference: string): Promise<string> {
    const { key } = await keepWork(this.draft, reference);
    this.#news();
    return key;
  }

  /** Imports a missing work from arXiv. */
  import(key: string): void {
    const id = askable(key);
    if (!id || this.importing(key)) return;
    const box = new Box(() => {
      this.#imports.delete(key);
      this.#news();
    });
    this.#imports.set(key, box);
    void box.open(`arXiv:${id}`);
  }

  /** Asks for what there is to know of a work that only its DOI names. */
  enter(key: string): void {
    this.entering = enterable(key) ?? '';
    this.byHand = Boolean(this.entering);
  }

  /** It is a paper here now. */
  entered(): void {
    this.#news();
  }

  importing(key: string): boolean {
    return this.#imports.get(key)?.busy ?? false;
  }

  /** How the import of this key goes, as a sentence; '' when none was asked for. */
  standing(key: string): string {
    const state = this.#imports.get(key)?.state;
    if (state?.name === 'asking') return 'Asking arXiv …';
    if (state?.name === 'waiting') return waitingWords(state);
    if (state?.name === 'failed') return state.sentence;
    return state?.name === 'words' ? 'arXiv knows no such paper.' : '';
  }

  /** Brings in a .bib file, and shows what came of it. */
  async bring(file: File): Promise<void> {
    [this.open, this.busy, this.failed, this.brought] = [true, true, '', undefined];
    try {
      this.brought = await bringBibliography(this.draft, file);
      this.#news();
      await this.load();
    } catch (error) {
      this.failed = error instanceof ApiError ? error.sentence : `${sentenceOf(error)} Nothing was brought in.`;
    }
    this.busy = false;
  }

  async remove(key: string): Promise<void> {
    try {
      await removeWork(this.draft, key);
      this.#news();
      await this.load();
    } catch (error) {
      this.failed = sentenceOf(error);
    }
  }

  close(): void {
    for (const box of this.#imports.values()) box.stop();
  }

  #news(): void {
    this.#cards.clear();
    this.changed();
  }
}
