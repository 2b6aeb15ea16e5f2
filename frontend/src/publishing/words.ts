import type { Audience, Licence, Release } from './wire';

/** Who can read a page, each wider than the one before. */
export const AUDIENCES: { value: Audience; words: string; says: (peopleHere: number) => string; publish: string }[] = [
  { value: 'here', words: 'People here', says: (n) => (n === 1 ? 'Only you, so far' : `${n.toLocaleString('en-GB')} people`), publish: 'to people here' },
  { value: 'link', words: 'Anyone with the link', says: () => 'Not listed, not in the feed', publish: 'to anyone with the link' },
  { value: 'everyone', words: 'Everyone', says: () => 'On the front page and in the feed', publish: 'for everyone' },
];

export const LICENCES: { value: Licence; words: string }[] = [
  { value: 'CC-BY-4.0', words: 'CC BY 4.0: share and credit' },
  { value: 'CC-BY-SA-4.0', words: 'CC BY-SA 4.0: share alike and credit' },
  { value: 'CC0-1.0', words: 'CC0 1.0: no conditions' },
  { value: 'LicenseRef-all-rights-reserved', words: 'All rights reserved' },
];

const width = (audience: Audience) => AUDIENCES.findIndex(({ value }) => value === audience);

/** Whether fewer people can read under `to` than under `from`. */
export const narrower = (to: Audience, from: Audience): boolean => width(to) < width(from);

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];

/** "Three things", "One thing": the start of a sentence. */
export const things = (n: number): string => `${NUMBERS[n] ?? n} thing${n === 1 ? '' : 's'}`;

/** What the only button says. */
export function buttonWords(audience: Audience, page: { withdrawn: boolean } | undefined): string {
  if (page?.withdrawn) return 'Publish again';
  if (page) return 'Publish update';
  return `Publish ${AUDIENCES.find(({ value }) => value === audience)?.publish ?? ''}`;
}

/** "First published" or "Update 2". */
export const releaseWords = ({ number }: Pick<Release, 'number'>): string => (number === 1 ? 'First published' : `Update ${number - 1}`);

/** How much of a paper is quoted, when that is worth saying. */
export function shareWords(share: number): string {
  if (share <= 0) return '';
  const percent = share < 0.01 ? 'less than 1' : Math.round(share * 100).toString();
  return `Quotes take ${percent} % of the text of the paper they quote most. Up to 10 % is fine.`;
}
