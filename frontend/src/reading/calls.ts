import { api } from '../api/client';
import type { Quote } from './passages';
import type { Progress, Sharing } from './wire';

/* What this room asks of the server. Each throws ApiError, Offline or AbortError (api/client.ts). */

const note = (note_id: string) => ({ path: { note_id } });
const paper = (paper_id: string) => ({ path: { paper_id } });

export const loadPaper = (key: string, version?: number) => api.get('/api/papers/{key}', { path: { key }, query: { version } });
export const loadDraft = (draft_id: string) => api.get('/api/drafts/{draft_id}', { path: { draft_id } });
export const drafts = () => api.get('/api/drafts');
export const pieces = (paper: string) => api.get('/api/pieces', { query: { paper } });

export const shelf = () => api.get('/api/shelf');
export const shelve = (paper_id: string, progress: Progress) => api.put('/api/shelf/{paper_id}', { ...paper(paper_id), body: { progress } });
export const unshelve = (paper_id: string) => api.delete('/api/shelf/{paper_id}', paper(paper_id));

export const notes = (paper: string) => api.get('/api/notes', { query: { paper } });
export const writeNote = (version_id: string, words: string, anchor: Quote | null) =>
  api.post('/api/notes', { body: { version_id, words, anchor } });
export const rewordNote = (id: string, words: string) => api.patch('/api/notes/{note_id}', { ...note(id), body: { words } });
export const removeNote = (id: string) => api.delete('/api/notes/{note_id}', note(id));
export const shareNote = (id: string, sharing: Sharing) => api.put('/api/notes/{note_id}/sharing', { ...note(id), body: { sharing } });
