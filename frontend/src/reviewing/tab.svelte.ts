import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { api } from '../api/client';
import { Piece } from './piece';
import { Round } from './round.svelte';
import type { Ask, AskKind, Draft, Fits, InvitationRow, Me, Review, Screen } from './wire';

/** How often what came back is looked for while the page is seen. */
const EVERY = 20_000;

/** The Review stage of one draft; made by the page and handed down. */
export class Tab {
  asks: Ask[];
  /** What is being asked; nothing once something was, until more is wanted. */
  round: Round | undefined;
  /** Links by invitation: the server keeps no link, so each is here only until the page is left. */
  readonly links = new SvelteMap<string, string>();
  /** Saved versions that reviews speak of, by number: `undefined` while one is being fetched. */
  readonly pieces = new SvelteMap<number, Piece | undefined>();
  /** Reviews that nobody had read when they were first shown here: they keep their place while one reads. */
  readonly fresh = new SvelteSet<string>();

  private constructor(readonly draft: Draft, readonly me: Me, screen: Screen, fits: Fitting) {
    this.asks = $state.raw(screen.asks);
    const begun = screen.asks.some(({ withdrawn_at }) => !withdrawn_at);
    this.round = $state.raw(begun ? undefined : new Round(draft, screen, today(), fits));
    this.#notice();
  }

  static async open(id: string): Promise<Tab> {
    const path = { path: { draft_id: id } };
    const [draft, screen, me, fits] = await Promise.all([api.get('/api/drafts/{draft_id}', path), api.get('/api/drafts/{draft_id}/asks', path), api.get('/api/me'), fitting(id)]);
    return new Tab(draft, me, screen, fits);
  }

  /** Begins to ask for more: with what is proposed now. */
  async askMore(): Promise<void> {
    const path = { path: { draft_id: this.draft.id } };
    const [draft, screen, fits] = await Promise.all([api.get('/api/drafts/{draft_id}', path), api.get('/api/drafts/{draft_id}/asks', path), fitting(this.draft.id)]);
    this.round = new Round(draft, screen, today(), fits);
  }

  /** Those with something new first, then the newest. */
  ordered: Ask[] = $derived.by(() => [...this.asks].sort((a, b) => Number(this.#isNew(b)) - Number(this.#isNew(a))));
  /** Reviews nobody has read. */
  unread: number = $derived.by(() => this.asks.flatMap(({ reviews }) => reviews).filter(({ read_at }) => !read_at).length);

  asked(asks: Ask[]): void {
    for (const ask of asks) this.#take(ask);
    this.round = undefined;
  }

  async takeBack(row: InvitationRow): Promise<void> {
    this.#take(await api.delete('/api/asked/{invitation_id}', { path: { invitation_id: row.id } }));
  }

  /** Saves a version of the text as it is now and asks those who answered about it. */
  async again(ask: Ask): Promise<Ask> {
    const { text } = await api.get('/api/drafts/{draft_id}', { path: { draft_id: this.draft.id } });
    const made = await api.post('/api/asks/{ask_id}/next', { path: { ask_id: ask.id }, body: { base_version: text.version } });
    this.#take(made);
    this.#take({ ...ask, again: 'done' });
    return made;
  }

  /** Asks whom somebody named who said no. */
  async askInstead(row: InvitationRow): Promise<void> {
    this.#take(await api.put('/api/asked/{invitation_id}/instead', { path: { invitation_id: row.id } }));
  }

  async withdraw(ask: Ask): Promise<void> {
    this.#take(await api.delete('/api/asks/{ask_id}', { path: { ask_id: ask.id } }));
  }

  async read(review: Review): Promise<void> {
    const read = await api.put('/api/reviews/{review_id}/reading', { path: { review_id: review.id } });
    this.asks = this.asks.map((ask) => ({ ...ask, reviews: ask.reviews.map((other) => (other.id === read.id ? read : other)) }));
  }

  /** Looks for what came back now and then. Returns the way to stop. */
  watch(): () => void {
    const look = () => document.visibilityState === 'visible' && void this.refresh().catch(() => {});
    const timer = setInterval(look, EVERY);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }

  async refresh(): Promise<void> {
    this.asks = (await api.get('/api/drafts/{draft_id}/asks', { path: { draft_id: this.draft.id } })).asks;
    this.#notice();
  }

  /** Fetches a saved version once; until it is here ticks stand without their words, and quotes without formulas. */
  async load(number: number): Promise<void> {
    if (this.pieces.has(number)) return;
    this.pieces.set(number, undefined);
    const rows = await api.get('/api/drafts/{draft_id}/revisions', { path: { draft_id: this.draft.id } });
    const id = rows.find((row) => row.number === number)?.id;
    if (!id) return;
    const { html, evidence } = await api.get('/api/revisions/{revision_id}', { path: { revision_id: id } });
    this.pieces.set(number, new Piece(html, evidence));
  }

  #take(ask: Ask): void {
    for (const { id, url } of ask.invitations) if (url) this.links.set(id, url);
    const known = this.asks.some(({ id }) => id === ask.id);
    this.asks = known ? this.asks.map((other) => (other.id === ask.id ? ask : other)) : [ask, ...this.asks];
  }

  #notice(): void {
    for (const { id, read_at } of this.asks.flatMap(({ reviews }) => reviews)) if (!read_at) this.fresh.add(id);
  }

  #isNew(ask: Ask): boolean {
    return ask.reviews.some(({ id }) => this.fresh.has(id));
  }
}

type Fitting = Partial<Record<AskKind, Fits | undefined>>;

/** Who fits the asks that are mostly proposed. */
async function fitting(draft_id: string): Promise<Fitting> {
  const find = (kind: AskKind) => api.get('/api/drafts/{draft_id}/fits', { path: { draft_id }, query: { kind } }).catch(() => undefined);
  const [correctness, clarity] = await Promise.all([find('correctness'), find('clarity')]);
  return { correctness, clarity };
}

/** The day it is here, in ISO 8601. */
function today(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10);
}
