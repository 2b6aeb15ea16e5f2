import type { Text, Transaction, YTextEvent } from 'yjs';
import { ApiError, Offline, sentenceOf } from '../../api/errors';
import { loadDraft } from '../calls';
import { forgetDraft } from '../kept';
import type { Range } from '../passage';
import { savingOf, type Hint, type LiveText, type Saving } from '../saving';
import type { Draft } from '../wire';
import type { Open } from './connection';
import { Copy } from './copy';
import { Listeners } from './listeners';
import { People } from './people.svelte';
import { CLOSED, Provider } from './provider';
import { Timers } from './timers';
import { allUnsent, letGo, merged, type Unsent, type Why } from './unsent';
import type { News } from './wire';

/** Milliseconds a lost connection is given to come back before it is spoken of. */
const GRACE = 1500;
/** Milliseconds without a change after which what was typed is called saved, so that the word does not flicker. */
const CALM = 250;
/** Milliseconds between two bursts of typing that count as two changes. */
const BURST = 1000;
/** Milliseconds after which the text before unsent changes is written down, or that nothing is owed; most are sent by then. */
const WRITE_DOWN = 1000;
/** Milliseconds a text kept here waits for the server's before it is shown. */
const SHOW_KEPT = 1200;
/** Milliseconds a caller waits for its text to be committed. */
const COMMIT = 10_000;
/** Milliseconds before a draft that could not be loaded anew is tried again. */
const AGAIN = 3000;

const SIGNED_OUT = 'You are signed out. Sign in again in another tab, then retry.';
const MISUNDERSTOOD = 'This page and the server do not understand each other. Reload the page.';
const TOO_LARGE = 'The text is longer than Stillroom takes. Shorten it, then retry.';

/** What a test puts in place of the network. */
export interface Means {
  open?: Open;
  load?: (draft: string) => Promise<Draft>;
}

/** A draft's text, shared live: what is typed shows at once, is kept in this browser, and is saved once the server has committed it. */
export class LiveStore implements LiveText {
  saving = $state<Saving>('connecting');
  sentence = $state('');
  kept = $state(0);
  version = $state(0);
  /** The document, once there is one to write in. */
  copy = $state.raw<Copy>();
  /** The browser keeps what is not saved. */
  room = $state(true);
  /** What could not be sent, and waits for the person to say what becomes of it. */
  unsent = $state.raw<Unsent[]>([]);
  readonly people = new People();
  #part = $state<Draft['part']>('writer');
  #ended = $state(false);
  readonly readonly: boolean = $derived(this.#part === 'reader' || this.#ended);
  /** The text as it was loaded; a new one each time the document has changed. */
  #shown = $state.raw<{ toString(): string }>('');
  readonly body: string = $derived(this.#shown.toString());

  readonly draft: string;
  #epoch: number;
  /** The text before the first change that the server does not have; undefined while it has all, or when that is not known. */
  #base: string | undefined;
  /** The text before the transaction that is under way. */
  #was: string | undefined;
  #burst = 0;
  #owed = false;
  #away = false;
  #closed = false;
  /** The document that is being brought in step. */
  #next: Copy | undefined;
  #provider: Provider | undefined;
  readonly #timers = new Timers<'away' | 'calm' | 'base' | 'settle' | 'show' | 'renew'>();
  #waiting: ((saved: boolean) => void)[] = [];
  readonly #listeners = new Listeners();
  readonly #load: (draft: string) => Promise<Draft>;

  constructor(
    { id, text, part }: Pick<Draft, 'id' | 'text' | 'part'>,
    readonly person: string,
    readonly means: Means = {},
  ) {
    this.draft = id;
    this.#shown = text.body;
    this.#epoch = text.epoch;
    this.version = text.version;
    this.#part = part;
    this.#load = means.load ?? loadDraft;
  }

  /** The text as the server has it, as far as is known here. */
  get committed(): string {
    return this.kept ? (this.#base ?? this.body) : this.body;
  }

  /** Opens what this browser keeps of the text, and goes to meet the server's. */
  async begin(): Promise<void> {
    const copy = await Copy.open({ person: this.person, draft: this.draft, epoch: this.#epoch }, () => this.#away);
    if (this.#closed) return copy.close();
    if (this.readonly && copy.debt) {
      await copy.setAside(copy.debt);
      return this.begin();
    }
    this.#meet(copy);
    await this.#gather();
  }

  /** Runs `run` whenever this is new, and after the connection was lost: it may have been news in the meantime. Returns the way to stop. */
  on(what: News, run: () => unknown): () => void {
    return this.#listeners.add(what, run);
  }

  async flush(): Promise<boolean> {
    if (!this.#provider?.unsent) return !this.kept;
    if (this.#away || this.saving === 'refused' || this.#ended) return false;
    return new Promise((answer) => {
      const late = setTimeout(answer, COMMIT, false);
      this.#waiting.push((saved) => (clearTimeout(late), answer(saved)));
    });
  }

  /** Tries again now, also when it was given up. */
  retry(): void {
    this.sentence = '';
    this.#provider?.retry();
    this.#say();
  }

  relative(range: Range): Hint | undefined {
    return this.copy?.relative(range);
  }

  absolute(hint: Hint | null | undefined): Range | undefined {
    return hint ? this.copy?.absolute(hint) : undefined;
  }

  /** The text with changes in it that could not be sent. */
  withThem(unsent: Unsent): string {
    return merged(unsent, this.body);
  }

  /** Lets go of changes that could not be sent. */
  async letGo(unsent: Unsent): Promise<void> {
    this.unsent = this.unsent.filter((one) => one !== unsent);
    if (unsent.epoch === this.#epoch) await this.#next?.drop();
    else await letGo(this.person, this.draft, unsent);
  }

  close(): void {
    this.#closed = true;
    this.#leave();
    this.#next?.text.unobserve(this.#changed);
    this.copy = undefined;
    void this.#next?.close();
    this.#answer(false);
  }

  #meet(copy: Copy): void {
    this.#next = copy;
    copy.owes = (origin) => (origin === this.#provider ? undefined : this.kept);
    copy.doc.on('beforeTransaction', this.#before);
    copy.text.observe(this.#changed);
    const provider = new Provider(copy.doc, copy.awareness, () => this.#address(), { changed: this.#look, ended: this.#over, news: this.#listeners.tell }, this.means.open);
    this.#provider = provider;
    if (copy.debt) {
      provider.owe(copy.debt.changes);
      [this.kept, this.#base, this.#owed] = [copy.debt.changes, copy.debt.base, true];
    }
    this.people.watch(copy.awareness, this.person, () => provider.open);
    provider.start();
    if (copy.begun) this.#timers.start('show', SHOW_KEPT, () => this.#show());
    this.#look();
  }

  #address(): string {
    const { protocol, host } = location;
    return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api/drafts/${this.draft}/live?epoch=${this.#epoch}`;
  }

  /** Offers changes that an earlier page could not send. */
  async #gather(): Promise<void> {
    const found = await allUnsent(this.person, this.draft, this.#epoch, this.readonly ? 'reader' : 'refused');
    if (this.#closed) return;
    this.unsent = [...this.unsent.filter(({ epoch }) => !found.some((one) => one.epoch === epoch)), ...found];
    this.#sift();
  }

  /** Lets go of what could not be sent and is in the text all the same. */
  #sift(): void {
    if (!this.copy || this.readonly) return;
    for (const one of this.unsent) if (this.withThem(one) === this.body) void this.letGo(one);
  }

  #show(): void {
    const copy = this.#next;
    if (!copy || copy === this.copy || !(copy.begun || this.#provider?.synced)) return;
    this.copy = copy;
    this.#shown = reading(copy.text);
    this.#sift();
  }

  /** Keeps the text from before a change that the server does not have yet. */
  readonly #before = ({ origin }: Transaction) => {
    if (origin !== this.#provider && !this.#provider?.unsent) this.#was = this.#next?.text.toString();
  };

  readonly #changed = (_: YTextEvent, { origin }: Transaction) => {
    if (origin !== this.#provider) this.#count();
    if (this.copy && this.#next === this.copy) this.#shown = reading(this.copy.text);
  };

  /** Counts a change that was made here, or in another tab of this browser. */
  #count(): void {
    if (!this.#provider?.unsent) [this.#base, this.#burst] = [this.#was, 0];
    const now = Date.now();
    if (!this.kept || now - this.#burst > BURST) this.kept++;
    this.#burst = now;
    this.#owed = true;
  }

  /** Looks at how the connection is, and says what it means. */
  readonly #look = () => {
    const provider = this.#provider;
    const copy = this.#next;
    if (!provider || !copy || this.#closed) return;
    if (provider.open && provider.part !== this.#part && this.#turned(provider.part)) return;
    if (provider.synced) this.#timers.stop('away');
    else if (!this.#away) this.#timers.start('away', GRACE, () => this.#lost());
    if (provider.synced && this.#away) this.#back();
    if (provider.synced) this.#show();
    this.version = Math.max(this.version, provider.version);
    if (!provider.unsent && provider.synced) this.#allSaved(copy);
    else if (provider.unsent) this.#timers.start('base', WRITE_DOWN, () => this.#writeDown(copy));
    this.room = copy.room;
    this.#say();
  };

  #lost(): void {
    this.#away = true;
    this.#show();
    this.#next?.askTabs();
    this.#answer(false);
    this.#say();
  }

  #back(): void {
    this.#away = false;
    this.#listeners.tellAll();
  }

  #allSaved(copy: Copy): void {
    this.#timers.stop('base');
    [this.kept, this.#base, this.sentence] = [0, undefined, ''];
    this.#answer(true);
    if (!this.#owed) return;
    this.#timers.start('settle', WRITE_DOWN, () => {
      if (this.#provider?.unsent) return;
      this.#owed = false;
      void copy.store?.settle();
    });
  }

  #writeDown(copy: Copy): void {
    if (this.#base !== undefined && this.#provider?.unsent) copy.store?.keepBase(this.#base);
  }

  /** Whether the page begins anew because what it has can no longer be sent. */
  #turned(part: Draft['part']): boolean {
    this.#part = part;
    if (part === 'writer' || !this.kept) return false;
    void this.#setAside('reader');
    return true;
  }

  /** The connection ended, and the server said why. */
  readonly #over = (code: number, _: string, sentence: string) => {
    if (code === CLOSED.gone) this.#end();
    else if (code === CLOSED.epoch) void this.#renew();
    else if (code === CLOSED.reader && this.#part === 'writer') {
      this.#part = 'reader';
      void this.#setAside('reader');
    } else if (code === CLOSED.misunderstood && this.kept) void this.#setAside('refused');
    else if (code === CLOSED.signedOut) this.sentence = SIGNED_OUT;
    else if (code === CLOSED.large) this.sentence = sentence || TOO_LARGE;
    else this.sentence = sentence || MISUNDERSTOOD;
    if (this.sentence) this.#answer(false);
    this.#say();
  };

  /** The draft is closed to the person: what they had not sent stays here until they say what becomes of it. */
  #end(): void {
    const copy = this.#next;
    const { kept: changes } = this;
    this.#ended = true;
    this.#leave();
    this.#show();
    this.#answer(false);
    if (!copy) return;
    if (changes) {
      this.#offer(copy, 'gone');
      if (this.#base !== undefined) copy.store?.keepBase(this.#base);
      void copy.close();
    } else {
      forgetDraft(this.draft);
      void copy.drop();
    }
  }

  #offer(copy: Copy, why: Why): void {
    const { epoch } = copy.whose;
    const mine = copy.text.toString();
    this.unsent = [...this.unsent, { why, epoch: why === 'reader' || why === 'refused' ? -epoch : epoch, changes: this.kept, base: this.#base, mine }];
  }

  /**
   * Puts what was not sent aside, and begins anew with the server's text. What the server cannot take it would refuse from
   * every later page as well.
   */
  async #setAside(why: Why): Promise<void> {
    const copy = this.#next;
    this.#leave();
    if (copy) {
      if (this.kept) this.#offer(copy, why);
      await (this.kept ? copy.setAside({ changes: this.kept, base: this.#base }) : copy.drop());
    }
    await this.#anew();
  }

  /** The document was made anew on the server: what was not sent of the old one is offered, and the new one is opened. */
  async #renew(): Promise<void> {
    const copy = this.#next;
    this.#leave();
    try {
      const { text, part } = await this.#load(this.draft);
      if (this.#closed) return;
      if (text.epoch === this.#epoch) throw new Offline(); // the server is of two minds
      if (copy && this.kept) {
        this.#offer(copy, 'epoch');
        if (this.#base !== undefined) copy.store?.keepBase(this.#base);
        await copy.close();
      } else await copy?.drop();
      [this.#epoch, this.#part, this.version] = [text.epoch, part, text.version];
      await this.#anew();
    } catch (error) {
      if (error instanceof Offline) this.#timers.start('renew', AGAIN, () => void this.#renew());
      else if (error instanceof ApiError && error.status === 404) this.#end();
      else this.sentence = sentenceOf(error);
      this.#say();
    }
  }

  async #anew(): Promise<void> {
    [this.kept, this.#base, this.#owed] = [0, undefined, false];
    this.copy = this.#next = undefined;
    if (!this.#closed) await this.begin();
  }

  /** Leaves the server; the document stays as it is. */
  #leave(): void {
    this.people.leave();
    this.#provider?.close();
    this.#provider = undefined;
    this.#next?.doc.off('beforeTransaction', this.#before);
    this.#timers.stopAll();
  }

  /** Tells those who wait whether what they wait for was saved. */
  #answer(saved: boolean): void {
    for (const done of this.#waiting.splice(0)) done(saved);
  }

  /** Says how things stand. After typing it waits a little before it says that all is saved. */
  #say(): void {
    const { synced = false, unsent = 0 } = this.#provider ?? {};
    const now = savingOf({ ended: this.#ended, sentence: this.sentence, away: this.#away, synced, unsent });
    this.#timers.stop('calm');
    if (now === 'saved' && this.saving === 'saving') this.#timers.start('calm', CALM, () => (this.saving = now));
    else this.saving = now;
  }
}

/** A text that is read when somebody needs it. */
const reading = (text: Text) => ({ toString: () => text.toString() });
