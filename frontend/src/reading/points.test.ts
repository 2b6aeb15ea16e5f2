import { expect, it } from 'vitest';
import { Points } from './points';

it('leads from code points to UTF-16 units and back', () => {
  const text = 'a𝔼b𝔽c';
  const points = new Points(text);
  const units = [0, 1, 3, 4, 6, 7];
  expect(units.map((at) => points.points(at))).toEqual([0, 1, 2, 3, 4, 5]);
  expect([0, 1, 2, 3, 4, 5].map((at) => points.units(at))).toEqual(units);
  expect([...text].length).toBe(points.points(text.length));
});
