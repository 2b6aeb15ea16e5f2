import type { DrawnText, Stretch } from './passages';
import type { Note } from './wire';

/** Where each note with a passage stands in what is drawn; those that lost their place are missing. */
export function placesOf(notes: Note[], drawn: DrawnText | undefined): Map<string, Stretch> {
  const found = notes.flatMap(({ id, anchor }) => {
    const place = anchor && drawn?.place(anchor);
    return place ? [[id, place] as const] : [];
  });
  return new Map(found);
}
