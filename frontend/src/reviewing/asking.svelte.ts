import { SvelteSet } from 'svelte/reactivity';
import { api } from '../api/client';
import { ApiError, sentenceOf } from '../api/errors';
import { sectionsOf } from './sections';
import { scopeOf, toTheWriter } from './sentences';
import type { Ask, AskIn, AskKind, Draft, Fits, Passage, PersonRow, Proposal } from './wire';

/** Somebody to ask. */
export type Whom = { via: 'person'; person: PersonRow } | { via: 'router' } | { via: 'mail' } | { via: 'link' };

/** An ask being put together: everything filled in, everything changeable. */
export class Asking {
  kind: AskKind = $state('correctness');
  minutes = $state(20);
  due = $state('');
  question = $state('');
  whom = $state.raw<Whom>({ via: 'link' });
  email = $state('');
  answers = $state(3);
  /** Whoever is asked gets a mail, where one can be sent. */
  mail = $state(true);
  people = $state.raw<PersonRow[]>([]);
  /** Who fits an ask of this kind, whom to ask first first; undefined while that is being found out. */
  fits = $state.raw<Fits | undefined>();
  /** The writer chose whom to ask, so that nothing else chooses for them any more. */
  #picked = false;
  #finding = 0;
  /** The kind that `fits` is about. */
  #found: AskKind | undefined;
  /** What can be asked about: marks first, then sections. */
  passages = $state.raw<Passage[]>([]);
  readonly chosen = new SvelteSet<Passage>();
  busy = $state(false);
  problem = $state('');
  /** The text was changed since the page was loaded. */
  stale = $state(false);
  #base: number;

  constructor(
    readonly draft: Draft,
    proposal: Proposal,
    readonly today: string,
    fits?: Fits,
  ) {
    this.#base = draft.text.version;
    this.kind = proposal.kind;
    this.minutes = proposal.minutes;
    this.due = proposal.due;
    this.people = proposal.people;
    this.passages = [...proposal.passages, ...sectionsOf(draft.text.body)];
    for (const passage of proposal.passages) this.chosen.add(passage);
    this.#propose(fits);
  }

  about: Passage[] = $derived.by(() => this.passages.filter((passage) => this.chosen.has(passage)));
  sentence = $derived.by(() => toTheWriter(this.kind, scopeOf(this.about), this.who, this.minutes, this.due || this.today, this.today));
  who: string = $derived.by(() => {
    if (this.whom.via === 'person') return this.whom.person.name;
    if (this.whom.via === 'router') return 'somebody who fits';
    return this.whom.via === 'mail' ? this.email.trim() || 'somebody by e-mail' : 'anyone with the link';
  });

  /** The writer says whom to ask. */
  pick(whom: Whom): void {
    this.#picked = true;
    this.whom = whom;
  }

  /** Looks who fits an ask of this kind; whoever fits best is proposed, until the writer picks. */
  async find(): Promise<void> {
    const turn = ++this.#finding;
    if (this.#found === this.kind) return;
    const found = await api.get('/api/drafts/{draft_id}/fits', { path: { draft_id: this.draft.id }, query: { kind: this.kind } }).catch(() => undefined);
    if (turn !== this.#finding) return;
    this.#propose(found);
  }

  #propose(fits: Fits | undefined): void {
    this.fits = fits;
    this.#found = fits && this.kind;
    const [first] = fits?.fits ?? [];
    if (!this.#picked) this.whom = first ? { via: 'person', person: first.person } : { via: 'link' };
  }

  choose(passage: Passage, wanted: boolean): void {
    if (wanted) this.chosen.add(passage);
    else this.chosen.delete(passage);
  }

  /** Saves a version and asks. The answer is the ask; nothing when it could not be, and `problem` says why. */
  async ask(): Promise<Ask | undefined> {
    this.busy = true;
    this.problem = '';
    try {
      return await api.post('/api/drafts/{draft_id}/asks', { path: { draft_id: this.draft.id }, body: this.#shape() });
    } catch (error) {
      this.stale = error instanceof ApiError && error.status === 409;
      this.problem = this.stale ? 'The text was changed meanwhile, so nobody was asked yet. Reload to ask about it as it is now.' : sentenceOf(error);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  #shape(): AskIn {
    const { whom, kind, question, minutes, due } = this;
    const to = {
      person: whom.via === 'person' ? { via: 'person' as const, person_id: whom.person.id, answers: 1, mail: this.mail } : undefined,
      mail: { via: 'mail' as const, email: this.email.trim(), answers: 1, mail: this.mail },
      router: { via: 'router' as const, answers: 1, mail: this.mail },
      link: { via: 'link' as const, answers: this.answers, mail: false },
    }[whom.via];
    return { base_version: this.#base, kind, question: question.trim(), passages: this.about, minutes, due, to: to ? [to] : [] };
  }
}
