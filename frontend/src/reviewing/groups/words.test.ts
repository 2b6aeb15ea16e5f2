import { describe, expect, it } from 'vitest';
import { asksOf, datesOf } from './words';

describe('when a group is', () => {
  it.each([
    [null, null, ''],
    ['2026-12-01', null, 'From 1 December 2026'],
    [null, '2027-01-20', 'Until 20 January 2027'],
    ['2026-12-01', '2027-01-20', '1 December 2026 to 20 January 2027'],
  ])('%s, %s', (begins, ends, words) => expect(datesOf({ begins, ends })).toBe(words));
});

describe('what a draft’s asks come to', () => {
  it.each([
    [0, 0, ''],
    [1, 0, '1 ask open'],
    [2, 1, '2 asks open, 1 answer came'],
    [0, 3, '3 answers came'],
  ])('%i, %i', (out, answered, words) => expect(asksOf({ out, answered })).toBe(words));
});
