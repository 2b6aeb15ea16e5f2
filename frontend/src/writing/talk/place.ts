import type { Passage } from '../editor/passages';
import { locate, type Range } from '../passage';
import type { Anchor, Place } from '../wire';
import type { Hint } from './talk-calls';
import type { Talked } from './talked';

/** What is known of where something is in the text: its words, where the server found them, where the live document has them. */
export interface At {
  anchor: Anchor | null;
  place: Place | null;
  hint?: Hint | null;
}

/** Something that hangs on the text where its words are. */
export type Hanging = At & Pick<Passage, 'id' | 'kind' | 'proposal'>;

/** Where it is in `body`: by the hint while the words there fit, else by its words; undefined when it lost its place. */
export function placeOf(body: string, text: Talked, { anchor, place, hint }: At): Range | undefined {
  if (!anchor) return undefined;
  const hinted = text.absolute?.(hint);
  if (hinted && body.slice(hinted.from, hinted.to) === anchor.exact) return hinted;
  return locate(body, text.committed, anchor, place);
}
