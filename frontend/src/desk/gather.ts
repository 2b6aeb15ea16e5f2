import { api } from '../api/client';
import { isBare, type DeskData } from './desk';
import { arrivedRow, askedRow, deletedOf, draftRow, groupRow, invitedRow, newsOf, openOf, pieceRow, readingRow, startRow } from './rows';

/** Everything that lies on somebody's desk, from each room's own list; newest first in each group. */
export async function gather(): Promise<DeskData> {
  const [me, notices, open, waiting, turnaround, asked, arrived, invited, shelf, drafts, deleted, pieces, groups] = await Promise.all([
    api.get('/api/me'),
    api.get('/api/notices'),
    api.get('/api/open-asks'),
    api.get('/api/waiting'),
    api.get('/api/turnaround'),
    api.get('/api/asked'),
    api.get('/api/arrived'),
    api.get('/api/my/co-author-invitations'),
    api.get('/api/shelf'),
    api.get('/api/drafts'),
    api.get('/api/deleted-drafts'),
    api.get('/api/pieces', { query: { mine: true } }),
    api.get('/api/groups'),
  ]);
  const out = new Set(pieces.map((piece) => piece.draft_id));
  const at = (progress: (typeof shelf)[number]['progress']) => newestFirst(shelf.filter((item) => item.progress === progress).map(readingRow));
  const desk: DeskData = {
    news: notices.filter(({ seen }) => !seen).map(newsOf),
    turn: newestFirst([...asked.map(askedRow), ...arrived.map(arrivedRow), ...invited.map(invitedRow)]),
    open: open.map(openOf),
    waiting,
    turnaround,
    reading: at('reading'),
    toRead: at('to_read'),
    read: at('read'),
    drafting: newestFirst(drafts.filter((draft) => !out.has(draft.id)).map((draft) => draftRow(draft, me))),
    published: newestFirst(pieces.map((piece) => pieceRow(piece, me))),
    deleted: deleted.map(deletedOf),
    groups: groups.map(groupRow),
    start: [],
  };
  return isBare(desk) ? { ...desk, start: (await api.get('/api/start-here')).map(startRow) } : desk;
}

/** Says that a piece of news was seen. */
export const see = (notice_id: string) => api.put('/api/notices/{notice_id}/seen', { path: { notice_id } });

/** Picks an open ask; gives the invitation one has then. */
export const pick = (ask_id: string) => api.put('/api/open-asks/{ask_id}/acceptance', { path: { ask_id } });

/** Takes part in the draft one is invited to; gives its id. */
export const accept = (invitation_id: string) => api.put('/api/co-author-invitations/{invitation_id}/acceptance', { path: { invitation_id } });

/** Takes no part in it. */
export const decline = (invitation_id: string) => api.put('/api/co-author-invitations/{invitation_id}/declination', { path: { invitation_id } });

/** Has a deleted draft back. */
export const restore = (draft_id: string) => api.put('/api/drafts/{draft_id}/restoration', { path: { draft_id } });

const newestFirst = <Row extends { at: string }>(rows: Row[]) =>
  rows.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
