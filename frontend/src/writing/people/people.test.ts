import { expect, it } from 'vitest';
import { isAddress, left } from './people.svelte';

it.each([
  ['lee@elsewhere.example', true],
  [' lee@elsewhere.example ', true],
  ['lee', false],
  ['lee@', false],
  ['lee@elsewhere', false],
  ['Lee <lee@elsewhere.example>', false],
  ['@lee', false],
])('%s may be an address: %s', (words, is) => {
  expect(isAddress(words)).toBe(is);
});

it.each([
  ['2026-12-08T12:00:00Z', '14 days left'],
  ['2026-11-25T11:59:00Z', '1 day left'],
  ['2026-11-24T12:00:00Z', 'over'],
])('until %s there is "%s"', (ends, words) => {
  expect(left(ends, Date.parse('2026-11-24T12:00:00Z'))).toBe(words);
});
