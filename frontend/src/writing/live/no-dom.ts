/**
 * Stands in for `lib0/dom` and `lib0/logging` (5 kB gzip with what they bring along): Yjs logs with the one, in colours, and
 * y-codemirror.next draws cursors with the other; the cursors here are our own (editor/cursors.ts), and the log is plain.
 */
export const BOLD = '';
export const UNBOLD = '';
export const RED = '';
export const ORANGE = '';
export const print = (...words: unknown[]): void => console.log(...words);
export const warn = (...words: unknown[]): void => console.warn(...words);

export function element(): never {
  throw new Error('the cursors are drawn by editor/cursors.ts');
}

export const text = element;
