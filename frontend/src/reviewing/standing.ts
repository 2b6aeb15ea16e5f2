import { ago } from '../ui/ago';
import type { InvitationRow } from './wire';

const STATES: Record<string, string> = {
  waiting: 'Not opened yet',
  opened: 'Opened, not begun',
  begun: 'Being written',
  answered: 'Answered',
  declined: 'Not for them',
  taken_back: 'Taken back',
  passed: 'No answer came, so somebody else was asked',
  expired: 'Ended without an answer',
};

/** Where an invitation stands, in words. */
export const standingWords = (row: Pick<InvitationRow, 'state'>): string => STATES[row.state] ?? row.state;

/** Whether it still waits, and so can be taken back. */
export const isOut = (row: Pick<InvitationRow, 'state'>): boolean => ['waiting', 'opened', 'begun'].includes(row.state);

/** Of a link: for how many answers, and who opened it. */
export function linkWords(row: Pick<InvitationRow, 'answers' | 'answers_allowed' | 'openings'>, now: Date): string {
  const { answers, answers_allowed: allowed, openings } = row;
  const some = answers ? `${answers} of up to ${allowed} ${allowed === 1 ? 'answer' : 'answers'} came.` : `For up to ${allowed} ${allowed === 1 ? 'answer' : 'answers'}.`;
  return `${some} ${openedWords(openings, now)}`;
}

/** `Opened by nobody yet.`, `Opened by Rui 3 h ago.`, `Opened 4 times, last by somebody yesterday.` */
export function openedWords(openings: InvitationRow['openings'], now: Date): string {
  const last = openings.reduce<InvitationRow['openings'][number] | undefined>((a, b) => (a && a.at > b.at ? a : b), undefined);
  if (!last) return 'Opened by nobody yet.';
  const when = since(last.at, now);
  return openings.length === 1 ? `Opened by ${last.who} ${when}.` : `Opened ${openings.length} times, last by ${last.who} ${when}.`;
}

/** `just now`, `3 h ago`, `yesterday`, `on 19 Nov`. */
export function since(at: string, now: Date): string {
  const passed = ago(new Date(at), now);
  if (passed === 'now') return 'just now';
  if (passed === 'yesterday') return passed;
  return /\d (min|h)$/.test(passed) ? `${passed} ago` : `on ${passed}`;
}
