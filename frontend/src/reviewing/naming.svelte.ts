import { api } from '../api/client';
import { sentenceOf } from '../api/errors';
import type { Shape } from '../api/shapes';
import type { Outbox } from './outbox.svelte';

/** Whether one's own name stands on one's review; made by the screen that asks. */
export class Naming {
  known = $state.raw<Shape<'NameOut'> | undefined>();
  busy = $state(false);
  problem = $state('');

  constructor(readonly invitation: string) {}

  async load(): Promise<void> {
    this.known = await api.get('/api/invitations/{invitation_id}/name', { path: { invitation_id: this.invitation } }).catch(() => undefined);
  }

  /** Keeps the name off the review, or puts it on. It is on the server before anything is sent. */
  keep(outbox: Outbox, wanted: boolean): Promise<void> {
    return this.#do(async () => {
      const id = await outbox.begin();
      return api.put('/api/reviews/{review_id}/privacy', { path: { review_id: id }, body: { private: wanted } });
    });
  }

  /** Signs what was sent without the name. */
  sign(review: string): Promise<void> {
    return this.#do(() => api.put('/api/reviews/{review_id}/signature', { path: { review_id: review } }));
  }

  async #do(act: () => Promise<Shape<'NameOut'>>): Promise<void> {
    this.busy = true;
    this.problem = '';
    try {
      this.known = await act();
    } catch (error) {
      this.problem = sentenceOf(error);
      await this.load();
    } finally {
      this.busy = false;
    }
  }
}
