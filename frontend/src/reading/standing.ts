import type { Note, Sharing } from './wire';

/** What the person is told about where a note stands in version `now`; '' when there is nothing to tell. */
export function standing({ place, number }: Pick<Note, 'place' | 'number'>, now: number): string {
  if (!place || place.state === 'gone') return '';
  const sure = sureness(place.confidence);
  if (place.state === 'found' || number === now) return sure && `Found again${sure}.`;
  return place.state === 'moved' ? `Moved since v${number}${sure}.` : `Changed since v${number}${sure}:`;
}

/** Whether its words are otherwise here than in the version they were noted in: not merely in another form of it. */
export const hasChanged = ({ place, number }: Pick<Note, 'place' | 'number'>, now: number): boolean =>
  place?.state === 'changed' && number !== now;

const sureness = (confidence: number): string => (confidence < 1 ? `, ${Math.floor(confidence * 100)} % sure` : '');

/** Who reads its words, as it stands on the note. */
export const SHARED_WITH: Record<Sharing, string> = {
  private: 'private',
  coauthors: 'for co-authors',
  public: 'public',
};

export const SHARING_CHOICES: { value: Sharing; words: string; said: string }[] = [
  { value: 'private', words: 'Only you', said: 'The words are private again. Copies may exist.' },
  { value: 'coauthors', words: 'Co-authors of a draft about this paper', said: 'Shared with those you write with.' },
  { value: 'public', words: 'Everybody here, and with what you publish', said: 'Shared: people here can read the words, and they go with what you publish.' },
];

/** Notes made on another version whose words are otherwise here, or are gone. */
export const isTouched = ({ anchor, place }: Pick<Note, 'anchor' | 'place'>): boolean =>
  Boolean(anchor) && (place?.state === 'changed' || place?.state === 'gone');

export interface Since {
  /** Notes on passages of another version. */
  all: number;
  changed: number;
  /** The oldest such version. */
  number: number;
}

/** What the bar says of a version: how many noted passages are otherwise than in the version they were noted in. */
export function since(notes: Pick<Note, 'anchor' | 'place' | 'number' | 'mine'>[], now: number): Since | undefined {
  const older = notes.filter(({ anchor, number, mine, place }) => mine && anchor && place && number !== now);
  if (!older.length) return undefined;
  return { all: older.length, changed: older.filter(isTouched).length, number: Math.min(...older.map(({ number }) => number)) };
}
