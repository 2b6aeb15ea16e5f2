import { expect, it } from 'vitest';
import { pieces } from './pieces';

const shown = (before: string, after: string) => pieces(before, after).map(({ kind, words }) => `${{ same: '', del: '-', ins: '+' }[kind]}${words}`);

it('shows the words that change and leaves the others alone', () => {
  expect(shown('It is obvious that this holds.', 'It follows that this holds.')).toEqual(['It ', '-is obvious', '+follows', ' that this holds.']);
  expect(shown('so $a + b$ holds', 'so $a + c$ holds')).toEqual(['so ', '-$a + b$', '+$a + c$', ' holds']);
});

it('puts one text in place of another that has little in common with it', () => {
  expect(shown('Here it is obvious', 'Read it as a fader')).toEqual(['-Here it is obvious', '+Read it as a fader']);
  expect(shown('all of it', '')).toEqual(['-all of it']);
});

it('takes a lone blank between two changes into both', () => {
  expect(shown('one two three four five', 'one 2 3 four five')).toEqual(['one ', '-two three', '+2 3', ' four five']);
});

it.each([
  ['a  b\n\nc 👩‍🔬 d', 'a b\nc 👩‍🔬 e'],
  ['x', 'x y'],
  [' lead and trail ', 'lead and  trail'],
  ['$ 5 and $n$', '$ 6 and $n$'],
])('loses no character of %j and %j', (before, after) => {
  const found = pieces(before, after);
  const without = (kind: string) => found.filter((one) => one.kind !== kind).map(({ words }) => words).join('');
  expect([without('ins'), without('del')]).toEqual([before, after]);
});
