import type { IconName } from '../ui/icons';
import type { Verdict } from './wire';

interface Choice {
  verdict: Verdict;
  words: string;
  icon: IconName;
  /** The class of its mark. */
  look: string;
}

/** What can be said of a claim and its passage; the keys 1 to 4 in this order. */
export const VERDICTS: Choice[] = [
  { verdict: 'right', words: 'Right', icon: 'check', look: 'right' },
  { verdict: 'wrong', words: 'Wrong', icon: 'cross', look: 'wrong' },
  { verdict: 'misleading', words: 'Misleading', icon: 'tilde', look: 'misleading' },
  { verdict: 'cannot_tell', words: 'Cannot tell', icon: 'question', look: 'cannot' },
];

export const choiceOf = (verdict: Verdict | undefined): Choice | undefined => VERDICTS.find((choice) => choice.verdict === verdict);

/** How many claims nobody will have looked at, as a sentence. */
export const leftWords = (left: number): string => (left ? `${left} ${left === 1 ? 'claim' : 'claims'} will show as not looked at` : '');
