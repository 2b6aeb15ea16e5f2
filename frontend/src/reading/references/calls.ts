import { api } from '../../api/client';

/* What is asked of the server about what a paper cites. Each throws ApiError, Offline or AbortError (api/client.ts). */

export const references = (version_id: string, signal: AbortSignal) =>
  api.get('/api/paper-versions/{version_id}/references', { path: { version_id }, signal });

/** Imports these references, or (null) all that can be. */
export const importThem = (version_id: string, ids: string[] | null) =>
  api.post('/api/paper-versions/{version_id}/reference-imports', { path: { version_id }, body: { ids } });

/** Makes a paper of a work outside arXiv. */
export const makePaper = (reference_id: string) => api.post('/api/references/{reference_id}/paper', { path: { reference_id } });

export const citing = (paper_id: string) => api.get('/api/papers-citing/{paper_id}', { path: { paper_id } });
