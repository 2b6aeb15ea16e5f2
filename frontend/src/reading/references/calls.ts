import { request } from '../../api/client';
import type { Citing, PaperRow, References } from './wire';

/* What is asked of the server about what a paper cites. Each throws ApiError, Offline or AbortError (api/client.ts). */

const version = (version_id: string) => ({ path: { version_id } });

export const references = (version_id: string, signal?: AbortSignal) =>
  request<References>('get', '/api/paper-versions/{version_id}/references', { ...version(version_id), ...(signal && { signal }) });

/** Imports these references, or (null) all that can be. */
export const importThem = (version_id: string, ids: string[] | null) =>
  request<References>('post', '/api/paper-versions/{version_id}/reference-imports', { ...version(version_id), body: { ids } });

/** Makes a paper of a work outside arXiv. */
export const makePaper = (reference_id: string) => request<PaperRow>('post', '/api/references/{reference_id}/paper', { path: { reference_id } });

export const citing = (paper_id: string) => request<Citing[]>('get', '/api/papers-citing/{paper_id}', { path: { paper_id } });
