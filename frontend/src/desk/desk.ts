import type { Shape } from '../api/shapes';
import type { IconName } from '../ui/icons';

/** One line of the desk: something that lies there and wants opening. */
export interface DeskRow {
  href: string;
  title: string;
  /** The same as inline HTML from the server, where it may hold a formula. */
  titleHtml?: string;
  /** The paper it is about, or the paper's authors. */
  about: string;
  /** Where it stands, in a few words. */
  stage: string;
  icon?: IconName;
  who: string;
  /** When it last changed, in ISO 8601. */
  at: string;
  /** What waits for one there, as sentences. */
  waits?: string[];
  /** The id of an invitation that this is: it is answered here, there is nothing to open yet. */
  invitation?: string;
}

/** An ask that anybody who fits may pick. */
export interface OpenAsk {
  id: string;
  sentence: string;
  about: string;
  who: string;
}

/** A draft that was deleted and can still be had back. */
export interface DeletedDraft {
  id: string;
  title: string;
  /** Until when, in ISO 8601. */
  endsAt: string;
}

/** What somebody should know, told once. */
export interface News {
  id: string;
  sentence: string;
  href: string;
  at: string;
}

/** A paper the keeper suggests to somebody who has nothing on the desk yet. */
export interface Start {
  href: string;
  /** Inline HTML from the server. */
  titleHtml: string;
  why: string;
  /** How long it is, in words. */
  pages: string;
}

export interface DeskData {
  /** The groups one keeps, is in, or is asked into. */
  groups: DeskRow[];
  news: News[];
  turn: DeskRow[];
  /** Asks of others that fit and that one may pick. */
  open: OpenAsk[];
  /** One's own asks that nobody answered yet. */
  waiting: Shape<'WaitingAsk'>[];
  turnaround: Shape<'TurnaroundOut'>;
  reading: DeskRow[];
  toRead: DeskRow[];
  drafting: DeskRow[];
  published: DeskRow[];
  read: DeskRow[];
  deleted: DeletedDraft[];
  start: Start[];
}

export const GROUPS = [
  ['turn', 'Your turn'],
  ['reading', 'Reading'],
  ['toRead', 'To read'],
  ['drafting', 'Drafting'],
  ['published', 'Published'],
  ['read', 'Read'],
] as const satisfies [Exclude<keyof DeskData, 'groups' | 'news' | 'open' | 'waiting' | 'turnaround' | 'deleted' | 'start'>, string][];

/** Whether there is anything on the shelf. */
export const hasShelf = ({ reading, toRead, read }: DeskData): boolean => reading.length + toRead.length + read.length > 0;

/** How long a deleted draft can still be had back, in days begun. */
export function daysLeft(endsAt: string, now: number): string {
  const days = Math.max(1, Math.ceil((Date.parse(endsAt) - now) / 86_400_000));
  return days === 1 ? 'Can be restored for 1 more day' : `Can be restored for ${days} more days`;
}

export const isBare = (desk: DeskData): boolean => GROUPS.every(([key]) => desk[key].length === 0);

/** The row that J or K moves to, among so many, from one of them; none is -1. */
export function step(at: number, by: 1 | -1, count: number): number {
  if (at < 0) return by > 0 ? 0 : count - 1;
  return Math.min(count - 1, Math.max(0, at + by));
}
