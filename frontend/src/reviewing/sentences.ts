import type { AskKind, Passage } from './wire';

/** What an ask is about. */
export interface Scope {
  passages: number;
  /** All of them are marks of what the writer is not sure of. */
  unsure: boolean;
  /** The one section they share; empty when they share none. */
  section: string;
  /** All of them are claims. */
  claims?: boolean;
}

/** A piece of the sentence; what can be changed stands out. */
export interface Part {
  words: string;
  choice?: boolean;
}

/** The kinds of review, in the order they are offered. */
export const KINDS: { kind: AskKind; words: string }[] = [
  { kind: 'correctness', words: 'Correctness' },
  { kind: 'clarity', words: 'Clarity' },
  { kind: 'example', words: 'A better example' },
  { kind: 'story', words: 'The intuitive story' },
  { kind: 'proofreading', words: 'Proofreading' },
  { kind: 'outline', words: 'An outline' },
  { kind: 'failure', words: 'Where does it fail?' },
  { kind: 'mentor', words: 'To be mentored' },
];

/** The scope of an ask about these passages. */
export function scopeOf(passages: Pick<Passage, 'unsure_id' | 'note_id' | 'evidence_id' | 'anchor'>[]): Scope {
  const sections = new Set(passages.map(({ anchor }) => (anchor.section ?? '').trim().replace(/\s+/g, ' ')));
  const claims = passages.length > 0 && passages.every(({ note_id, evidence_id }) => note_id || evidence_id);
  return {
    passages: passages.length,
    unsure: passages.length > 0 && passages.every(({ unsure_id }) => unsure_id),
    section: sections.size === 1 && !claims ? ([...sections][0] ?? '') : '',
    ...(claims && { claims }),
  };
}

/**
 * An ask as its writer reads it, in the server's very words (`app/reviewing/sentences.py`), in pieces:
 * `Ask Lee whether section 3 is right: 20 minutes, by Friday.` `due` and `today` are days in ISO 8601.
 */
export function toTheWriter(kind: AskKind, scope: Scope, whom: string, minutes: number, due: string, today: string): Part[] {
  const { lead, what } = wanted(kind, scope);
  const [word, ...day] = by(due, today).split(' ');
  return [
    { words: 'Ask ' },
    { words: whom, choice: true },
    { words: ` ${lead}` },
    { words: what, choice: true },
    { words: ': ' },
    { words: `${minutes} minutes`, choice: true },
    { words: `, ${word} ` },
    { words: day.join(' '), choice: true },
    { words: '.' },
  ];
}

/** `by today`, `by tomorrow`, `by Friday` within a week, else `by 4 December`, with the year when it is another. */
export function by(due: string, today: string): string {
  const [then, now] = [new Date(due), new Date(today)];
  const ahead = Math.round((then.getTime() - now.getTime()) / 86_400_000);
  if (ahead === 0 || ahead === 1) return ahead ? 'by tomorrow' : 'by today';
  if (ahead >= 2 && ahead <= 6) return `by ${DAYS[then.getUTCDay()]}`;
  const year = then.getUTCFullYear() === now.getUTCFullYear() ? '' : ` ${then.getUTCFullYear()}`;
  return `by ${then.getUTCDate()} ${MONTHS[then.getUTCMonth()]}${year}`;
}

function wanted(kind: AskKind, scope: Scope): { lead: string; what: string } {
  if (scope.unsure && (kind === 'correctness' || kind === 'clarity')) {
    return { lead: 'about ', what: `${scope.passages === 1 ? 'a place' : `${scope.passages} places`} you are unsure of` };
  }
  const it = subject(scope) || 'it';
  const is = single(scope) ? 'is' : 'are';
  const joined = (word: string) => (scope.passages ? `${word}${subject(scope)}` : '');
  const says: Record<AskKind, [lead: string, what: string]> = {
    correctness: ['whether ', `${it} ${is} right`],
    clarity: ['whether ', `${it} ${is} clear`],
    example: ['for ', `a better example${joined(' in ')}`],
    story: ['whether ', `the story${joined(' of ')} carries`],
    proofreading: ['to ', `proofread ${it}`],
    outline: ['whether ', `the outline${joined(' of ')} holds`],
    failure: ['where ', `${it} fail${single(scope) ? 's' : ''}`],
    mentor: ['to ', `mentor you${joined(' with ')}`],
  };
  const [lead, what] = says[kind];
  return { lead, what };
}

const single = (scope: Scope) => scope.passages <= 1 || (scope.section !== '' && !scope.unsure);

function subject(scope: Scope): string {
  if (!scope.passages) return '';
  if (scope.section && !scope.unsure) return /^\d/.test(scope.section) ? `section ${scope.section}` : `“${scope.section}”`;
  const what = scope.claims ? 'claim' : 'place';
  return scope.passages === 1 ? `this ${what}` : `these ${scope.passages} ${what}s`;
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
];
