import { ApiError, Offline } from '../api/errors';

/**
 * `saved`: committed on the server. `waiting`: not yet sent. `saving`: sent, not acknowledged. `offline`: not reachable, tried
 * again by itself. `refused`: the server said why in `sentence`. `conflict`: somebody else's text stands on the server.
 */
export type Saving = 'saved' | 'waiting' | 'saving' | 'offline' | 'refused' | 'conflict';

/** What the screen needs of whatever keeps a draft's text. */
export interface LiveText {
  /** The text as it is in the editor, with LF newlines. */
  readonly body: string;
  readonly saving: Saving;
  readonly sentence: string;
  /** The newest committed version known here. */
  readonly version: number;
  edit(body: string): void;
  /** Commits what is there now; true when it is committed. */
  flush(): Promise<boolean>;
  close(): void;
}

/** Whether a save that failed may succeed by itself: the server was out of reach, busy or unwell. It may have been done, too. */
export const passes = (error: unknown): boolean =>
  error instanceof Offline || (error instanceof ApiError && (error.status >= 500 || error.status === 429));
