import type { Version } from './history-calls';

/** In place of a version's id: the text as it stands. */
export const NOW = 'now';

export interface Day {
  /** "Today", "Yesterday", "Thursday 19 November", with the year when it is another one. */
  words: string;
  versions: Version[];
}

const WHY = { named: '', review: 'sent to review', release: 'published' };

const midnight = (moment: Date) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();

/** What a version is called: its name, its number, or the time of day it was kept at. */
export function called({ kind, name, number, at }: Version): string {
  if (kind === 'now') return 'The text now';
  if (name) return name;
  return kind === 'saved' ? `Version ${number}` : clock(at);
}

/** The same where the day does not stand above it: "Before the cut (18:36, today)". */
export function calledWithDay(version: Version, now: Date): string {
  const { kind, name, at } = version;
  if (kind === 'now') return called(version);
  return kind === 'automatic' && !name ? `${clock(at)}, ${dayOf(at, now)}` : `${called(version)} (${clock(at)}, ${dayOf(at, now)})`;
}

/** What there is to say of a version beside its name: number, why it was saved, when, who. */
export function about({ kind, name, number, occasion, at, by }: Version): string {
  const numbered = kind === 'saved' && name ? `version ${number}` : '';
  const kept = kind === 'automatic' ? 'kept by itself' : '';
  return [numbered, occasion && WHY[occasion], name || kind !== 'automatic' ? clock(at) : '', by, name ? '' : kept].filter(Boolean).join(', ');
}

export const clock = (at: string): string => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

export function dayOf(at: string, now: Date): string {
  const then = new Date(at);
  const days = Math.round((midnight(now) - midnight(then)) / 86_400_000);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  const year = then.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return then.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', ...year }).replace(',', '');
}

/** Versions (newest first) by the day they are of. */
export function byDay(versions: Version[], now: Date): Day[] {
  const days: Day[] = [];
  for (const version of versions) {
    const words = dayOf(version.at, now).replace(/^./, (letter) => letter.toUpperCase());
    if (days.at(-1)?.words === words) days.at(-1)?.versions.push(version);
    else days.push({ words, versions: [version] });
  }
  return days;
}

/** The version before one, in a list with the newest first; of the first, itself. */
export function before(versions: Version[], id: string): string {
  const at = versions.findIndex((version) => version.id === id);
  return versions[Math.min(at + 1, versions.length - 1)]?.id ?? id;
}

/** Two versions, the older one first. */
export function inOrder(versions: Version[], one: string, other: string): [older: string, newer: string] {
  const at = (id: string) => versions.findIndex((version) => version.id === id);
  return at(one) >= at(other) ? [one, other] : [other, one];
}
