import { person } from '../page';
import { forget, keep, recall, type Composing, type Kept } from './kept';
import { ActiveTime, minutesOf } from './minutes';
import { Outbox } from './outbox.svelte';
import type { Anchor } from './pending';
import { decline, send } from './telling';
import type { Evidence, Grade, Invitation, Review, ValueAdd, Verdict } from './wire';

/** How long words rest before they are sent. */
const REST = 800;
/** What a mark says where nobody says more; as the server has it. */
const MARKED = { comment: '', lost: 'Lost here.', fails: 'It fails here.' };
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove'] as const;

/** An answer to an invitation while it is being written; made by the page and handed down. */
export class Reviewing {
  readonly outbox: Outbox;
  /** The claims that are asked about, in the order of the text, with their passages. */
  readonly claims: Evidence[];
  /** The claim that is looked at, from 0. */
  now = $state(0);
  /** Where no claims are asked about: the block of the piece that one reads, from 0. */
  block = $state(0);
  minutes = $state(0);
  /** A new comment, or other words for one, that is being written. */
  composing: Kept['composing'];
  /** The browser has room to keep what is not saved yet. */
  hasRoom = $state(true);
  readonly #clock: ActiveTime;
  /** Whose answer to what is kept here. */
  readonly #own: string;

  constructor(readonly invitation: Invitation) {
    this.#own = [invitation.id, person().handle].filter(Boolean).join('/');
    const kept = recall(this.#own);
    this.claims = invitation.revision.evidence.filter(({ id }) => invitation.claims.includes(id));
    this.composing = $state.raw(kept.composing);
    this.outbox = new Outbox(invitation.id, invitation.review ?? null, kept.pending, () => this.#keep());
    this.#clock = new ActiveTime(kept.seconds * 1000);
    this.minutes = minutesOf(this.#clock.spent);
    this.now = Math.max(0, this.claims.findIndex(({ id }) => !this.outbox.shown.ticks.has(id)));
  }

  shown = $derived.by(() => this.outbox.shown);
  sent: Review | undefined = $derived.by(() => (this.outbox.review?.sent_at ? this.outbox.review : undefined));
  claim: Evidence | undefined = $derived.by(() => this.claims[this.now]);
  looked: number = $derived.by(() => this.claims.filter(({ id }) => this.shown.ticks.has(id)).length);

  look(at: number): void {
    if (at >= 0 && at < this.claims.length) this.now = at;
  }

  say(sentence: string): void {
    this.outbox.do({ what: 'sentence', words: sentence }, REST);
  }

  sayBack(words: string): void {
    this.outbox.do({ what: 'said back', words }, REST);
  }

  /** Says how far the piece carries one of the four things; what was said already is taken back. */
  rate(value: ValueAdd, grade: Grade): void {
    this.outbox.do({ what: 'rate', value, grade: this.shown.ratings.get(value) === grade ? null : grade });
  }

  /** One key: “lost here”, or “it fails here”. On a place that has it already, it is taken back. */
  mark(anchor: Anchor): void {
    const { mark } = this.invitation.shows;
    if (!mark) return;
    const there = this.shown.comments.find((one) => one.mark === mark && one.anchor?.exact === anchor.exact && (one.anchor.prefix ?? '') === (anchor.prefix ?? ''));
    if (there) this.remove(there.id);
    else this.outbox.do({ what: 'comment', id: `new ${Date.now()}`, words: MARKED[mark], anchor, mark });
  }

  sign(byline: string): void {
    this.outbox.do({ what: 'byline', words: byline });
  }

  /** Ticks a claim; the verdict it has already is taken back. */
  tick(evidence: string, verdict: Verdict): void {
    const before = this.shown.ticks.get(evidence);
    if (before?.verdict === verdict) this.outbox.do({ what: 'untick', evidence });
    else this.outbox.do({ what: 'tick', evidence, verdict, why: before?.why ?? '' });
  }

  explain(evidence: string, why: string): void {
    const tick = this.shown.ticks.get(evidence);
    if (tick) this.outbox.do({ what: 'tick', evidence, verdict: tick.verdict, why }, REST);
  }

  /** Begins a comment on a passage, or on the whole; one that was begun keeps its words. */
  compose(anchor: Anchor | null): void {
    const { id, why, words } = this.composing ?? {};
    this.#compose({ words: id || why !== undefined ? '' : (words ?? ''), anchor });
  }

  /** Begins to put a passage in other words. */
  suggest(anchor: Anchor): void {
    this.#compose({ words: anchor.exact, anchor, why: '' });
  }

  takeOut(id: string): void {
    this.outbox.do({ what: 'take out', id });
  }

  edit(id: string): void {
    const comment = this.shown.comments.find((one) => one.id === id);
    if (comment) this.#compose({ words: comment.words, anchor: comment.anchor, id });
  }

  write(words: string): void {
    if (this.composing) this.#compose({ ...this.composing, words });
  }

  because(why: string): void {
    if (this.composing) this.#compose({ ...this.composing, why });
  }

  cancel(): void {
    this.#compose(null);
  }

  /** The words being written become a comment, or other words for one. */
  comment(): void {
    const { words = '', anchor = null, id, why } = this.composing ?? {};
    const said = words.trim();
    this.#compose(null);
    if (why !== undefined && anchor) {
      if (words !== anchor.exact) this.outbox.do({ what: 'suggest', id: `new ${Date.now()}`, anchor, replacement: words, why: why.trim() });
      return;
    }
    if (!said) return;
    if (id && this.shown.comments.some((one) => one.id === id)) this.outbox.do({ what: 'reword', id, words: said });
    else this.outbox.do({ what: 'comment', id: `new ${Date.now()}`, words: said, anchor });
  }

  remove(id: string): void {
    this.outbox.do({ what: 'remove', id });
  }

  /** Sends it, with everything that is still on its way. Throws ApiError or Offline; nothing is lost then. */
  async send(): Promise<void> {
    if (this.composing?.words.trim() || this.composing?.why !== undefined) this.comment();
    const id = await this.outbox.begin();
    await this.outbox.flush();
    if (this.outbox.pending.length) throw this.outbox.error;
    this.outbox.review = await send(id);
    forget(this.#own);
  }

  async decline(): Promise<void> {
    await decline(this.invitation.id);
    forget(this.#own);
  }

  /** Speaks to the browser: time, connection, leaving. Returns the way to stop. */
  watch(): () => void {
    const sign = () => this.#clock.sign(Date.now());
    const tick = () => this.#tick();
    const leave = (event: BeforeUnloadEvent) => !this.hasRoom && this.outbox.pending.length > 0 && event.preventDefault();
    const online = () => this.outbox.soon();
    const timer = setInterval(tick, 5_000);
    for (const name of SIGNS) addEventListener(name, sign, { passive: true });
    addEventListener('online', online);
    addEventListener('beforeunload', leave);
    document.addEventListener('visibilitychange', tick);
    sign();
    tick();
    if (this.outbox.pending.length) online();
    return () => {
      clearInterval(timer);
      this.outbox.stop();
      for (const name of SIGNS) removeEventListener(name, sign);
      removeEventListener('online', online);
      removeEventListener('beforeunload', leave);
      document.removeEventListener('visibilitychange', tick);
    };
  }

  #tick(): void {
    const seen = document.visibilityState === 'visible';
    this.#clock.tick(Date.now(), seen);
    if (!seen && this.outbox.pending.length) this.outbox.soon();
    this.minutes = minutesOf(this.#clock.spent);
    this.#keep();
  }

  #compose(composing: Composing | null): void {
    this.composing = composing;
    this.#keep();
  }

  #keep(): void {
    if (this.sent) return;
    const kept = { pending: this.outbox.pending, composing: this.composing, seconds: Math.round(this.#clock.spent / 1000) };
    this.hasRoom = keep(this.#own, kept);
  }
}
