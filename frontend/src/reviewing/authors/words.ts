import type { IconName } from '../../ui/icons';
import type { AuthorCheck } from './wire';

const STATES: Record<AuthorCheck['state'], string> = {
  waiting: 'No answer yet',
  answered: 'Answered',
  withdrawn: 'Answered, and withdrew it',
  taken_back: 'Taken back',
  refused: 'Does not want to be asked',
  expired: 'Ended without an answer',
};

/** Where an author check stands, in words. */
export const stateWords = ({ state }: Pick<AuthorCheck, 'state'>): string => STATES[state];

type Opinion = NonNullable<AuthorCheck['claims'][number]['opinion']>;
const OPINIONS: Record<Opinion, { words: string; look: string; icon: IconName }> = {
  agree: { words: 'Agrees', look: 'right', icon: 'check' },
  wrong: { words: 'Calls it wrong', look: 'wrong', icon: 'cross' },
  nuance: { words: 'With a nuance', look: 'misleading', icon: 'tilde' },
};

/** What an author said of a claim: in words, how it looks, and the icon beside it. */
export const opinionOf = (opinion: Opinion) => OPINIONS[opinion];

/** `1 claim`, `3 claims`. */
export const claimsOf = (count: number): string => `${count} ${count === 1 ? 'claim' : 'claims'}`;
