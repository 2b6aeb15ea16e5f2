import { expect, it } from 'vitest';
import { mention, mentionBefore, offered } from './mentioning';

const people = [
  { name: 'Ada Lindqvist', talks: false },
  { name: 'Søren Ørsted', talks: false },
  { name: 'Lee Marchetti', talks: true },
];
const names = (words: string) => offered(people, words).map(({ name }) => name);

it.each([
  ['@', 1, ''],
  ['Ask @le', 7, 'le'],
  ['(@Lee Mar', 9, 'Lee Mar'],
  ['a\n@x', 4, 'x'],
])('sees a mention begun in %j', (text, at, words) => {
  expect(mentionBefore(text, at)).toEqual({ from: at - words.length - 1, words });
});

it.each(['post@lee', 'no at', '@ lee', '@lee\n', 'x/@lee', '@@'])('sees none in %j', (text) => expect(mentionBefore(text, text.length)).toBeUndefined());

it('offers whose name or a word of it begins so, those who talk here first', () => {
  expect(names('')).toEqual(['Lee Marchetti', 'Ada Lindqvist', 'Søren Ørsted']);
  expect(names('mar')).toEqual(['Lee Marchetti']);
  expect(names('ør')).toEqual(['Søren Ørsted']);
  expect(names('lee marchetti')).toEqual([]);
  expect(names('nobody')).toEqual([]);
});

it('puts the name in place of what was typed', () => {
  expect(mention('Ask @le now', { from: 4, words: 'le' }, 7, 'Lee Marchetti')).toEqual({ text: 'Ask @Lee Marchetti now', at: 18 });
  expect(mention('@', { from: 0, words: '' }, 1, 'Lee')).toEqual({ text: '@Lee ', at: 5 });
});
