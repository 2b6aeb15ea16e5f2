import { expect, it } from 'vitest';
import type { Shape } from '../api/shapes';
import { daysLeft, hasShelf, isBare, step } from './desk';
import { arrivedRow, askedRow, deletedOf, draftRow, groupRow, invitedRow, newsOf, pieceRow, readingRow } from './rows';

const AT = '2026-11-23T12:00:00Z';

const paper = (title: string): Shape<'PaperRow'> => ({
  id: 'p1', key: 'hep-th/9901001', version_id: 'v1', number: 1, title, title_html: `<i>${title}</i>`,
  authors: ['Mara Ilves', 'Tobias Wren'], author_count: 2, year: 1999, label: 'arXiv hep-th/9901001v1', withdrawn: false,
});

const author = (byline: string): Shape<'AuthorOut'> => ({ person: { id: byline, handle: null, name: byline }, byline, part: 'writer' });

it('leads an ask to its review', () => {
  const row = askedRow({ invitation_id: 'i1', title: 'A piece', sentence: 'Is §2 clear?', asked_by: 'Noor', due: '2026-11-26', asked_at: AT, begun: false });
  expect(row).toMatchObject({ href: '/desk/reviews/i1', title: 'Is §2 clear?', about: 'A piece', stage: 'Asked of you', who: 'Noor' });
});

it.each([
  [false, 'invited', 'Kept by Kim', 'You are asked in'],
  [false, 'member', 'Kept by Kim', 'You are in it'],
  [true, 'none', 'You keep it', ''],
] as const)('a group that one keeps (%s), being %s', (keeps, belonging, about, stage) => {
  const keeper = { id: 'p9', handle: 'kim', name: 'Kim' };
  expect(groupRow({ id: 'g1', name: 'Autumn', begins: null, ends: null, keeper, keeps, belonging, made_at: AT })).toMatchObject({ href: '/desk/groups/g1', about, stage });
});

it.each([
  [0, 'Review came'],
  [1, 'Review came: 1 comment'],
  [3, 'Review came: 3 comments'],
])('says that a review with %i comments came', (comments, stage) => {
  const row = arrivedRow({ review_id: 'r1', draft_id: 'd1', title: 'A piece', byline: 'Lee', comments, sent_at: AT });
  expect(row).toMatchObject({ href: '/desk/drafts/d1/review', stage });
});

it.each([
  [14, 'read', '14 notes', 'highlight'],
  [0, 'to_read', 'Not begun', 'circle'],
  [0, 'read', 'Read', 'circle'],
] as const)('says where reading stands with %i notes, %s', (notes, progress, stage, icon) => {
  const row = readingRow({ paper: paper('Even pace'), progress, notes, changed_at: AT, newest: 1, waiting: [] });
  expect(row).toMatchObject({ href: '/desk/papers/hep-th/9901001', about: 'Mara Ilves, Tobias Wren', stage, icon, titleHtml: '<i>Even pace</i>' });
});

it('says what waits at a paper', () => {
  const waiting = ['Version 2 is out; version 1 is here.'];
  expect(readingRow({ paper: paper('One'), progress: 'reading', notes: 2, changed_at: AT, newest: 2, waiting })).toMatchObject({ waits: waiting });
});

it('leads news to what they are about', () => {
  expect(newsOf({ id: 'n1', sentence: 'Version 2 is here.', path: '/desk/papers/1', made_at: AT, seen: false })).toEqual({ id: 'n1', sentence: 'Version 2 is here.', href: '/desk/papers/1', at: AT });
});

it('names a draft by its papers and puts "you" first', () => {
  const draft: Shape<'DraftRow'> = {
    id: 'd1', title: '', kind: 'synthesis', papers: [paper('One'), paper('Two')], authors: [author('Noor'), author('Ana')],
    words: 1284, unsure: 0, waiting: 0, changed_at: AT,
  };
  expect(draftRow(draft, { id: 'Ana', name: 'Ana' })).toMatchObject({
    href: '/desk/drafts/d1/write', title: 'Without a title yet', about: '2 papers', stage: 'Writing, 1,284 words', who: 'you, Noor',
  });
  expect(draftRow({ ...draft, waiting: 3 }, { id: 'Ana', name: 'Ana' })).toMatchObject({ stage: 'Writing, 3 to answer', icon: 'comment' });
});

it('says who can read a piece, and leads its writers to where that is changed', () => {
  const piece: Shape<'PieceRow'> = {
    title: 'A piece', url: 'https://x.example/a-piece', draft_id: 'd1', authors: ['Ana'], papers: ['One'], audience: 'link',
    updates: 2, released_at: AT, checked: '', withdrawn: false,
  };
  expect(pieceRow(piece, { id: 'Rui', name: 'Rui' })).toMatchObject({ href: '/desk/drafts/d1/publish', about: 'One', stage: 'Anyone with the link, 2 updates', who: 'Ana' });
  expect(pieceRow({ ...piece, withdrawn: true }, { id: 'Rui', name: 'Rui' }).stage).toBe('Withdrawn');
  expect(pieceRow({ ...piece, draft_id: null, updates: 0 }, { id: 'Ana', name: 'Ana' })).toMatchObject({ href: piece.url, stage: 'Anyone with the link', who: 'you' });
});

it('offers an invitation to be answered where it is', () => {
  const one: Shape<'MyInvitation'> = { id: 'i1', title: 'A piece', papers: [paper('One'), paper('Two')], invited_by: 'Noor', part: 'reader', invited_at: AT, ends_at: AT };
  expect(invitedRow(one)).toMatchObject({ invitation: 'i1', title: 'A piece', about: '2 papers', stage: 'Invited to read along', who: 'Noor', at: AT });
});

it('says how long a deleted draft can be had back', () => {
  const deleted = deletedOf({ id: 'd1', title: 'A piece', deleted_at: AT, ends_at: '2026-12-23T12:00:00Z' });
  expect(deleted).toEqual({ id: 'd1', title: 'A piece', endsAt: '2026-12-23T12:00:00Z' });
  expect(daysLeft(deleted.endsAt, Date.parse(AT))).toBe('Can be restored for 30 more days');
  expect(daysLeft(deleted.endsAt, Date.parse('2026-12-23T11:59:00Z'))).toBe('Can be restored for 1 more day');
});

it('is bare only when nothing lies on it', () => {
  const empty = { news: [], groups: [], turn: [], open: [], waiting: [], turnaround: { here: '', mine: [] }, reading: [], toRead: [], drafting: [], published: [], read: [], deleted: [], start: [] };
  expect(isBare(empty)).toBe(true);
  expect(isBare({ ...empty, reading: [readingRow({ paper: paper('One'), progress: 'to_read', notes: 0, changed_at: AT, newest: 1, waiting: [] })] })).toBe(false);
  expect(hasShelf(empty)).toBe(false);
  expect(hasShelf({ ...empty, read: [readingRow({ paper: paper('One'), progress: 'read', notes: 0, changed_at: AT, newest: 1, waiting: [] })] })).toBe(true);
});

it('moves through the list and stays within it', () => {
  expect([step(-1, 1, 3), step(-1, -1, 3), step(0, -1, 3), step(1, 1, 3), step(2, 1, 3)]).toEqual([0, 2, 0, 2, 2]);
});
