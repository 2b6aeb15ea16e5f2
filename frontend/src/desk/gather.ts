import { api } from '../api/client';
import { isBare, type DeskData } from './desk';
import { arrivedRow, askedRow, draftRow, pieceRow, readingRow, startRow } from './rows';

/** Everything that lies on somebody's desk, from each room's own list; newest first in each group. */
export async function gather(): Promise<DeskData> {
  const [me, asked, arrived, shelf, drafts, pieces] = await Promise.all([
    api.get('/api/me'),
    api.get('/api/asked'),
    api.get('/api/arrived'),
    api.get('/api/shelf'),
    api.get('/api/drafts'),
    api.get('/api/pieces', { query: { mine: true } }),
  ]);
  const out = new Set(pieces.map((piece) => piece.draft_id));
  const desk: DeskData = {
    turn: newestFirst([...asked.map(askedRow), ...arrived.map(arrivedRow)]),
    reading: newestFirst(shelf.map(readingRow)),
    drafting: newestFirst(drafts.filter((draft) => !out.has(draft.id)).map((draft) => draftRow(draft, me))),
    published: newestFirst(pieces.map((piece) => pieceRow(piece, me))),
    start: [],
  };
  return isBare(desk) ? { ...desk, start: (await api.get('/api/start-here')).map(startRow) } : desk;
}

const newestFirst = <Row extends { at: string }>(rows: Row[]) =>
  rows.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
