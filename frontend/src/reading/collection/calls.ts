import { api, request } from '../../api/client';
import type { Colour } from '../wire';
import type { Report } from './wire';

/** What is looked for; what is left out may be anything. */
export interface Wanted {
  words: string;
  tag?: string | undefined;
  colour?: Colour | undefined;
}

const PAGE = 30;

export const search = ({ words, tag, colour }: Wanted, offset: number, signal: AbortSignal) =>
  api.get('/api/note-search', { query: { words, tag, colour, offset, limit: PAGE }, signal });

/** Brings notes from an export file of Zotero or Hypothesis; those that name no paper go to `paper`, when it is said. */
export function bringNotes(file: File, paper: string): Promise<Report> {
  const body = new FormData();
  body.set('file', file);
  if (paper) body.set('paper', paper);
  return request<Report>('post', '/api/note-imports', { body });
}

/** Where all one's notes are had as a file. */
export const FILES = { markdown: '/api/notes.md', annotations: '/api/notes.jsonld' };
