import { api } from '../api/client';
import { ApiError, sentenceOf } from '../api/errors';
import { Asking, type About, type Offered } from './asking.svelte';
import { sectionsOf } from './sections';
import type { Ask, AskKind, Draft, Fits, Screen } from './wire';

/** Asks that can go out together. */
const MOST = 8;

/** The asks being put together, which go out with one button; all of them are about one saved version. */
export class Round {
  asks: Asking[] = $state.raw([]);
  busy = $state(false);
  problem = $state('');
  /** The text was changed since the page was loaded. */
  stale = $state(false);
  readonly #about: About;
  readonly #due: string;

  /** `fits` says who fits asks of some kinds, where that is known already. */
  constructor(draft: Draft, screen: Screen, today: string, fits: Partial<Record<AskKind, Fits | undefined>> = {}) {
    const passages: Offered[] = [...screen.passages, ...sectionsOf(draft.text.body)];
    this.#about = { draft, today, people: screen.people, passages, taken: (own) => this.#taken(own) };
    this.#due = screen.proposals[0]?.due ?? today;
    for (const proposal of screen.proposals) this.asks = [...this.asks, new Asking(this.#about, proposal, fits[proposal.kind])];
  }

  mayAdd: boolean = $derived.by(() => this.asks.length < MOST);
  /** The first one that says too little to go out. */
  incomplete: Asking | undefined = $derived.by(() => this.asks.find(({ incomplete }) => incomplete));

  /** One ask more, side by side with the others. */
  add(): Asking {
    const asking = new Asking(this.#about, { kind: this.#unused(), minutes: 20, due: this.#due });
    this.asks = [...this.asks, asking];
    return asking;
  }

  remove(asking: Asking): void {
    this.asks = this.asks.filter((other) => other !== asking);
  }

  /** Saves a version and sends all of them. Nothing when that could not be, and `problem` says why: nobody was asked then. */
  async ask(): Promise<Ask[] | undefined> {
    this.busy = true;
    this.problem = '';
    const { draft } = this.#about;
    try {
      const body = { base_version: draft.text.version, asks: this.asks.map((asking) => asking.shape()) };
      return await api.post('/api/drafts/{draft_id}/rounds', { path: { draft_id: draft.id }, body });
    } catch (error) {
      this.stale = error instanceof ApiError && error.status === 409 && !!error.details.current;
      this.problem = this.stale ? 'The text was changed meanwhile, so nobody was asked yet. Reload to ask about it as it is now.' : sentenceOf(error);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  #taken(own: Asking): string[] {
    return this.asks.flatMap((asking) => (asking !== own && asking.whom.via === 'person' ? [asking.whom.person.id] : []));
  }

  /** A kind that is not asked for yet. */
  #unused(): AskKind {
    const order: AskKind[] = ['correctness', 'clarity', 'example', 'story', 'proofreading', 'outline', 'failure'];
    return order.find((kind) => !this.asks.some((asking) => asking.kind === kind)) ?? 'clarity';
  }
}
