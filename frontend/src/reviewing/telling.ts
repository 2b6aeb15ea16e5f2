import { api } from '../api/client';
import type { Anchor, Doing } from './pending';
import type { Review } from './wire';

/** Tells the server of one thing the reviewer did; the answer is the whole review. Throws ApiError or Offline. */
export function tell(review_id: string, doing: Doing): Promise<Review> {
  switch (doing.what) {
    case 'sentence':
      return api.patch('/api/reviews/{review_id}', { path: { review_id }, body: { sentence: doing.words } });
    case 'byline':
      return api.patch('/api/reviews/{review_id}', { path: { review_id }, body: { byline: doing.words } });
    case 'said back':
      return api.patch('/api/reviews/{review_id}', { path: { review_id }, body: { said_back: doing.words } });
    case 'rate':
      return doing.grade ? api.put(RATING, { path: { review_id, value: doing.value }, body: { grade: doing.grade } }) : api.delete(RATING, { path: { review_id, value: doing.value } });
    case 'tick':
      return api.put(CLAIM, { path: { review_id, evidence_id: doing.evidence }, body: { verdict: doing.verdict, why: doing.why } });
    case 'untick':
      return api.delete(CLAIM, { path: { review_id, evidence_id: doing.evidence } });
    case 'comment':
      return api.post('/api/reviews/{review_id}/comments', { path: { review_id }, body: { words: doing.words, anchor: wire(doing.anchor), mark: doing.mark ?? 'comment' } });
    case 'reword':
      return api.patch(COMMENT, { path: { review_id, thread_id: doing.id }, body: { words: doing.words } });
    case 'remove':
      return api.delete(COMMENT, { path: { review_id, thread_id: doing.id } });
    case 'suggest':
      return api.post('/api/reviews/{review_id}/suggestions', { path: { review_id }, body: { anchor: { prefix: '', suffix: '', section: '', ...doing.anchor }, replacement: doing.replacement, why: doing.why } });
    case 'take out':
      return api.delete('/api/reviews/{review_id}/suggestions/{suggestion_id}', { path: { review_id, suggestion_id: doing.id } });
  }
}

const CLAIM = '/api/reviews/{review_id}/ticks/{evidence_id}';
const RATING = '/api/reviews/{review_id}/ratings/{value}';
const COMMENT = '/api/reviews/{review_id}/comments/{thread_id}';

const wire = (anchor: Anchor | null) => anchor && { prefix: '', suffix: '', section: '', ...anchor };

export const begin = (invitation_id: string): Promise<Review> =>
  api.post('/api/invitations/{invitation_id}/reviews', { path: { invitation_id }, body: { byline: '' } });

export const read = (review_id: string): Promise<Review> => api.get('/api/reviews/{review_id}', { path: { review_id } });

export const send = (review_id: string): Promise<Review> => api.put('/api/reviews/{review_id}/sending', { path: { review_id } });

export const open = (invitation_id: string): Promise<unknown> =>
  api.put('/api/invitations/{invitation_id}/opening', { path: { invitation_id } });

export const decline = (invitation_id: string): Promise<unknown> =>
  api.put('/api/invitations/{invitation_id}/refusal', { path: { invitation_id } });
