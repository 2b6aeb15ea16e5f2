import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { api } from '../api/client';
import { Asking } from './asking.svelte';
import { Piece } from './piece';
import type { Ask, Draft, Fits, InvitationRow, Me, Review, Screen } from './wire';

/** How often what came back is looked for while the page is seen. */
const EVERY = 20_000;

/** The Review stage of one draft; made by the page and handed down. */
export class Tab {
  asks: Ask[];
  asking: Asking;
  /** Links by invitation: the server keeps no link, so each is here only until the page is left. */
  readonly links = new SvelteMap<string, string>();
  /** Saved versions that reviews speak of, by number: `undefined` while one is being fetched. */
  readonly pieces = new SvelteMap<number, Piece | undefined>();
  /** Reviews that nobody had read when they were first shown here: they keep their place while one reads. */
  readonly fresh = new SvelteSet<string>();

  private constructor(readonly draft: Draft, readonly me: Me, screen: Screen, fits?: Fits) {
    this.asks = $state.raw(screen.asks);
    this.asking = $state.raw(new Asking(draft, screen.proposal, today(), fits));
    this.#notice();
  }

  static async open(id: string): Promise<Tab> {
    const path = { path: { draft_id: id } };
    const fitting = api.get('/api/drafts/{draft_id}/fits', { ...path, query: { kind: 'correctness' } }).catch(() => undefined);
    const [draft, screen, me, fits] = await Promise.all([api.get('/api/drafts/{draft_id}', path), api.get('/api/drafts/{draft_id}/asks', path), api.get('/api/me'), fitting]);
    return new Tab(draft, me, screen, fits);
  }

  /** Those with something new first, then the newest. */
  ordered: Ask[] = $derived.by(() => [...this.asks].sort((a, b) => Number(this.#isNew(b)) - Number(this.#isNew(a))));
  /** Reviews nobody has read. */
  unread: number = $derived.by(() => this.asks.flatMap(({ reviews }) => reviews).filter(({ read_at }) => !read_at).length);

  asked(ask: Ask): void {
    this.#take(ask);
  }

  async takeBack(row: InvitationRow): Promise<void> {
    this.#take(await api.delete('/api/asked/{invitation_id}', { path: { invitation_id: row.id } }));
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

/** The day it is here, in ISO 8601. */
function today(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10);
}
