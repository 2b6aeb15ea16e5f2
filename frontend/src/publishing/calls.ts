import { api } from '../api/client';
import type { Shape } from '../api/shapes';
import type { Audience } from './wire';

/* What this room asks of the server. Each throws ApiError, Offline or AbortError (api/client.ts). */

const draft = (draft_id: string) => ({ path: { draft_id } });
const page = (publication_id: string) => ({ path: { publication_id } });

export const me = () => api.get('/api/me');
export const loadDraft = (id: string) => api.get('/api/drafts/{draft_id}', draft(id));
export const loadScreen = (id: string) => api.get('/api/drafts/{draft_id}/publication', draft(id));
export const sign = (id: string, byline: string) => api.patch('/api/drafts/{draft_id}', { ...draft(id), body: { byline } });

/** Saves the text at `base_version` as a version; the same text is not saved twice. */
export const freeze = (id: string, base_version: number) =>
  api.post('/api/drafts/{draft_id}/revisions', { ...draft(id), body: { name: '', base_version, occasion: 'release' } });
export const release = (revision_id: string, body: Shape<'ReleaseIn'>) =>
  api.put('/api/revisions/{revision_id}/release', { path: { revision_id }, body });
export const changeAudience = (id: string, audience: Audience) =>
  api.put('/api/publications/{publication_id}/audience', { ...page(id), body: { audience } });
export const withdraw = (id: string, reason: string) =>
  api.put('/api/publications/{publication_id}/withdrawal', { ...page(id), body: { reason } });
