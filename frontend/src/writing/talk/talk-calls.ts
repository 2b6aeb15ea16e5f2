import { api } from '../../api/client';
import type { Shape } from '../../api/shapes';
import type { Anchor } from '../wire';

export type Suggestion = Shape<'SuggestionOut'>;
export type Comment = Shape<'CommentOut'>;
export type Hint = Shape<'HintWire'>;

/* What is said about a text, as this room asks it of the server. Each throws ApiError, Offline or AbortError. */

const draft = (draft_id: string) => ({ path: { draft_id } });
const one = (suggestion_id: string) => ({ path: { suggestion_id } });
const comment = (comment_id: string) => ({ path: { comment_id } });

export const reword = (id: string, words: string) => api.patch('/api/comments/{comment_id}', { ...comment(id), body: { words } });
/** Nothing comes back when nothing is left of its thread. */
export const takeBack = (id: string) => api.delete('/api/comments/{comment_id}', comment(id));

export const suggestions = (id: string) => api.get('/api/drafts/{draft_id}/suggestions', draft(id));
export const suggest = (id: string, body: { anchor: Anchor; hint: Hint | null; replacement: string; why: string }) =>
  api.post('/api/drafts/{draft_id}/suggestions', { ...draft(id), body });

/** Granted once: whoever has it changes the text, and says so by `sayApplied`. */
export const accept = (id: string) => api.put('/api/suggestions/{suggestion_id}/acceptance', one(id));
export const undoAccept = (id: string) => api.delete('/api/suggestions/{suggestion_id}/acceptance', one(id));
export const sayApplied = (id: string) => api.put('/api/suggestions/{suggestion_id}/application', one(id));
export const dismiss = (id: string) => api.put('/api/suggestions/{suggestion_id}/dismissal', one(id));
export const undoDismiss = (id: string) => api.delete('/api/suggestions/{suggestion_id}/dismissal', one(id));
export const withdraw = (id: string) => api.put('/api/suggestions/{suggestion_id}/withdrawal', one(id));
