import { api, request } from '../api/client';
import { ApiError } from '../api/errors';
import type { Rights } from './pictures/rights';
import type { Hint } from './talk/talk-calls';
import type { Anchor, Brought, DraftChange, DraftIn, Revision, Text } from './wire';

/* What this room asks of the server. Each throws ApiError, Offline or AbortError (api/client.ts). */

const draft = (draft_id: string) => ({ path: { draft_id } });
const thread = (thread_id: string) => ({ path: { thread_id } });
const mark = (mark_id: string) => ({ path: { mark_id } });

export const me = () => api.get('/api/me');
export const kinds = () => api.get('/api/kinds');

export const startDraft = (body: DraftIn) => api.post('/api/drafts', { body });
export const loadDraft = (id: string) => api.get('/api/drafts/{draft_id}', draft(id));
export const changeDraft = (id: string, body: DraftChange) => api.patch('/api/drafts/{draft_id}', { ...draft(id), body });

/** Deletes a draft; for 30 days `restoreDraft` has it back. */
export const deleteDraft = (id: string) => api.delete('/api/drafts/{draft_id}', draft(id));
export const restoreDraft = (id: string) => api.put('/api/drafts/{draft_id}/restoration', draft(id));

/** A drawing of the text; of the blocks whose hash is in `have` only hash and line come. */
export const preview = (id: string, body: string, have: string[], signal: AbortSignal) =>
  api.post('/api/drafts/{draft_id}/preview', { ...draft(id), body: { body, have }, signal });

/** How the claims of the text stand in the newest texts of their papers. */
export const claims = (id: string) => api.get('/api/drafts/{draft_id}/claims', draft(id));

export const markUnsure = (id: string, anchor: Anchor) =>
  api.post('/api/drafts/{draft_id}/unsure', { ...draft(id), body: { anchor, question: '' } });
export const askAboutMark = (id: string, question: string) => api.patch('/api/unsure/{mark_id}', { ...mark(id), body: { question } });
export const dropMark = (id: string) => api.delete('/api/unsure/{mark_id}', mark(id));

export const threads = (id: string) => api.get('/api/drafts/{draft_id}/threads', draft(id));
export const startThread = (id: string, words: string, anchor: Anchor | null, hint: Hint | null) =>
  api.post('/api/drafts/{draft_id}/threads', { ...draft(id), body: { words, anchor, hint } });
export const reply = (id: string, words: string) => api.post('/api/threads/{thread_id}/comments', { ...thread(id), body: { words } });
export const resolve = (id: string) => api.put('/api/threads/{thread_id}/resolution', thread(id));
export const reopen = (id: string) => api.delete('/api/threads/{thread_id}/resolution', thread(id));

export const revisions = (id: string) => api.get('/api/drafts/{draft_id}/revisions', draft(id));
/** How often a version is asked for again because somebody else typed in the meantime. */
const TRIES = 5;

/** Saves the text as it is now as a version; `base_version` is the newest that is known here. */
export async function saveRevision(id: string, name: string, base_version: number, tries = TRIES): Promise<Revision> {
  try {
    return await api.post('/api/drafts/{draft_id}/revisions', { ...draft(id), body: { name, base_version, occasion: 'named' } });
  } catch (error) {
    const newest = error instanceof ApiError && error.status === 409 ? (error.details.current as Text | undefined)?.version : undefined;
    if (newest === undefined || !tries) throw error;
    return saveRevision(id, name, newest, tries - 1);
  }
}

/** Works that can be cited in a draft, by what is typed of title, names, year or key. */
export const citations = (id: string, words: string) => api.get('/api/drafts/{draft_id}/citations', { ...draft(id), query: { words } });
/** What the saved text cites, and what else the draft keeps. */
export const works = (id: string) => api.get('/api/drafts/{draft_id}/works', draft(id));
/** The work a key names; null for none. */
export const work = (id: string, key: string) => api.get('/api/drafts/{draft_id}/work', { ...draft(id), query: { key } });
export const keepWork = (id: string, reference_id: string) => api.post('/api/drafts/{draft_id}/works', { ...draft(id), body: { reference_id } });
export const removeWork = (id: string, key: string) => api.delete('/api/drafts/{draft_id}/works', { ...draft(id), query: { key } });
export const findPapers = (words: string, limit: number) => api.get('/api/papers', { query: { words, limit } });
/** These paper versions, by their ids. */
export const papersAt = (versions: string[]) => api.get('/api/papers', { query: { version: versions } });
export const paper = (key: string, version?: number) => api.get('/api/papers/{key}', { path: { key }, query: { version } });
export const notes = (paper: string) => api.get('/api/notes', { query: { paper } });
/** One's own notes about a paper of a draft, and those its other writers share with their co-authors. */
export const sharedNotes = (draft_id: string, paper: string) => api.get('/api/drafts/{draft_id}/notes', { ...draft(draft_id), query: { paper } });
export const openDrafts = (paper_id: string) => api.get('/api/papers-drafts/{paper_id}', { path: { paper_id } });
/** What is published here about a paper, as far as the asker may see it. */
export const pieces = (paper: string) => api.get('/api/pieces', { query: { paper } });

/** The macros of a paper of the draft, and asking for them. */
export const macrosOf = (draft_id: string, version_id: string) =>
  api.get('/api/drafts/{draft_id}/papers/{version_id}/macros', { path: { draft_id, version_id } });
export const bringMacros = (draft_id: string, version_id: string) =>
  api.put('/api/drafts/{draft_id}/papers/{version_id}/macros', { path: { draft_id, version_id } });

/** The pictures of a draft; `pictures/uploading.ts` adds one. */
export const images = (id: string) => api.get('/api/drafts/{draft_id}/images', draft(id));
export const describeImage = (draft_id: string, digest: string, body: Rights) =>
  api.put('/api/drafts/{draft_id}/images/{digest}/rights', { path: { draft_id, digest }, body });

/** Brings in a .bib file. */
export function bringBibliography(id: string, file: File): Promise<Brought> {
  const body = new FormData();
  body.set('file', file);
  return request('post', '/api/drafts/{draft_id}/bibliography', { ...draft(id), body });
}
