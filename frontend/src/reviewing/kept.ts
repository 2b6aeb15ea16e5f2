import type { Anchor, Doing } from './pending';

/** What the browser keeps of a review until it is sent, so that closing the page or losing the connection loses nothing. */
export interface Kept {
  pending: Doing[];
  /** Words that are being written: a new comment, or other words for one (`id`). */
  composing: { words: string; anchor: Anchor | null; id?: string } | null;
  /** Seconds spent on it so far. */
  seconds: number;
}

const NOTHING: Kept = { pending: [], composing: null, seconds: 0 };
const placeOf = (own: string) => `stillroom.review/${own}`;

/** What is kept of an answer (`own` says whose, to what); nothing when nothing is, or storage is switched off. */
export function recall(own: string): Kept {
  try {
    const kept = JSON.parse(localStorage.getItem(placeOf(own)) ?? 'null') as Partial<Kept> | null;
    return { ...NOTHING, ...kept, pending: Array.isArray(kept?.pending) ? kept.pending : [] };
  } catch {
    return NOTHING;
  }
}

/** Keeps it. False when the browser has no room for it, or keeps nothing. */
export function keep(own: string, kept: Kept): boolean {
  try {
    localStorage.setItem(placeOf(own), JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

/** The review was sent, or declined: nothing needs keeping. */
export function forget(own: string): void {
  try {
    localStorage.removeItem(placeOf(own));
  } catch {
    // storage is switched off, so nothing was kept there
  }
}
