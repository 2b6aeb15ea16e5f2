import { expect, it } from 'vitest';
import { ago } from './ago';

const NOW = new Date(2026, 10, 24, 15, 30);

it.each([
  [new Date(2026, 10, 24, 15, 29, 30), 'now'],
  [new Date(2026, 10, 24, 14, 50), '40 min'],
  [new Date(2026, 10, 24, 12, 30), '3 h'],
  [new Date(2026, 10, 24, 1, 0), '14 h'],
  [new Date(2026, 10, 23, 23, 0), 'yesterday'],
  [new Date(2026, 10, 22, 23, 0), '22 Nov'],
  [new Date(2025, 11, 1), '1 Dec 2025'],
  [new Date(2026, 10, 27), '27 Nov'],
])('%s is %s', (then, words) => expect(ago(then, NOW)).toBe(words));

it('does not say yesterday of an hour ago just after midnight', () => {
  expect(ago(new Date(2026, 10, 23, 23, 30), new Date(2026, 10, 24, 0, 30))).toBe('1 h');
});
