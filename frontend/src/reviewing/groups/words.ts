import type { Shape } from '../../api/shapes';

/** How far a draft is, in words. */
export const STAGE_WORDS: Record<Shape<'Stage'>, string> = {
  writing: 'Writing, nothing saved yet',
  saved: 'Saved, not asked about yet',
  asked: 'Asked about',
  reviewed: 'Reviewed',
  published: 'Published',
};

export const counted = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

const day = (iso: string) => new Date(`${iso}T00:00`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** When a group is: “1 December 2026 to 20 January 2027”; empty when nobody said. */
export function datesOf({ begins, ends }: { begins: string | null; ends: string | null }): string {
  if (begins && ends) return `${day(begins)} to ${day(ends)}`;
  if (begins) return `From ${day(begins)}`;
  return ends ? `Until ${day(ends)}` : '';
}

/** What a draft's asks come to: “1 ask open, 2 answered”. */
export function asksOf({ out, answered }: { out: number; answered: number }): string {
  return [out && `${counted(out, 'ask')} open`, answered && `${counted(answered, 'answer')} came`].filter(Boolean).join(', ');
}

/** Every draft of a group once, though several may write it, by title. */
export function draftsOf(standings: Shape<'PersonStanding'>[]): Shape<'DraftStanding'>[] {
  const found = new Map(standings.flatMap(({ drafts }) => drafts).map((draft) => [draft.id, draft]));
  return [...found.values()].sort((one, other) => one.title.localeCompare(other.title, 'en', { numeric: true }));
}

/** The day a week from now, in ISO 8601, as it is counted here. */
export function inAWeek(now = new Date()): string {
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + 7)).toISOString().slice(0, 10);
}
