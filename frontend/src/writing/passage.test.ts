import { expect, it } from 'vitest';
import { anchorOf, locate, sentenceAt } from './passage';
import { splitsPair, toPoints, toUnits } from './points';

const words = (text: string, range?: { from: number; to: number }) => range && text.slice(range.from, range.to);
const of = (text: string, exact: string, nth = 0) => {
  let from = text.indexOf(exact);
  while (nth--) from = text.indexOf(exact, from + 1);
  return { from, to: from + exact.length };
};

it('counts characters outside the basic plane once, on the wire', () => {
  const text = 'a𝔼b👩‍🔬c';
  expect([toPoints(text, 3), toUnits(text, 2)]).toEqual([2, 3]);
  for (let point = 0; point <= [...text].length; point++) expect(toPoints(text, toUnits(text, point))).toBe(point);
  expect([toPoints(text, 99), toUnits(text, 99)]).toEqual([[...text].length, text.length]);
  expect([1, 2, 3].map((at) => splitsPair(text, at))).toEqual([false, true, false]);
});

it('never cuts a character in two at the edge of its context', () => {
  const text = `${'𝔼'.repeat(40)}x here ${'𝔼'.repeat(40)}`;
  const { prefix, suffix, start, end } = anchorOf(text, of(text, 'here'));
  for (const context of [prefix, suffix]) expect(() => encodeURIComponent(context)).not.toThrow();
  expect([start, end]).toEqual([42, 46]);
});

it('finds a passage where the server did, and where typing since has moved it', () => {
  const served = '𝔼 one. The claim. Two.';
  const anchor = anchorOf(served, of(served, 'The claim'));
  const place = { start: anchor.start ?? 0, end: anchor.end ?? 0, confidence: 1 };
  expect(words(served, locate(served, served, anchor, place))).toBe('The claim');
  const text = `New words. ${served}`;
  expect(locate(text, served, anchor, place)).toEqual(of(text, 'The claim'));
});

it('tells a passage from its like by what stands around it, and never guesses', () => {
  const text = 'It holds. Here it is so. It holds. There it is so.';
  const second = anchorOf(text, of(text, 'It holds', 1));
  expect(locate(text, text, second, null)).toEqual(of(text, 'It holds', 1));
  expect(locate('It holds. It holds.', '', second, null)).toBeUndefined();
  expect(locate('Nothing alike.', '', second, null)).toBeUndefined();
});

it.each([
  ['One here. Two there! Three?', 2, 'One here.'],
  ['One here. Two there! Three?', 12, 'Two there!'],
  ['One here. Two there! Three?', 27, 'Three?'],
  ['He said “so.” Then not.', 3, 'He said “so.”'],
  ['> - A claim. More.', 6, 'A claim.'],
  ['> - A claim. More.', 0, 'A claim.'],
  ['1. First. Second.', 12, 'Second.'],
  ['## A heading', 4, 'A heading'],
  ['Before.\n\nAfter.', 8, ''],
  ['', 0, ''],
  ['\nNext line.', 0, ''],
])('takes the sentence around the cursor: %j at %i', (text, at, sentence) => expect(words(text, sentenceAt(text, at))).toBe(sentence));
