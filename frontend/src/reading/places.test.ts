import { expect, it } from 'vitest';
import { DrawnText } from './passages';
import { placesOf } from './places';
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

it('has no places before anything is drawn', () => expect(placesOf([note('a', 'Step')], undefined).size).toBe(0));
