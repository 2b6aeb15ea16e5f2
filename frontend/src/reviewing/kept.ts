import { stored } from '../ui/stored';
import type { Anchor, Doing } from './pending';

/** What is being written: `id` of a comment that gets other words; `why` where other words are suggested for a passage. */
export interface Composing {
  words: string;
  anchor: Anchor | null;
  id?: string;
  why?: string;
}

/** What the browser keeps of a review until it is sent, so that closing the page or losing the connection loses nothing. */
export interface Kept {
  pending: Doing[];
  /** Words that are being written: a new comment, or other words for one (`id`). */
  composing: Composing | null;
  /** Seconds spent on it so far. */
  seconds: number;
}

const NOTHING: Kept = { pending: [], composing: null, seconds: 0 };
const placeOf = (own: string) => `stillroom.review/${own}`;

/** What is kept of an answer (`own` says whose, to what); nothing when nothing is, or storage is switched off. */
export function recall(own: string): Kept {
  const kept = stored.read(placeOf(own)) as Partial<Kept> | undefined;
  return { ...NOTHING, ...kept, pending: Array.isArray(kept?.pending) ? kept.pending : [] };
}

/** Keeps it. False when the browser has no room for it, or keeps nothing. */
export const keep = (own: string, kept: Kept): boolean => stored.keep(placeOf(own), kept);

/** The review was sent, or declined: nothing needs keeping. */
export const forget = (own: string): void => stored.forget(placeOf(own));
