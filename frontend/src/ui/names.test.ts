import { expect, it } from 'vitest';
import { initials, tone } from './names';

it.each([
  ['Ana Kovač', 'AK'],
  ['Mara van der Ilves', 'MI'],
  ['  ruth  ', 'R'],
  ['𝔸da Øst', '𝔸Ø'],
  ['', '?'],
])('the initials of %j are %s', (name, letters) => expect(initials(name)).toBe(letters));

it('gives one name one tone, and uses all six', () => {
  const names = Array.from({ length: 60 }, (_, i) => `Person ${i}`);
  expect(tone('Ana Kovač')).toBe(tone('Ana Kovač'));
  expect(new Set(names.map(tone)).size).toBe(6);
});
