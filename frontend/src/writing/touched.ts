import type { Claim } from './wire';

const link = (note_id: string) => `](note:${note_id})`;

/** The claims still in the text whose passage reads differently in the newest text of its paper, or is gone from it. */
export const touched = (claims: Claim[], body: string): Claim[] =>
  claims.filter(({ state, note_id }) => (state === 'changed' || state === 'gone') && body.includes(link(note_id)));

/** The line of the text, from 1, on which a claim leads to this note; 1 when none does. */
export const lineOf = (note_id: string, body: string): number => body.slice(0, Math.max(0, body.indexOf(link(note_id)))).split('\n').length;
