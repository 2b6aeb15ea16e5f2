import { expect, it } from 'vitest';
import { placed, withoutPicture } from './placing';

const put = (text: string, markdown: string) => {
  const at = text.indexOf('|');
  const whole = text.replace('|', '');
  return whole.slice(0, at) + placed(whole, { from: at, to: at }, markdown) + whole.slice(at);
};

it('puts words into the line and blocks on lines of their own', () => {
  expect(put('a | b', 'some *words*')).toBe('a some *words* b');
  expect(put('a| b', '- one\n- two')).toBe('a\n\n- one\n- two\n\n b');
  expect(put('a\n|\nb', '# one')).toBe('a\n\n# one\n\nb');
  expect(put('|', '# one\n\ntwo')).toBe('# one\n\ntwo\n');
  expect(put('a\n\n|\n\nb', '> one')).toBe('a\n\n> one\n\nb');
});

it('names a picture that could not be added', () => {
  expect(withoutPicture('a ![A plot](m:1) b ![](m:2)', 'm:1')).toBe('a *Picture, not brought along: A plot* b ![](m:2)');
  expect(withoutPicture('![](m:2)', 'm:2')).toBe('*Picture, not brought along: without a name*');
});
