import type { Stretch } from './passages';
import type { Points } from './points';
import type { Heading } from './wire';

/** A heading of the outline, with how many notes stand in its part, those of its parts included. */
export interface Entry {
  id: string;
  /** From 1. */
  level: number;
  label: string;
  title: string;
  /** In UTF-16 units. */
  from: number;
  notes: number;
}

/** Deeper headings would make the outline longer than it helps. */
const DEEPEST = 3;

/** The outline of a text, with the notes counted that begin in each part. */
export function entries(outline: Heading[], points: Points, places: Iterable<Stretch>): Entry[] {
  const shown = outline.filter(({ level, title, label }) => level <= DEEPEST && (title || label));
  const starts = shown.map(({ start }) => points.units(start));
  const found = shown.map(({ id, level, label, title }, i) => ({ id, level, label, title, from: starts[i] ?? 0, notes: 0 }));
  for (const { from } of places) count(found, from);
  return found;
}

function count(entries: Entry[], at: number): void {
  let level = Infinity;
  for (const entry of entries.slice(0, last(entries, at) + 1).reverse()) {
    if (entry.level >= level) continue;
    entry.notes += 1;
    level = entry.level;
  }
}

/** The last entry that begins at or before an offset; -1 before the first. */
export const last = (entries: Pick<Entry, 'from'>[], at: number): number => entries.findLastIndex(({ from }) => from <= at);
