import type { Shape } from '../api/shapes';
import { authorsLine } from '../papers/authors';
import { url } from '../routes';
import type { IconName } from '../ui/icons';
import type { DeletedDraft, DeskRow, News, OpenAsk, Start } from './desk';

/* What each room's own list says, as lines of the desk. */

/** Whose desk it is. */
type Me = Pick<Shape<'MeOut'>, 'id' | 'name'>;

const counted = (n: number, one: string) => `${n.toLocaleString('en-GB')} ${one}${n === 1 ? '' : 's'}`;

const aboutPapers = (titles: string[]) => (titles.length > 1 ? counted(titles.length, 'paper') : (titles[0] ?? ''));

/** Names, with one's own as "you", which comes first. */
function whoIsIt(names: string[], me: string): string {
  const others = names.filter((name) => name !== me);
  return authorsLine(others.length < names.length ? ['you', ...others] : names);
}

export function askedRow(asked: Shape<'AskedRow'>): DeskRow {
  return {
    href: url.review(asked.invitation_id),
    title: asked.sentence,
    about: asked.title,
    stage: asked.begun ? 'Begun' : 'Asked of you',
    icon: 'clock',
    who: asked.asked_by,
    at: asked.asked_at,
  };
}

export const openOf = ({ ask_id, sentence, title, asked_by }: Shape<'OpenAskRow'>): OpenAsk => ({ id: ask_id, sentence, about: title, who: asked_by });

export function arrivedRow(review: Shape<'ArrivedRow'>): DeskRow {
  return {
    href: url.draft(review.draft_id, 'review'),
    title: review.title,
    about: 'Your draft',
    stage: review.comments ? `Review came: ${counted(review.comments, 'comment')}` : 'Review came',
    icon: 'comment',
    who: review.byline,
    at: review.sent_at,
  };
}

export function invitedRow(one: Shape<'MyInvitation'>): DeskRow {
  return {
    href: url.desk(),
    title: one.title || 'Without a title yet',
    about: aboutPapers(one.papers.map((paper) => paper.title)),
    stage: one.part === 'writer' ? 'Invited to write' : 'Invited to read along',
    icon: 'people',
    who: one.invited_by,
    at: one.invited_at,
    invitation: one.id,
  };
}

export const deletedOf = ({ id, title, ends_at }: Shape<'DeletedDraft'>): DeletedDraft => ({ id, title, endsAt: ends_at });

export function readingRow({ paper, progress, notes, changed_at, waiting }: Shape<'ShelfOut'>): DeskRow {
  const untouched = { to_read: 'Not begun', reading: 'Reading', read: 'Read' }[progress];
  return {
    href: url.paper(paper.key),
    title: paper.title,
    titleHtml: paper.title_html,
    about: authorsLine(paper.authors, paper.author_count),
    stage: notes ? counted(notes, 'note') : untouched,
    icon: notes ? 'highlight' : 'circle',
    who: 'you',
    at: changed_at,
    waits: waiting,
  };
}

export function draftRow(draft: Shape<'DraftRow'>, me: Me): DeskRow {
  return {
    href: url.draft(draft.id),
    title: draft.title || 'Without a title yet',
    about: aboutPapers(draft.papers.map((paper) => paper.title)),
    stage: draft.waiting ? `Writing, ${draft.waiting.toLocaleString('en-GB')} to answer` : `Writing, ${counted(draft.words, 'word')}`,
    icon: draft.waiting ? 'comment' : 'pen',
    who: whoIsIt(draft.authors.map(({ person, byline }) => (person.id === me.id ? me.name : byline)), me.name),
    at: draft.changed_at,
  };
}

const AUDIENCES: Record<Shape<'PieceRow'>['audience'], [words: string, icon: IconName]> = {
  here: ['People here', 'people'],
  link: ['Anyone with the link', 'link'],
  everyone: ['Everyone', 'globe'],
};

export function pieceRow(piece: Shape<'PieceRow'>, me: Me): DeskRow {
  const [audience, icon] = AUDIENCES[piece.audience];
  return {
    href: piece.draft_id ? url.draft(piece.draft_id, 'publish') : piece.url,
    title: piece.title,
    about: aboutPapers(piece.papers),
    stage: piece.withdrawn ? 'Withdrawn' : piece.updates ? `${audience}, ${counted(piece.updates, 'update')}` : audience,
    icon: piece.withdrawn ? 'cross' : icon,
    who: whoIsIt(piece.authors, me.name),
    at: piece.released_at,
  };
}

export function groupRow(group: Shape<'GroupRow'>): DeskRow {
  return {
    href: url.group(group.id),
    title: group.name,
    about: group.keeps ? 'You keep it' : `Kept by ${group.keeper.name}`,
    stage: group.belonging === 'invited' ? 'You are asked in' : group.belonging === 'member' ? 'You are in it' : '',
    icon: 'people',
    who: '',
    at: group.made_at,
  };
}

export function startRow(paper: Shape<'StartRow'>): Start {
  return { href: url.paper(paper.key), titleHtml: paper.title_html, why: paper.why, pages: paper.pages };
}

export function newsOf({ id, sentence, path, made_at }: Shape<'NoticeOut'>): News {
  return { id, sentence, href: path, at: made_at };
}
