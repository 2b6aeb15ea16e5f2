import { SvelteSet } from 'svelte/reactivity';
import { api } from '../../api/client';
import { ApiError, sentenceOf } from '../../api/errors';
import type { AuthorCheck, Choices, Paper } from './wire';

/** How many claims are proposed: few enough to be answered on the way. */
const PROPOSED = 3;
const MINUTES_A_CLAIM = 2;

/** An author check being put together: everything that is known filled in, everything changeable. */
export class AskingAuthor {
  #paper = $state(0);
  name = $state('');
  email = $state('');
  readonly chosen = new SvelteSet<number>();
  busy = $state(false);
  problem = $state('');
  /** The text was changed since the choices were loaded. */
  stale = $state(false);

  constructor(readonly draft: string, readonly choices: Choices) {
    this.#propose();
  }

  paper: Paper | undefined = $derived.by(() => this.choices.papers[this.#paper]);
  minutes: number = $derived.by(() => this.chosen.size * MINUTES_A_CLAIM);
  full: boolean = $derived.by(() => this.chosen.size >= this.choices.most);

  get at(): number {
    return this.#paper;
  }

  /** Another of the papers; its author and claims are proposed anew. */
  set at(paper: number) {
    this.#paper = paper;
    this.#propose();
  }

  /** Another author; their address, when it stands in the paper and is the only one that bears their name. */
  called(name: string): void {
    this.name = name;
    this.email = this.paper?.addresses.find((one) => one.name === name)?.email ?? '';
  }

  choose(position: number, wanted: boolean): void {
    if (!wanted) this.chosen.delete(position);
    else if (!this.full) this.chosen.add(position);
  }

  /** Saves a version and asks. Nothing when it could not be, and `problem` says why. */
  async ask(): Promise<AuthorCheck | undefined> {
    const { paper, name, email } = this;
    if (!paper) return undefined;
    this.busy = true;
    this.problem = '';
    try {
      const body = { base_version: this.choices.base_version, paper_key: paper.key, number: paper.number, name, email: email.trim(), claims: [...this.chosen] };
      return await api.post('/api/drafts/{draft_id}/author-checks', { path: { draft_id: this.draft }, body });
    } catch (error) {
      this.stale = error instanceof ApiError && error.status === 409;
      this.problem = this.stale ? 'The text was changed meanwhile, so nobody was asked yet. Reload to ask about it as it is now.' : sentenceOf(error);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  #propose(): void {
    const { paper } = this;
    const known = paper?.addresses.find((one) => one.name);
    this.name = known?.name ?? paper?.authors[0] ?? '';
    this.email = known?.email ?? '';
    this.chosen.clear();
    for (const { position } of paper?.claims.slice(0, PROPOSED) ?? []) this.chosen.add(position);
  }
}
