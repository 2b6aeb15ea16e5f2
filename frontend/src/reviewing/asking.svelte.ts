import { SvelteSet } from 'svelte/reactivity';
import { api } from '../api/client';
import { scopeOf, toTheWriter } from './sentences';
import type { AskKind, Draft, Fits, Passage, PersonRow, Wanted } from './wire';

/** Somebody to ask. */
export type Whom = { via: 'person'; person: PersonRow } | { via: 'router' } | { via: 'mail' } | { via: 'link' };

/** A passage that can be asked about; what has a rank is proposed in that order, as many as the minutes allow. */
export interface Offered extends Passage {
  rank?: number;
  /** Its words as inline HTML. */
  html?: string;
  /** Of a claim: the section of the paper that its passage stands in. */
  source?: string;
}

/** What one ask needs to know beside itself. */
export interface About {
  draft: Draft;
  today: string;
  people: PersonRow[];
  /** Marks and claims in the order of the text, then sections. */
  passages: Offered[];
  /** People whom other asks of the same round go to. */
  taken: (asking: Asking) => string[];
}

/** How many claims somebody can look at in so many minutes. */
export const claimsIn = (minutes: number): number => Math.max(1, Math.floor(minutes / 2));

let made = 0;

/** An ask being put together: everything filled in, everything changeable. */
export class Asking {
  readonly key = ++made;
  kind: AskKind = $state('correctness');
  minutes = $state(20);
  due = $state('');
  question = $state('');
  whom = $state.raw<Whom>({ via: 'link' });
  email = $state('');
  answers = $state(3);
  /** Whoever is asked gets a mail, where one can be sent. */
  mail = $state(true);
  /** Who fits an ask of this kind, whom to ask first first; undefined while that is being found out. */
  fits = $state.raw<Fits | undefined>();
  /** The writer said what it is about, so that nothing else chooses for them any more. */
  #chose = $state(false);
  /** The writer chose whom to ask. */
  #picked = false;
  #finding = 0;
  /** The kind that `fits` is about. */
  #found: AskKind | undefined;
  readonly #chosen = new SvelteSet<Passage>();

  constructor(
    readonly about: About,
    { kind, minutes, due }: { kind: AskKind; minutes: number; due: string },
    fits?: Fits,
  ) {
    this.kind = kind;
    this.minutes = minutes;
    this.due = due;
    this.#propose(fits);
  }

  get draft(): Draft {
    return this.about.draft;
  }

  /** What a check of so many minutes holds: the marks, then claims, until the writer chooses otherwise. Other kinds are about the whole. */
  #proposed: Offered[] = $derived.by(() => {
    if (this.kind !== 'correctness') return [];
    const marks = this.about.passages.filter(({ unsure_id }) => unsure_id).length;
    const room = Math.max(marks, claimsIn(this.minutes));
    return this.about.passages.filter(({ rank }) => rank !== undefined && rank < room);
  });
  chosen: Offered[] = $derived.by(() => (this.#chose ? this.about.passages.filter((passage) => this.#chosen.has(passage)) : this.#proposed));
  sentence = $derived.by(() => toTheWriter(this.kind, scopeOf(this.chosen), this.who, this.minutes, this.due || this.about.today, this.about.today));
  who: string = $derived.by(() => {
    if (this.whom.via === 'person') return this.whom.person.name;
    if (this.whom.via === 'router') return this.kind === 'clarity' ? 'somebody like your reader' : 'somebody who knows the field';
    return this.whom.via === 'mail' ? this.email.trim() || 'somebody by e-mail' : 'anyone with the link';
  });
  /** Somebody by e-mail, and no address yet. */
  incomplete: boolean = $derived.by(() => this.whom.via === 'mail' && !this.email.trim());

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
    if (this.#picked) return;
    const taken = this.about.taken(this);
    const first = fits?.fits.find(({ person }) => !taken.includes(person.id));
    this.whom = first ? { via: 'person', person: first.person } : { via: 'link' };
  }

  choose(passage: Passage, wanted: boolean): void {
    if (!this.#chose) for (const one of this.#proposed) this.#chosen.add(one);
    this.#chose = true;
    if (wanted) this.#chosen.add(passage);
    else this.#chosen.delete(passage);
  }

  /** The ask as it goes out. */
  shape(): Wanted {
    const { whom, kind, question, minutes, due } = this;
    const to = {
      person: { via: 'person' as const, person_id: whom.via === 'person' ? whom.person.id : '', answers: 1, mail: this.mail },
      mail: { via: 'mail' as const, email: this.email.trim(), answers: 1, mail: this.mail },
      router: { via: 'router' as const, answers: 1, mail: this.mail },
      link: { via: 'link' as const, answers: this.answers, mail: false },
    }[whom.via];
    const passages = this.chosen.map(({ unsure_id, note_id, use, anchor, question: asks }) => ({ unsure_id, note_id, use, anchor, question: asks ?? '' }));
    return { kind, question: question.trim(), passages, minutes, due, to: [to] };
  }
}
