import type { Drawn } from './drawn';
import type { Stretch } from './passages';
import type { Points } from './points';
import type { Note } from './wire';

/** A text that notes are placed in. */
export interface Ground {
  drawn: Pick<Drawn, 'text' | 'place'>;
  points: Points;
  /** SHA-256 of its words as the server has them; '' for an abstract. */
  digest: string;
}

/** Where each note with a passage stands in what is drawn; those that lost their place are missing. */
export function placesOf(notes: Note[], ground: Ground | undefined): Map<string, Stretch> {
  const found = notes.flatMap((note) => {
    const place = ground && placeOf(note, ground);
    return place ? [[note.id, place] as const] : [];
  });
  return new Map(found);
}

/** What is drawn of each place; those of which nothing is drawn are missing. */
export function drawnAt<Drawing>(places: Map<string, Stretch>, draw: (place: Stretch) => Drawing | undefined): Map<string, Drawing> {
  const found = [...places].flatMap(([id, place]) => {
    const drawing = draw(place);
    return drawing ? [[id, drawing] as const] : [];
  });
  return new Map(found);
}

/** How far below the top of the text the passages of these notes begin; those without a place are missing. */
export function topsOf(notes: Note[], places: Map<string, Stretch>, drawn: Pick<Drawn, 'tops'> | undefined): Map<string, number> {
  const found = notes.flatMap(({ id }) => {
    const place = places.get(id);
    return place ? [{ id, place }] : [];
  });
  const tops = drawn?.tops(found.map(({ place }) => place)) ?? [];
  return new Map(found.map(({ id }, i) => [id, tops[i] ?? 0]));
}

/** Whether the server has still to look for a note in the text with this digest, as when the text has only just come. */
export const isSought = ({ anchor, text_digest, place }: Pick<Note, 'anchor' | 'text_digest' | 'place'>, digest: string): boolean =>
  Boolean(anchor && digest && !place) && text_digest !== digest;

/** A note made on this very text stands where it was made; one made on another where the server found it, if it did. */
function placeOf({ anchor, text_digest, place }: Note, ground: Ground): Stretch | undefined {
  if (!anchor) return undefined;
  if (text_digest === ground.digest) return sure(anchor, ground);
  if (!place) return ground.drawn.place(anchor);
  return place.state === 'gone' ? undefined : sure(place, ground);
}

interface Told {
  exact: string;
  prefix: string;
  suffix: string;
  start?: number | null | undefined;
  end?: number | null | undefined;
}

/** By its offsets when its words stand there, else by its words alone. */
function sure(told: Told, { drawn, points }: Ground): Stretch | undefined {
  const { start, end, exact } = told;
  if (typeof start === 'number' && typeof end === 'number') {
    const stretch = { from: points.units(start), to: points.units(end) };
    if (drawn.text.slice(stretch.from, stretch.to) === exact) return stretch;
  }
  return drawn.place(told);
}
