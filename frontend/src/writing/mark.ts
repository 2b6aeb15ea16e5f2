import type { Anchor, Unsure } from './wire';

/** A mark as it stands on this page before the server knows it. */
export const freshMark = (id: string, anchor: Anchor): Unsure => ({ id, anchor, question: '', place: null, created_at: new Date().toISOString() });
