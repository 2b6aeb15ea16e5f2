/** Something drawn as a circle, in CSS pixels. */
export interface Round {
  x: number;
  y: number;
  r: number;
}

/** A circle that wishes for a label beside it. */
export interface Wish extends Round {
  id: string;
  words: string;
}

/** Where a label stands: its base line, and which end of it is at `x`. */
export interface Label {
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
}

interface Place extends Label {
  left: number;
  right: number;
  /** The middle of its line. */
  middle: number;
}

const LINE = 16;
const LETTER = 7;
const GAP = 8;
/** From the middle of a line of text down to its base line. */
const BASE = 4;

/** Right, left, under and over a circle, the best first. */
function places({ x, y, r, words }: Wish): Place[] {
  const wide = LETTER * words.length;
  const [start, end] = [x + r + GAP, x - r - GAP];
  const at = (anchor: Label['anchor'], x: number, left: number, middle: number) => ({ anchor, x, y: middle + BASE, left, right: left + wide, middle });
  const off = r + GAP + LINE / 2;
  return [at('start', start, start, y), at('end', end, end - wide, y), at('middle', x, x - wide / 2, y + off), at('middle', x, x - wide / 2, y - off)];
}

const apart = (one: Place, other: Place) => Math.abs(one.middle - other.middle) >= LINE || one.left >= other.right || other.left >= one.right;

const beside = ({ left, right, middle }: Place, { x, y, r }: Round) =>
  Math.hypot(x - Math.min(Math.max(x, left), right), Math.max(0, Math.abs(y - middle) - LINE / 2)) >= r;

/** Labels where they cover neither one another nor a circle and stay in the frame; the first given choose first. */
export function readable(wishes: Wish[], rounds: Round[], { width, height }: { width: number; height: number }): Map<string, Label> {
  const taken: Place[] = [];
  const stand = new Map<string, Label>();
  const free = (place: Place) =>
    place.left >= 0 && place.right <= width && place.middle >= LINE / 2 && place.middle <= height - LINE / 2 &&
    taken.every((other) => apart(place, other)) && rounds.every((round) => beside(place, round));
  for (const wish of wishes) {
    const place = places(wish).find(free);
    if (!place) continue;
    taken.push(place);
    stand.set(wish.id, { x: place.x, y: place.y, anchor: place.anchor });
  }
  return stand;
}
