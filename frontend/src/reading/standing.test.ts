import { expect, it } from 'vitest';
import { hasChanged, since, standing } from './standing';
import type { Note } from './wire';

const place = (state: 'found' | 'moved' | 'changed' | 'gone', confidence = 1): Note['place'] => ({ state, exact: 'now', prefix: '', suffix: '', start: 0, end: 3, confidence });
const note = (number: number, found: Note['place'], mine = true) =>
  ({ number, mine, place: found, anchor: { exact: 'was', prefix: '', suffix: '', section: '' } }) as Pick<Note, 'number' | 'mine' | 'place' | 'anchor'>;

it('says where a note stands, and how sure that is', () => {
  expect(standing(note(1, place('found')), 2)).toBe('');
  expect(standing(note(1, place('found', 0.867)), 2)).toBe('Found again, 86 % sure.');
  expect(standing(note(1, place('moved')), 2)).toBe('Moved since v1.');
  expect(standing(note(1, place('changed', 0.7)), 2)).toBe('Changed since v1, 70 % sure:');
  expect(standing(note(1, null), 2)).toBe('');
});

it('takes other words in another form of one version for no change of the paper', () => {
  expect(standing(note(2, place('changed', 0.89)), 2)).toBe('Found again, 89 % sure.');
  expect(hasChanged(note(2, place('changed')), 2)).toBe(false);
  expect(hasChanged(note(1, place('changed')), 2)).toBe(true);
});

it('counts the reader’s own passages of other versions, and those that are otherwise', () => {
  const notes = [note(1, place('found')), note(1, place('changed')), note(2, place('gone')), note(3, place('changed')), note(1, place('gone'), false)];
  expect(since(notes, 3)).toEqual({ all: 3, changed: 2, number: 1 });
  expect(since([note(3, place('found'))], 3)).toBeUndefined();
});
