import { ApiError, Offline, sentenceOf } from '../api/errors';
import { loadDraft, saveText } from './calls';
import type { Keeper, Kept } from './keeping';
import { passes, type LiveText, type Saving } from './saving';
import type { Text } from './wire';

/** Milliseconds of rest before a text is sent. */
const REST = 800;
const RETRY_FIRST = 1000;
const RETRY_LONGEST = 30_000;
/** A browser sends at most 64 kB for a page that is going away. */
const LAST_WORDS = 60_000;

const KEPT = 'Your text is kept here, and saved once Stillroom can be reached.';
const NOT_KEPT = 'This browser has no room for your text: copy it before you close the page.';

/** A draft's text, sent as a whole: each save names the version it was made from, and never writes over another. */
export class TextStore implements LiveText {
  body = $state.raw('');
  saving = $state<Saving>('saved');
  sentence = $state('');
  version = $state(0);
  /** The text on the server that this one was not made from. */
  theirs = $state.raw<Text>();
  /** Called after each commit. */
  oncommit: (version: number) => void = () => {};
  /** Called when the server turns out to have another text. */
  onconflict: () => void = () => {};

  #committed: string;
  /** Sent, and the answer never came: it may be on the server. */
  #inDoubt: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause = RETRY_FIRST;
  #sending: Promise<boolean> | undefined;
  #closed = false;

  constructor(
    readonly draft: string,
    text: Text,
    readonly keeper: Keeper,
  ) {
    this.body = this.#committed = text.body;
    this.version = text.version;
  }

  /** The text as the server has it, as far as is known here. */
  get committed(): string {
    return this.#committed;
  }

  edit(body: string): void {
    if (body === this.body) return;
    this.body = body;
    this.keeper.keep(body, this.version);
    if (this.saving === 'conflict' || this.saving === 'saving') return;
    if (this.saving !== 'offline') {
      this.saving = 'waiting';
      this.#later(REST);
    }
  }

  /** Takes up a text that an earlier page kept, made from the version that is still the newest. */
  restore(body: string): void {
    this.edit(body);
  }

  /** Shows that a kept text and the server's went different ways; nothing is sent until the person chooses. */
  disagree({ body, base }: Kept, theirs: Text): void {
    clearTimeout(this.#timer);
    this.body = body;
    this.version = base;
    this.keeper.keep(body, base);
    this.theirs = theirs;
    this.saving = 'conflict';
  }

  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    if (this.#sending) await this.#sending;
    if (this.saving === 'conflict') return false;
    if (this.body === this.#committed && this.#inDoubt === undefined) return this.#settle();
    return this.#send();
  }

  /** Tries again now, as after coming back online. */
  retry(): void {
    if (this.saving === 'offline' || this.saving === 'refused') void this.flush();
  }

  /** The server's text has moved on again while the person was choosing. */
  moved(theirs: Text): void {
    if (this.saving === 'conflict') this.theirs = theirs;
  }

  /** Puts this text on top of theirs. */
  keepMine(): Promise<boolean> {
    if (!this.theirs) return Promise.resolve(false);
    this.version = this.theirs.version;
    this.#committed = this.theirs.body;
    return this.#resume();
  }

  /** Gives this text up for theirs. */
  takeTheirs(): void {
    if (!this.theirs) return;
    this.#accept(this.theirs);
    this.body = this.theirs.body;
    this.theirs = undefined;
    this.#settle();
  }

  /** Reads the server's text when another page saved; an unsaved text here stays and meets it at its own save. */
  async refresh(): Promise<void> {
    if (this.saving !== 'saved') return;
    const { text } = await loadDraft(this.draft);
    if (this.saving !== 'saved' || text.version <= this.version) return;
    this.#accept(text);
    this.body = text.body;
  }

  /** The page may go at any moment: what is not committed is written down in the browser, and sent if it fits. */
  leave(): void {
    this.keeper.flush();
    const fits = new TextEncoder().encode(JSON.stringify(this.body)).length < LAST_WORDS;
    if (fits && (this.saving === 'waiting' || this.saving === 'offline')) void this.#send(true);
  }

  /** The screen goes, the page stays. */
  close(): void {
    this.#closed = true;
    this.keeper.flush();
    void this.flush();
  }

  #resume(): Promise<boolean> {
    this.theirs = undefined;
    this.keeper.keep(this.body, this.version);
    this.saving = 'waiting';
    return this.flush();
  }

  #later(pause: number): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => void this.flush(), pause);
  }

  #send(keepalive = false): Promise<boolean> {
    this.#sending ??= this.#put(keepalive).finally(() => (this.#sending = undefined));
    return this.#sending;
  }

  async #put(keepalive: boolean): Promise<boolean> {
    const body = this.body;
    // While it is tried again it is offline still, until the server answers.
    if (this.saving !== 'offline') this.saving = 'saving';
    try {
      const { version } = await saveText(this.draft, body, this.version, keepalive);
      this.#accept({ body, version });
      this.oncommit(version);
    } catch (error) {
      return this.#failed(error, body);
    }
    return this.#settle();
  }

  #accept({ body, version }: Pick<Text, 'body' | 'version'>): void {
    this.#committed = body;
    this.#inDoubt = undefined;
    this.version = version;
    this.#pause = RETRY_FIRST;
    this.sentence = '';
  }

  /** Saved, unless something was typed in the meantime. */
  #settle(): boolean {
    if (this.body === this.#committed) {
      this.saving = 'saved';
      this.keeper.forget();
      return true;
    }
    this.keeper.keep(this.body, this.version);
    this.saving = 'waiting';
    this.#later(REST);
    return false;
  }

  #failed(error: unknown, sent: string): boolean {
    const theirs = theirsIn(error);
    if (theirs) return this.#meet(theirs, sent);
    this.sentence = error instanceof Offline ? (this.keeper.hasRoom ? KEPT : NOT_KEPT) : sentenceOf(error);
    this.saving = error instanceof Offline ? 'offline' : 'refused';
    if (passes(error)) {
      this.#inDoubt = sent;
      this.#later(this.#pause);
      this.#pause = Math.min(this.#pause * 2, RETRY_LONGEST);
    }
    return false;
  }

  /** The server has another text: our own, if an answer was lost on the way, or somebody else's. */
  #meet(current: Text, sent: string): boolean {
    if (current.body === sent || current.body === this.#inDoubt) {
      this.#accept(current);
      this.oncommit(current.version);
      return this.#settle();
    }
    this.theirs = current;
    this.sentence = '';
    this.saving = 'conflict';
    this.onconflict();
    return false;
  }
}

/** The server's text, when it refused a save because that is another one. */
export const theirsIn = (error: unknown): Text | undefined =>
  error instanceof ApiError && error.status === 409 ? (error.details.current as Text | undefined) : undefined;
