import { expect, it } from 'vitest';
import { bookWords, hyphenated, pageAt, pageWords, unitAt, type Run } from './words';

/** Lines as pdf.js gives them: a string is a run, a line ends after the last of each list. */
const page = (...written: (string | string[])[]): Run[] =>
  written.flatMap((line) => [line].flat().map((str, i, all) => ({ str, hasEOL: i === all.length - 1 })));

const textOf = (runs: Run[], known: string[] = []) => pageWords(runs, new Set(known)).text;

it('reads lines one after another, with one blank between', () => {
  expect(textOf(page('The  kettle', ' boils.', ['Then ', 'it', ' ', 'sings.']))).toBe('The kettle boils. Then it sings.');
});

it.each([
  ['puts a broken word together', page('a slow distil-', 'lation'), [], 'a slow distillation'],
  ['whose hyphen is a run of its own', page(['a slow distil', '-'], 'lation'), [], 'a slow distillation'],
  ['and whose line ends in an empty run', page(['a slow distil-', ''], 'lation'), [], 'a slow distillation'],
  ['keeps a hyphen that the paper writes elsewhere', page('the copper-', 'bound lid'), ['copper-bound'], 'the copper-bound lid'],
  ['keeps one before a number', page('as in FORM-', '3 of the law'), [], 'as in FORM-3 of the law'],
  ['keeps one before a capital', page('the Ada-', 'Rui bound'), [], 'the Ada-Rui bound'],
  ['leaves a dash between words alone', page('slowly -', 'then fast'), [], 'slowly - then fast'],
])('%s', (_, runs, known, text) => {
  expect(textOf(runs, known)).toBe(text);
});

it('leaves out what a PDF does not give a meaning', () => {
  expect(textOf(page('x\u0001y', '\u0002'))).toBe('xy');
});

it('knows the words that are written with a hyphen within a line', () => {
  expect([...hyphenated([page('copper-bound and well-', 'made'), page('half-life')])]).toEqual(['copper-bound', 'half-life']);
});

it('leads from each character to its run and back', () => {
  const words = pageWords(page(' Two  drops', ['fall', ', then ', 'none']), new Set());
  expect(words.text).toBe('Two drops fall, then none');
  const place = words.text.indexOf('then');
  expect([words.run[place], words.at[place]]).toEqual([2, 2]);
  expect(unitAt(words, 2, 2)).toBe(place);
  expect(unitAt(words, 0, 0)).toBe(0);
  expect(unitAt(words, 9, 0)).toBe(words.text.length);
});

it('says where pages begin, empty ones too', () => {
  const pages = [page('One.'), [], page('Two.')].map((runs) => pageWords(runs, new Set()));
  expect(bookWords(pages)).toEqual({ text: 'One. Two.', starts: [0, 4, 5] });
  expect([0, 4, 5, 8].map((place) => pageAt([0, 4, 5], place))).toEqual([0, 1, 2, 2]);
});
