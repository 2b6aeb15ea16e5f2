/**
 * Stands in for `lib0/logging`, with which Yjs logs in colours, and for the cursors of y-codemirror.next, which are our own here
 * (editor/cursors.ts): 6 kB gzip with what they bring along.
 */
export const BOLD = '';
export const UNBOLD = '';
export const RED = '';
export const ORANGE = '';
export const print = (...words: unknown[]): void => console.log(...words);
export const warn = (...words: unknown[]): void => console.warn(...words);

/** In place of y-codemirror.next's own cursors. */
export const yRemoteSelections = [];
export const yRemoteSelectionsTheme = [];
