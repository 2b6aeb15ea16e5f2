import type { Grade, Mark, Review, ReviewThread, Tick, ValueAdd, Verdict } from './wire';

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
  | { what: 'said back'; words: string }
  | { what: 'rate'; value: ValueAdd; grade: Grade | null }
  | { what: 'tick'; evidence: string; verdict: Verdict; why: string }
  | { what: 'untick'; evidence: string }
  | { what: 'comment'; id: string; words: string; anchor: Anchor | null; mark?: Mark }
  | { what: 'reword'; id: string; words: string }
  | { what: 'remove'; id: string }
  | { what: 'suggest'; id: string; anchor: Anchor; replacement: string; why: string }
  | { what: 'take out'; id: string };

/** A comment as its writer sees it, confirmed or not. */
export interface Comment {
  id: string;
  anchor: Anchor | null;
  words: string;
  mark?: Mark | undefined;
  /** Rendered by the server; undefined while it is not there yet. */
  html?: string | undefined;
  at?: string | undefined;
}

/** A suggested edit as its writer sees it, confirmed or not. */
export interface Edit {
  id: string;
  anchor: Anchor;
  replacement: string;
  why: string;
  at?: string | undefined;
  /** What the draft's writers made of it. */
  outcome?: string | null;
}

/** A review as its writer sees it: what the server has, with what is still on its way. */
export interface View {
  sentence: string;
  byline: string;
  saidBack: string;
  ticks: Map<string, Omit<Tick, 'evidence_id'>>;
  ratings: Map<ValueAdd, Grade>;
  comments: Comment[];
  edits: Edit[];
}

/** What one thing is about: a later one about the same replaces an earlier. */
export const about = (doing: Doing): string =>
  'evidence' in doing ? `claim ${doing.evidence}` : 'id' in doing ? `remark ${doing.id}` : 'value' in doing ? `rating ${doing.value}` : doing.what;

/** What is on its way, with one thing more. A comment that never left is changed or dropped here. */
export function put(pending: Doing[], doing: Doing): Doing[] {
  const before = pending.find((other) => about(other) === about(doing));
  const rest = pending.filter((other) => other !== before);
  if (before?.what === 'comment' && doing.what === 'remove') return rest;
  if (before?.what === 'suggest' && doing.what === 'take out') return rest;
  const now = before?.what === 'comment' && doing.what === 'reword' ? { ...before, words: doing.words } : doing;
  return before ? pending.map((other) => (other === before ? now : other)) : [...pending, now];
}

/** The review as it will be once everything on its way has arrived. */
export function view(review: Review | null, pending: Doing[]): View {
  const start: View = {
    sentence: review?.sentence ?? '',
    byline: review?.byline ?? '',
    saidBack: review?.said_back ?? '',
    ratings: new Map(review?.ratings?.map(({ value, grade }) => [value, grade])),
    edits: (review?.suggestions ?? []).map(({ id, anchor, replacement, why, created_at, outcome }) => ({ id, anchor, replacement, why, at: created_at, outcome })),
    ticks: new Map(review?.ticks.map(({ evidence_id, verdict, why }) => [evidence_id, { verdict, why }])),
    comments: (review?.threads ?? []).map(({ id, anchor, mark, comments: [first] }) => ({
      id, anchor, mark, words: first?.words ?? '', html: first?.html, at: first?.created_at,
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
    case 'said back':
      return { ...shown, saidBack: doing.words };
    case 'rate': {
      const ratings = new Map(shown.ratings);
      if (doing.grade) ratings.set(doing.value, doing.grade);
      else ratings.delete(doing.value);
      return { ...shown, ratings };
    }
    case 'tick':
      return { ...shown, ticks: new Map(shown.ticks).set(doing.evidence, { verdict: doing.verdict, why: doing.why }) };
    case 'untick':
      return { ...shown, ticks: new Map([...shown.ticks].filter(([evidence]) => evidence !== doing.evidence)) };
    case 'comment':
      return { ...shown, comments: [...shown.comments, { id: doing.id, anchor: doing.anchor, words: doing.words, mark: doing.mark }] };
    case 'reword':
      return { ...shown, comments: shown.comments.map((one) => (one.id === doing.id ? { ...one, words: doing.words, html: undefined } : one)) };
    case 'remove':
      return { ...shown, comments: shown.comments.filter(({ id }) => id !== doing.id) };
    case 'suggest':
      return { ...shown, edits: [...shown.edits, { id: doing.id, anchor: doing.anchor, replacement: doing.replacement, why: doing.why }] };
    case 'take out':
      return { ...shown, edits: shown.edits.filter(({ id }) => id !== doing.id) };
  }
}

/** What is still to be done to a review, when some of it may have arrived with its answer lost. */
export function stillToDo(review: Review, pending: Doing[]): Doing[] {
  const here = new Set([...review.threads, ...(review.suggestions ?? [])].map(({ id }) => id));
  return pending.filter((doing) => {
    if (doing.what === 'comment') return !review.threads.some((thread) => isIt(thread, doing));
    if (doing.what === 'suggest') return !review.suggestions.some((one) => one.replacement === doing.replacement && one.anchor.exact === doing.anchor.exact);
    return (doing.what !== 'remove' && doing.what !== 'take out') || here.has(doing.id);
  });
}

const isIt = ({ anchor, comments: [first] }: ReviewThread, doing: { words: string; anchor: Anchor | null }) =>
  first?.words === doing.words && (anchor?.exact ?? '') === (doing.anchor?.exact ?? '');
