import { api } from '../../api/client';
import type { components } from '../../api/schema';

export type Version = components['schemas']['VersionOut'];
export type Comparison = components['schemas']['ComparisonOut'];
export type Piece = components['schemas']['PieceOut'];
export type Writers = components['schemas']['WritersOut'];

const draft = (draft_id: string) => ({ path: { draft_id } });

export const versions = (id: string) => api.get('/api/drafts/{draft_id}/history', draft(id));
/** The document of the text, and whose words each of its clients wrote. */
export const writers = (id: string) => api.get('/api/drafts/{draft_id}/writers', draft(id));
export const compare = (draft_id: string, old_id: string, new_id: string, signal: AbortSignal) =>
  api.get('/api/drafts/{draft_id}/history/{old_id}/{new_id}', { path: { draft_id, old_id, new_id }, signal });
export const nameVersion = (draft_id: string, version_id: string, name: string) =>
  api.patch('/api/drafts/{draft_id}/history/{version_id}', { path: { draft_id, version_id }, body: { name } });

/** Puts a version's text in place; `stood` is the id of what stood there, to have it back. */
export const restoreVersion = (draft_id: string, version_id: string) =>
  api.put('/api/drafts/{draft_id}/text-of/{version_id}', { path: { draft_id, version_id } });
