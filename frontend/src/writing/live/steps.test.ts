import { expect, it } from 'vitest';
import { steps } from './steps';

const applied = (was: string, now: string) => steps(was, now).reduceRight((text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to), was);

it.each([
  ['', 'a'],
  ['a', ''],
  ['one\ntwo\nthree', 'ONE\ntwo\nTHREE'],
  ['one\ntwo', 'two\none'],
  ['a\n\nb', 'a\n\n\nb\n'],
  ['😀 a\nb', '😁 a\nb'],
  ['same', 'same'],
])('makes %j into %j', (was, now) => {
  expect(applied(was, now)).toBe(now);
});

it('leaves what stands between two changes alone', () => {
  expect(steps('one\ntwo\nthree\n', 'ones\ntwo\nthre\n')).toEqual([
    { from: 3, to: 3, insert: 's' },
    { from: 12, to: 13, insert: '' },
  ]);
});
