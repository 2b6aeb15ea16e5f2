import { expect, it } from 'vitest';
import { authorsLine } from './authors';

it.each([
  [[], 0, ''],
  [['A'], 1, 'A'],
  [['A', 'B', 'C'], 3, 'A, B, C'],
  [['A', 'B', 'C', 'D', 'E'], 2833, 'A and 2832 more'],
])('%j of %i is %j', (shown, count, line) => expect(authorsLine(shown, count)).toBe(line));
