import { api, request } from '../api/client';
import type { Shape } from '../api/shapes';
import type { ColourName, Progress, Sharing, TextForm, TextState } from './wire';

/* What this room asks of the server. Each throws ApiError, Offline or AbortError (api/client.ts). */

const note = (note_id: string) => ({ path: { note_id } });
const paper = (paper_id: string) => ({ path: { paper_id } });
const version = (version_id: string) => ({ path: { version_id } });

export const loadPaper = (key: string, version?: number) => api.get('/api/papers/{key}', { path: { key }, query: { version } });
export const loadDraft = (draft_id: string) => api.get('/api/drafts/{draft_id}', { path: { draft_id } });
export const drafts = () => api.get('/api/drafts');
export const pieces = (paper: string) => api.get('/api/pieces', { query: { paper } });

export const shelf = () => api.get('/api/shelf');
export const shelve = (paper_id: string, progress: Progress) => api.put('/api/shelf/{paper_id}', { ...paper(paper_id), body: { progress } });
export const unshelve = (paper_id: string) => api.delete('/api/shelf/{paper_id}', paper(paper_id));

/** What of a version can be read, and what is on its way. */
export const textState = (version_id: string, signal?: AbortSignal) =>
  api.get('/api/paper-versions/{version_id}/text', { ...version(version_id), ...(signal && { signal }) });
/** Asks for a form of it, or for the best there is. */
export const fetchText = (version_id: string, form: TextForm | null) =>
  api.put('/api/paper-versions/{version_id}/text', { ...version(version_id), body: { form } });
export const paperText = (text_id: string) => api.get('/api/paper-texts/{text_id}', { path: { text_id } });
export const pdfAddress = (text_id: string) => `/api/paper-texts/${encodeURIComponent(text_id)}/pdf`;
export const bringPdf = (version_id: string, file: File) => {
  const body = new FormData();
  body.set('file', file);
  return request<TextState>('post', '/api/paper-versions/{version_id}/own-pdf', { ...version(version_id), body });
};
export const dropPdf = (version_id: string) => api.delete('/api/paper-versions/{version_id}/own-pdf', version(version_id));

/** A new note; its anchor's offsets count code points. */
export type NewNote = Shape<'NoteIn'>;

export const notes = (paper: string, text?: string) => api.get('/api/notes', { query: { paper, text } });
export const writeNote = (body: NewNote) => api.post('/api/notes', { body });
export const changeNote = (id: string, body: Shape<'NoteChange'>) => api.patch('/api/notes/{note_id}', { ...note(id), body });
export const removeNote = (id: string) => api.delete('/api/notes/{note_id}', note(id));
export const restoreNote = (id: string) => api.put('/api/notes/{note_id}/restoration', note(id));
export const shareNote = (id: string, sharing: Sharing) => api.put('/api/notes/{note_id}/sharing', { ...note(id), body: { sharing } });
export const placeNote = (id: string, body: Shape<'NoteAnchorIn'>) => api.put('/api/notes/{note_id}/anchor', { ...note(id), body });
/** What the co-authors of a draft share with each other on one of its papers. */
export const draftNotes = (draft_id: string, paper: string, text?: string) =>
  api.get('/api/drafts/{draft_id}/notes', { path: { draft_id }, query: { paper, text } });

export const tags = () => api.get('/api/note-tags');
export const colours = () => api.get('/api/note-colours');
export const nameColours = (names: ColourName[]) => api.put('/api/note-colours', { body: names });
