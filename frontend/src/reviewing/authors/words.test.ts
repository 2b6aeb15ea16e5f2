import { expect, test } from 'vitest';
import { claimsOf, opinionOf, stateWords } from './words';

test('each state and each opinion has its own words', () => {
  const states = (['waiting', 'answered', 'withdrawn', 'taken_back', 'refused', 'expired'] as const).map((state) => stateWords({ state }));
  const opinions = (['agree', 'wrong', 'nuance'] as const).map((one) => opinionOf(one).words);
  expect(new Set(states).size).toBe(6);
  expect(new Set(opinions).size).toBe(3);
});

test('claims are counted', () => {
  expect([1, 3].map(claimsOf)).toEqual(['1 claim', '3 claims']);
});
