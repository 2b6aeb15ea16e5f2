import type { Grade, Mark, ValueAdd } from './wire';

/** What a good explanation adds to its paper. */
export const VALUES: { value: ValueAdd; words: string }[] = [
  { value: 'motivation', words: 'Motivation and use' },
  { value: 'example', words: 'A new example' },
  { value: 'story', words: 'The intuitive story' },
  { value: 'fit', words: 'How the story fits' },
];

export const GRADES: { grade: Grade; words: string }[] = [
  { grade: 'missing', words: 'Missing' },
  { grade: 'thin', words: 'Thin' },
  { grade: 'carries', words: 'Carries' },
];

export const gradeWords = (grade: Grade): string => GRADES.find((one) => one.grade === grade)?.words ?? grade;
export const valueWords = (value: ValueAdd): string => VALUES.find((one) => one.value === value)?.words ?? value;

/** What one key says of a place, and the key. */
export const MARKS: Record<Exclude<Mark, 'comment'>, { words: string; key: string }> = {
  lost: { words: 'Lost here', key: 'L' },
  fails: { words: 'Fails here', key: 'F' },
};

export const markOf = (mark: Mark | null | undefined) => (mark && mark !== 'comment' ? MARKS[mark] : undefined);

/** What stands over a comment that one key made; empty where its words say so themselves. */
export function flagOf(mark: Mark, words = ''): string {
  const says = markOf(mark)?.words ?? '';
  return words.toLowerCase().includes(says.toLowerCase()) ? '' : says;
}

/** What became of a suggested edit. */
export const outcomeWords = (outcome: string | null | undefined): string =>
  ({ accepted: 'Accepted, and in the text', declined: 'Dismissed', withdrawn: 'Taken back' })[outcome ?? ''] ?? 'Open';
