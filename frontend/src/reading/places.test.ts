import { expect, it } from 'vitest';
import { DrawnText } from './passages';
import { isSought, placesOf, topsOf } from './places';
import { Points } from './points';
import type { Note } from './wire';

const note = (id: string, exact: string, prefix = ''): Note =>
  ({ id, text_digest: '', anchor: { exact, prefix, suffix: '', section: 'Abstract', start: null, end: null } }) as unknown as Note;

const drawn = (digest = '') => {
  const words = document.createElement('p');
  words.innerHTML = 'Step by step, <math alttext="x_t"></math> forgets; step by step.';
  const text = new DrawnText(words);
  return { drawn: text, points: new Points(text.text), digest };
};

it('knows where each note stands, formulas counted as TeX', () => {
  expect([...placesOf([note('a', '$x_t$ forgets')], drawn())]).toEqual([['a', { from: 14, to: 27 }]]);
});

it('leaves out those that lost their place, and never guesses between two', () => {
  expect(placesOf([note('gone', 'not there'), note('twice', 'by step')], drawn()).size).toBe(0);
  expect(placesOf([note('told', 'by step', 'forgets; step ')], drawn()).get('told')).toEqual({ from: 34, to: 41 });
});

it('measures all places at once, and only those there are', () => {
  const notes = [note('a', 'Step by step'), note('gone', 'not there'), note('b', 'forgets')];
  const asked: number[][] = [];
  const tops = (stretches: { from: number }[]) => (asked.push(stretches.map(({ from }) => from)), stretches.map(({ from }) => from * 10));
  expect([...topsOf(notes, placesOf(notes, drawn()), { tops })]).toEqual([['a', 0], ['b', 200]]);
  expect(asked).toEqual([[0, 20]]);
  expect(topsOf(notes, new Map(), undefined).size).toBe(0);
});

it('has no places before anything is drawn', () => expect(placesOf([note('a', 'Step')], undefined).size).toBe(0));

const placed = (found: Partial<NonNullable<Note['place']>>) =>
  ({ ...note('p', 'made elsewhere'), text_digest: 'other', place: { state: 'found', exact: 'step by step', prefix: '', suffix: '', start: null, end: null, confidence: 1, ...found } }) as Note;

it('puts a note made on another text where the server found it, counted in characters', () => {
  const words = document.createElement('p');
  words.textContent = '𝔼𝔼 step by step, step by step';
  const text = new DrawnText(words);
  const ground = { drawn: text, points: new Points(text.text), digest: 'this' };
  expect(placesOf([placed({ start: 3, end: 15 })], ground).get('p')).toEqual({ from: 5, to: 17 });
  expect(placesOf([placed({ state: 'gone', exact: '' })], ground).size).toBe(0);
});

it('goes by the words where the offsets are not those of what is drawn', () => {
  const ground = drawn('this');
  expect(placesOf([placed({ exact: 'forgets', start: 90, end: 97 })], ground).get('p')).toEqual({ from: 20, to: 27 });
});

it('takes no note for lost that the server has still to look for', () => {
  const made = { ...placed({}), place: null };
  expect(isSought(made, 'this')).toBe(true);
  expect(isSought(placed({ state: 'gone' }), 'this')).toBe(false);
  expect(isSought(made, 'other')).toBe(false);
  expect(isSought(made, '')).toBe(false);
});
