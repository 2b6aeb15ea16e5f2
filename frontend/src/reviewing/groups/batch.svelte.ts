import { api } from '../../api/client';
import { ApiError, sentenceOf } from '../../api/errors';
import type { Shape } from '../../api/shapes';
import { draftsOf, inAWeek } from './words';

type Draft = Shape<'DraftStanding'>;

/** Asking for reviews of several drafts at once: what is asked, who would get it, and sending that. */
export class Batch {
  kind = $state<Shape<'AskKind'>>('clarity');
  question = $state('');
  minutes = $state(20);
  due = $state('');
  each = $state(1);
  at_most = $state(2);
  /** Whether reviewers do not learn who writes, as writers do not learn who reviews. */
  blind = $state(false);
  chosen = $state<string[]>([]);
  plan = $state.raw<Shape<'PlanOut'> | undefined>();
  sent = $state.raw<Shape<'BatchOut'> | undefined>();
  problem = $state('');
  busy = $state(false);
  readonly drafts: Draft[];

  private constructor(readonly group: Shape<'GroupOut'>, standings: Shape<'PersonStanding'>[]) {
    this.drafts = draftsOf(standings);
    this.chosen = this.drafts.filter(({ version, stage }) => version && stage !== 'published').map(({ id }) => id);
    this.due = inAWeek();
  }

  static async open(id: string): Promise<Batch> {
    const path = { path: { group_id: id } };
    const [group, standings] = await Promise.all([api.get('/api/groups/{group_id}', path), api.get('/api/groups/{group_id}/standings', path)]);
    return new Batch(group, standings);
  }

  /** The terms as they were worked out: changing one of them makes the plan old. */
  terms = $derived({ kind: this.kind, question: this.question, minutes: this.minutes, due: this.due, each: this.each, at_most: this.at_most, blind: this.blind });
  #planned = $state('');
  /** Whether the plan is still about what is chosen. */
  fresh: boolean = $derived.by(() => this.plan !== undefined && this.#planned === JSON.stringify([this.terms, this.chosen]));

  async workOut(): Promise<void> {
    const asked = JSON.stringify([this.terms, this.chosen]);
    await this.#attempt(async () => {
      this.plan = await api.post('/api/groups/{group_id}/plans', { path: { group_id: this.group.id }, body: { ...this.terms, drafts: this.chosen } });
      this.#planned = asked;
    });
  }

  async send(): Promise<void> {
    const pairs = (this.plan?.drafts ?? []).flatMap(({ asks }) => asks).map(({ draft_id, revision_id, person_id }) => ({ draft_id, revision_id, person_id }));
    await this.#attempt(async () => {
      this.sent = await api.post('/api/groups/{group_id}/batches', { path: { group_id: this.group.id }, body: { ...this.terms, pairs } });
    });
  }

  async #attempt(deed: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.problem = '';
    try {
      await deed();
    } catch (error) {
      this.problem = sentenceOf(error);
      if (error instanceof ApiError && error.status === 409) this.plan = undefined;
    }
    this.busy = false;
  }
}
