import type { Thread } from '../wire';
import type { Suggestion } from './talk-calls';

const start = ({ place }: Thread | Suggestion) => place?.start ?? Infinity;

/** Threads and suggestions as they stand in the text; then those without a place, the oldest first. */
export const inOrder = (threads: Thread[], suggestions: Suggestion[]): (Thread | Suggestion)[] =>
  [...threads, ...suggestions].sort((a, b) => (start(a) === start(b) ? a.created_at.localeCompare(b.created_at) : start(a) - start(b)));
