import type { DrawnText, Stretch } from '../reading/passages';
import type { Anchor } from './pending';

/** A bar in the margin beside a passage, in CSS pixels from the top of the piece. */
export interface Bar {
  id: string;
  kind: 'comment' | 'asked';
  /** What stands on it: the comment's number, or a question mark. */
  face: string;
  label: string;
  top: number;
  height: number;
  /** Where its face stands, pushed down where another is already. */
  faceTop: number;
}

const FACE = 24;

/** A passage of the drawn text that is to be marked. */
export interface Marked extends Pick<Bar, 'id' | 'kind' | 'face' | 'label'> {
  anchor: Anchor | null;
}

export const placeOf = (drawn: DrawnText, anchor: Anchor | null): Stretch | undefined =>
  anchor ? drawn.place({ prefix: '', suffix: '', ...anchor }) : undefined;

/** The bars of those that have a place; faces that would collide are pushed down in order. */
export function bars(marked: { mark: Marked; range: Range }[], origin: number): Bar[] {
  let free = -Infinity;
  return marked
    .map(({ mark: { id, kind, face, label }, range }) => {
      const { top, height } = range.getBoundingClientRect();
      return { id, kind, face, label, top: top - origin, height, faceTop: 0 };
    })
    .sort((a, b) => a.top - b.top)
    .map((bar) => {
      const faceTop = Math.max(bar.top, free);
      free = faceTop + FACE;
      return { ...bar, faceTop };
    });
}
