import type { Citing, Mention, Reference, References } from './wire';

/** How many can be added by hand at once. */
export const MOST = 10;
/** arXiv allows one request in so many seconds. */
const SPACING = 3;

/** "2", "2.1", "A.2"; a letter alone only where no sentence could begin with it. */
const LABEL = /^(?:§\s*)?(\d+(?:\.\d+)*|[A-Z](?:\.\d+)+|[A-Z](?=\.|$))\.?(?=\s|$)/;
const APPENDIX = /^Appendix [A-Z](?:\.\d+)*\b/;

/** "2.1 The weights" as "§2.1", "Appendix A Proofs" as "Appendix A", "Related work" as "“Related work”". */
export function sectionWords(section: string): string {
  const label = LABEL.exec(section.trim())?.[1];
  if (label) return `§${label}`;
  const appendix = APPENDIX.exec(section.trim())?.[0];
  if (appendix) return appendix;
  return section.trim() ? `“${section.trim()}”` : '';
}

/** "7×, first in §2"; "never in the text" for an entry that is only listed. */
export function timesWords({ times, mentions }: Pick<Citing, 'times' | 'mentions'>): string {
  if (!times) return 'listed, never cited in the text';
  const where = sectionWords(mentions[0]?.section ?? '');
  if (!where) return `${times}×`;
  return times === 1 ? `1×, in ${where}` : `${times}×, first in ${where}`;
}

/** Those the paper leans on most come first; of equals the one that is cited first. */
export const byWeight = (entries: Reference[]): Reference[] =>
  entries.toSorted((one, other) => other.times - one.times || one.position - other.position);

/** Whether it is at arXiv and not here. */
export const canCome = ({ state }: Reference): boolean => state === 'importable' || state === 'failed';

/** What can be chosen from: the main ones first, then the others. */
export function choices({ entries, main }: References): Reference[] {
  const possible = byWeight(entries.filter(canCome));
  return [...possible.filter(({ id }) => main.includes(id)), ...possible.filter(({ id }) => !main.includes(id))];
}

/** "about 2 minutes": how long so many requests take. */
export function duration(requests: number): string {
  const seconds = requests * SPACING;
  if (seconds < 90) return `about ${Math.max(SPACING, seconds)} seconds`;
  return seconds < 5400 ? `about ${Math.round(seconds / 60)} minutes` : `about ${Math.round(seconds / 3600)} hours`;
}

/** How an import goes: "12 of 40 are here, 1 could not be had; about 80 seconds to go." */
export function progressWords({ total, done, failed, waiting }: References['imports']): string {
  const lost = failed ? `, ${failed} could not be had` : '';
  const rest = waiting ? `; ${duration(waiting)} to go, for arXiv allows one request every ${SPACING} seconds` : '';
  return `${done} of ${total} ${done === 1 ? 'is' : 'are'} here${lost}${rest}.`;
}

const ORIGINS: Partial<Record<string, string>> = { html: 'its HTML', source: 'what its authors submitted', pdf: 'its PDF, so a few may be missing or cut wrongly' };

/** "43 works, read from its HTML". */
export function originWords({ origin, entries }: References): string {
  const works = `${entries.length} ${entries.length === 1 ? 'work' : 'works'}`;
  const from = ORIGINS[origin ?? ''];
  return from ? `${works}, read from ${from}` : works;
}

/** What is shown of an entry: its title when it is known, and the rest. */
export function named({ title, text, paper }: Reference): { name: string; rest: string } {
  const name = paper?.title ?? title;
  return name ? { name, rest: text } : { name: text, rest: '' };
}

/** Whether an entry holds every one of some words. */
export function holds(entry: Reference, words: string): boolean {
  const all = [entry.title, entry.text, entry.paper?.title ?? '', entry.arxiv_id ?? '', entry.key].join(' ').toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}

/** The sentences in which a work is cited, each once. */
export const sentences = (mentions: Mention[]): Mention[] =>
  mentions.filter(({ sentence }, i) => sentence && mentions.findIndex((other) => other.sentence === sentence) === i);
