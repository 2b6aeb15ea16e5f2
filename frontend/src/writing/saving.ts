import type { Range } from './passage';

/**
 * `connecting`: not in step with the server yet. `saved`: all that was typed is committed. `saving`: not yet acknowledged.
 * `offline`: the server is out of reach, tried again by itself. `refused`: the server said why not in `sentence`. `ended`: one
 * may not read the draft any more, or it is gone.
 */
export type Saving = 'connecting' | 'saved' | 'saving' | 'offline' | 'refused' | 'ended';

/** A range that stays with its words through edits by anybody: relative positions of Yjs in base64. Good within one epoch. */
export interface Hint {
  epoch: number;
  start: string;
  end: string;
}

/** What the screen needs of whatever keeps a draft's text. */
export interface LiveText {
  /** The draft's id. */
  readonly draft: string;
  /** The text as it is in the editor, with LF newlines. */
  readonly body: string;
  /** The text as the server has it, as far as is known here. */
  readonly committed: string;
  readonly saving: Saving;
  readonly sentence: string;
  /** How many changes are kept here that the server is not known to have. */
  readonly kept: number;
  /** The newest committed version known here. */
  readonly version: number;
  /** The text can be read here, and not changed. */
  readonly readonly: boolean;
  /** Commits what is there now; true when it is committed. */
  flush(): Promise<boolean>;
  /** A hint to where a range is; undefined while there is no live document yet. */
  relative(range: Range): Hint | undefined;
  /** Where a hint points to now; undefined when it is of another epoch, broken, or its words are gone. */
  absolute(hint: Hint | null | undefined): Range | undefined;
  close(): void;
}

/** What is known of a connection. */
export interface Facts {
  ended: boolean;
  /** Why the last change was not saved. */
  sentence: string;
  /** The server has been out of reach for long enough to say so. */
  away: boolean;
  /** All that the server has is here. */
  synced: boolean;
  /** How many changes it has not acknowledged. */
  unsent: number;
}

/** What the screen says of a connection. */
export function savingOf({ ended, sentence, away, synced, unsent }: Facts): Saving {
  if (ended) return 'ended';
  if (sentence) return 'refused';
  if (away) return 'offline';
  if (unsent) return 'saving';
  return synced ? 'saved' : 'connecting';
}

const changes = (count: number) => `${count.toLocaleString('en-GB')} ${count === 1 ? 'change' : 'changes'}`;

/** What is said of a state, besides its name. */
export interface About {
  kept: number;
  sentence: string;
  /** The browser keeps what is not saved. */
  room: boolean;
  readonly: boolean;
}

const NO_ROOM = 'this browser has no room to keep it';

/** The state in words, for the bar. */
export function wordsFor(saving: Saving, { kept, sentence, room, readonly }: About): string {
  const keeping = room ? 'kept here' : NO_ROOM;
  switch (saving) {
    case 'connecting':
      return 'Connecting…';
    case 'saved':
      return readonly ? 'In step' : 'Saved';
    case 'saving':
      return 'Saving…';
    case 'offline':
      return kept ? `Offline, ${changes(kept)} ${room ? 'kept here' : `not saved: ${NO_ROOM}`}` : 'Offline';
    case 'refused':
      return kept ? `Not saved: ${bare(sentence)}, ${keeping}` : bare(sentence);
    case 'ended':
      return 'Closed to you';
  }
}

/** What the state means, in sentences. */
export function detailsFor(saving: Saving, { kept, sentence, room, readonly }: About): string {
  const keeping = room ? 'What you wrote is kept in this browser until it is saved, also when you close the page.' : 'This browser has no room to keep what you wrote: copy it before you close the page.';
  switch (saving) {
    case 'connecting':
      return 'The page is getting in step with the server.';
    case 'saved':
      return readonly ? 'You see the text as it is, and as others change it.' : 'All that you wrote is on the server’s disk. What others write appears as they write it.';
    case 'saving':
      return `What you wrote last is on its way to the server. ${keeping}`;
    case 'offline':
      return `Stillroom cannot be reached. ${kept ? keeping : 'You can go on writing: it is kept in this browser, and merged with what others wrote meanwhile.'} It is tried again by itself.`;
    case 'refused':
      return `${sentence} ${kept ? keeping : ''}`.trim();
    case 'ended':
      return 'You were taken off this draft, or it was deleted.';
  }
}

/** A sentence's first, without its stop. */
const bare = (sentence: string) => sentence.split(/(?<=[.!?])\s/, 1)[0]?.replace(/[.!]$/, '') ?? '';
