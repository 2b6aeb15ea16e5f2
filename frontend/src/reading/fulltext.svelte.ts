import { sentenceOf } from '../api/errors';
import { pause } from '../papers/waiting';
import { stored } from '../ui/stored';
import * as calls from './calls';
import type { Figure, PaperText, TextForm, TextRow, TextState } from './wire';

const LIKED = 'stillroom.form';

/** The full text of one version: what of it is here, what is on its way, and which form of it is open. */
export class FullText {
  state = $state.raw<TextState>();
  /** What is open; undefined for the abstract alone. */
  open = $state.raw<PaperText>();
  /** A text is on its way from our own server. */
  opening = $state(false);
  /** Why it could not be opened, as a sentence. */
  failed = $state('');
  figures = $state.raw<Figure[]>([]);
  /** A text that came while the abstract was in use: it opens when the reader says so. */
  ready = $state.raw<TextRow>();
  /** Whether the reader is in the middle of something that another text would take away. */
  inUse = (): boolean => false;
  readonly fetching = $derived(this.state?.fetch.state === 'waiting');
  readonly #asking = new AbortController();
  #following = false;
  #known: TextState | undefined;

  /**
   * `beside` fetches what stands beside a text while that is fetched, and gives the way to show it. With `only` no other
   * form is opened. `known` is what can be read, when that was asked already.
   */
  constructor(
    readonly versionId: string,
    readonly beside: (textId: string) => Promise<(text: PaperText) => void>,
    readonly only?: TextForm,
    known?: TextState,
  ) {
    this.#known = known;
  }

  /** Nothing is known of it yet. */
  get unknown(): boolean {
    return !this.state && !this.failed;
  }

  /** There is no HTML of it to be had. */
  get onlyPdf(): boolean {
    return Boolean(this.state?.missing) && !this.forms.includes('html') && this.forms.includes('pdf');
  }

  /** What is open is one's own PDF. */
  get own(): boolean {
    return this.#row?.own ?? false;
  }

  get forms(): TextForm[] {
    return this.state?.texts.map(({ form }) => form) ?? [];
  }

  /** Opens the form the reader likes best among those here; asks for one when none is. */
  async start(): Promise<void> {
    await this.#try(async () => {
      const known = this.#known;
      this.#known = undefined;
      this.state = known ?? (await calls.textState(this.versionId, this.#asking.signal));
      await this.#go();
    });
  }

  /** Opens this form, asking for it when it is not here yet. */
  async show(form: TextForm): Promise<void> {
    stored.keep(LIKED, form);
    const row = this.state?.texts.find((text) => text.form === form);
    if (row) await this.#try(() => this.#load(row));
    else await this.ask(form);
  }

  /** Asks arXiv for it, or asks again. */
  async ask(form: TextForm | null = null): Promise<void> {
    await this.#try(async () => this.#take(await calls.fetchText(this.versionId, form)));
  }

  /** What can be read now, after one's own PDF was brought or taken away. */
  async take(state: TextState): Promise<void> {
    if (this.open && !state.texts.some(({ id }) => id === this.open?.id)) this.open = undefined;
    await this.#try(() => this.#take(state));
  }

  /** Opens the text that waits for the reader. */
  async showReady(): Promise<void> {
    const { ready } = this;
    this.ready = undefined;
    if (ready) await this.#try(() => this.#load(ready));
  }

  /** Gives up when the page is left. */
  get signal(): AbortSignal {
    return this.#asking.signal;
  }

  stop(): void {
    this.#asking.abort();
  }

  async #take(state: TextState): Promise<void> {
    const before = this.forms;
    this.state = state;
    const come = state.texts.find(({ form }) => !before.includes(form) && (!this.only || form === this.only));
    if (come && !this.open && this.inUse()) this.ready = come;
    else if (come) await this.#load(come);
    if (this.fetching || this.#awaitsFigures()) void this.#try(() => this.#follow());
  }

  async #go(): Promise<void> {
    const { state } = this;
    const row = state && toOpen(state.texts, this.only);
    if (row) {
      await this.#load(row);
      if (state.access === 'open') void this.#lookAgain();
    } else if (state?.access === 'open' && state.fetch.state === 'none' && !state.missing) {
      await this.ask();
    }
    if (this.fetching || this.#awaitsFigures()) void this.#try(() => this.#follow());
  }

  /** Says that what is here is read: its figures come forward, and arXiv is asked whether it rendered it anew. */
  async #lookAgain(): Promise<void> {
    await calls.fetchText(this.versionId, null).catch(() => undefined);
  }

  async #load({ id }: TextRow): Promise<void> {
    if (this.open?.id === id) return;
    this.opening = true;
    try {
      const beside = this.beside(id);
      beside.catch(() => {}); // it is awaited below, once the text came
      // Nobody waits for notes to begin to read; but from one text to another they go together.
      const [text, show] = await Promise.all([calls.paperText(id), this.open ? beside : undefined]);
      show?.(text);
      this.figures = text.figures;
      this.open = text;
      if (!show) (await beside)(text);
    } finally {
      this.opening = false;
    }
  }

  /** Asks once a second how far it is, until nothing more comes. */
  async #follow(): Promise<void> {
    if (this.#following) return;
    this.#following = true;
    try {
      while (this.fetching || this.#awaitsFigures()) {
        await pause(this.#asking.signal);
        const before = this.#figuresHere();
        await this.#take(await calls.textState(this.versionId, this.#asking.signal));
        if (this.open && this.#figuresHere() !== before) this.figures = (await calls.paperText(this.open.id)).figures;
      }
    } finally {
      this.#following = false;
    }
  }

  get #row(): TextRow | undefined {
    return this.state?.texts.find(({ id }) => id === this.open?.id);
  }

  #figuresHere(): number {
    return this.#row?.figures_here ?? 0;
  }

  #awaitsFigures(): boolean {
    return this.figures.some(({ url, sentence }) => !url && !sentence);
  }

  async #try(act: () => Promise<void>): Promise<void> {
    this.failed = '';
    try {
      await act();
    } catch (error) {
      if (!this.#asking.signal.aborted) this.failed = sentenceOf(error);
    }
  }
}

/** The form that is wanted alone, else the one the reader chose last, else HTML, which reads best on a screen. */
export function toOpen(texts: TextRow[], only?: TextForm): TextRow | undefined {
  const of = (form: unknown) => texts.find((text) => text.form === form);
  return only ? of(only) : (of(stored.read(LIKED)) ?? of('html') ?? texts[0]);
}
