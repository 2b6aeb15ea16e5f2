import { expect, it } from 'vitest';
import { entries, last } from './outline';
import { Points } from './points';

const heading = (level: number, label: string, start: number) => ({ id: `p-S${label}`, level, label, title: `Part ${label}`, start });
const OUTLINE = [heading(1, '1', 10), heading(2, '1.1', 20), heading(2, '1.2', 30), heading(1, '2', 40), heading(4, '2.0.0.1', 45)];
const at = (...starts: number[]) => starts.map((from) => ({ from, to: from + 1 }));

it('counts the notes of each part, those of its parts included', () => {
  const counts = entries(OUTLINE, new Points('x'.repeat(60)), at(5, 12, 22, 31, 32, 50)).map(({ label, notes }) => [label, notes]);
  expect(counts).toEqual([['1', 4], ['1.1', 1], ['1.2', 2], ['2', 1]]);
});

it('counts in the units of the page, although the server counts characters', () => {
  const text = `${'𝔼'.repeat(10)}heading`;
  expect(entries([heading(1, '1', 10)], new Points(text), [])[0]?.from).toBe(20);
});

it('knows the last part that begins at or before an offset', () => {
  const starts = [{ from: 10 }, { from: 20 }];
  expect([5, 10, 19, 25].map((offset) => last(starts, offset))).toEqual([-1, 0, 0, 1]);
});
