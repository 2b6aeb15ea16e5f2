import type { Review, ReviewThread, Tick, Verdict } from './wire';

export interface Anchor {
  exact: string;
  prefix?: string;
  suffix?: string;
  section?: string;
}

/** Something the reviewer did that the server has not confirmed yet. `id` of a new comment is made here. */
export type Doing =
  | { what: 'sentence'; words: string }
  | { what: 'byline'; words: string }
  | { what: 'tick'; evidence: string; verdict: Verdict; why: string }
  | { what: 'untick'; evidence: string }
  | { what: 'comment'; id: string; words: string; anchor: Anchor | null }
  | { what: 'reword'; id: string; words: string }
  | { what: 'remove'; id: string };

/** A comment as its writer sees it, confirmed or not. */
export interface Comment {
  id: string;
  anchor: Anchor | null;
  words: string;
  /** Rendered by the server; undefined while it is not there yet. */
  html?: string | undefined;
  at?: string | undefined;
}

/** A review as its writer sees it: what the server has, with what is still on its way. */
export interface View {
  sentence: string;
  byline: string;
  ticks: Map<string, Omit<Tick, 'evidence_id'>>;
  comments: Comment[];
}

/** What one thing is about: a later one about the same replaces an earlier. */
export const about = (doing: Doing): string =>
  'evidence' in doing ? `claim ${doing.evidence}` : 'id' in doing ? `comment ${doing.id}` : doing.what;

/** What is on its way, with one thing more. A comment that never left is changed or dropped here. */
export function put(pending: Doing[], doing: Doing): Doing[] {
  const before = pending.find((other) => about(other) === about(doing));
  const rest = pending.filter((other) => other !== before);
  if (before?.what === 'comment' && doing.what === 'remove') return rest;
  const now = before?.what === 'comment' && doing.what === 'reword' ? { ...before, words: doing.words } : doing;
  return before ? pending.map((other) => (other === before ? now : other)) : [...pending, now];
}

/** The review as it will be once everything on its way has arrived. */
export function view(review: Review | null, pending: Doing[]): View {
  const start: View = {
    sentence: review?.sentence ?? '',
    byline: review?.byline ?? '',
    ticks: new Map(review?.ticks.map(({ evidence_id, verdict, why }) => [evidence_id, { verdict, why }])),
    comments: (review?.threads ?? []).map(({ id, anchor, comments: [first] }) => ({
      id, anchor, words: first?.words ?? '', html: first?.html, at: first?.created_at,
    })),
  };
  return pending.reduce(apply, start);
}

function apply(shown: View, doing: Doing): View {
  switch (doing.what) {
    case 'sentence':
      return { ...shown, sentence: doing.words };
    case 'byline':
      return { ...shown, byline: doing.words };
    case 'tick':
      return { ...shown, ticks: new Map(shown.ticks).set(doing.evidence, { verdict: doing.verdict, why: doing.why }) };
    case 'untick':
      return { ...shown, ticks: new Map([...shown.ticks].filter(([evidence]) => evidence !== doing.evidence)) };
    case 'comment':
      return { ...shown, comments: [...shown.comments, { id: doing.id, anchor: doing.anchor, words: doing.words }] };
    case 'reword':
      return { ...shown, comments: shown.comments.map((one) => (one.id === doing.id ? { ...one, words: doing.words, html: undefined } : one)) };
    case 'remove':
      return { ...shown, comments: shown.comments.filter(({ id }) => id !== doing.id) };
  }
}

/** What is still to be done to a review, when some of it may have arrived with its answer lost. */
export function stillToDo(review: Review, pending: Doing[]): Doing[] {
  const here = new Set(review.threads.map(({ id }) => id));
  return pending.filter((doing) => {
    if (doing.what === 'comment') return !review.threads.some((thread) => isIt(thread, doing));
    return doing.what !== 'remove' || here.has(doing.id);
  });
}

const isIt = ({ anchor, comments: [first] }: ReviewThread, doing: { words: string; anchor: Anchor | null }) =>
  first?.words === doing.words && (anchor?.exact ?? '') === (doing.anchor?.exact ?? '');
