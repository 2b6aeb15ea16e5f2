import { api } from '../api/client';
import { sentenceOf } from '../api/errors';
import type { Shape } from '../api/shapes';

/** Whether readers may read one's review; made by the screen that asks. */
export class Showing {
  known = $state.raw<Shape<'ShownOut'> | undefined>();
  busy = $state(false);
  problem = $state('');

  constructor(readonly invitation: string) {}

  async load(): Promise<void> {
    this.known = await api.get('/api/invitations/{invitation_id}/showing', { path: { invitation_id: this.invitation } }).catch(() => undefined);
  }

  /** Lets readers read it, or keeps it with the writers; `review` begins it where need be. */
  async choose(review: () => Promise<string>, shown: boolean): Promise<void> {
    this.busy = true;
    this.problem = '';
    try {
      this.known = await api.put('/api/reviews/{review_id}/showing', { path: { review_id: await review() }, body: { shown } });
    } catch (error) {
      this.problem = sentenceOf(error);
      await this.load();
    } finally {
      this.busy = false;
    }
  }
}
