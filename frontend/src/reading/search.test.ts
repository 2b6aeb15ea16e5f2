import { expect, it } from 'vitest';
import { matches, MATCHES_MAXIMUM } from './search';

const TEXT = 'The loss $x_{t}$ grows; the $\\alpha$ loss falls.';
const FORMULAS = [
  { from: 9, to: 16, shown: 'xt' },
  { from: 28, to: 36, shown: 'α' },
];
const found = (words: string) => matches(TEXT, words, FORMULAS).map(({ from, to }) => TEXT.slice(from, to));

it('finds words whatever their case and white space', () => {
  expect(found('THE')).toEqual(['The', 'the']);
  expect(found('  grows;  the ')).toEqual(['grows; the']);
});

it('finds a formula by its TeX and by what is seen of it, whole', () => {
  expect(found('x_{t}')).toEqual(['x_{t}']);
  expect(found('α')).toEqual(['$\\alpha$']);
  expect(found('loss xt grows')).toEqual(['loss $x_{t}$ grows']);
  expect(found('α loss')).toEqual(['$\\alpha$ loss']);
});

it('takes signs for themselves', () => {
  expect(matches('a.b axb (a+b)', 'a.b')).toEqual([{ from: 0, to: 3 }]);
  expect(matches('a.b axb (a+b)', '(a+b)')).toEqual([{ from: 8, to: 13 }]);
});

it('finds nothing in nothing, and stops somewhere', () => {
  expect(matches(TEXT, '  ')).toEqual([]);
  expect(matches('ab '.repeat(3000), 'ab')).toHaveLength(MATCHES_MAXIMUM);
});
