import { expect, it } from 'vitest';
import type { Note } from '../wire';
import { placeOf, ranked } from './ranking';

const note = (id: string, exact: string, more: Partial<Note> = {}): Note => ({
  id, words: '', html: '', tags: [], number: 1, mine: true, paper_title: 'Kettles', paper_key: '2611.01234', version_id: 'v', form: 'html', text_digest: '',
  place: null, colour: 'amber', sharing: 'private', created_at: '', changed_at: '',
  person: { id: 'p', name: 'Ada', handle: 'ada' } as Note['person'],
  anchor: { exact, prefix: '', suffix: '', start: 0, end: 1, section: '3.2 Methods' },
  ...more,
});

const notes = [
  note('a', 'A cold kettle says nothing'),
  note('b', 'The probe is right', { words: 'about kettles' }),
  note('c', 'kettle first of all', { mine: false }),
  note('d', 'Nothing of the kind', { tags: ['copper'] }),
];
const ids = (typed: string, used: string[] = []) => ranked(notes, typed, (id) => Number(used.includes(id))).map(({ id }) => id);

it('offers all notes before anything is typed, those in use last', () => {
  expect(ids('')).toEqual(['a', 'b', 'd', 'c']);
  expect(ids('', ['a'])).toEqual(['b', 'd', 'c', 'a']);
});

it('wants every word, wherever it stands, and puts the best fit first', () => {
  expect(ids('kettle')).toEqual(['c', 'a', 'b', 'd']);
  expect(ids('cold nothing')).toEqual(['a']);
  expect(ids('copper')).toEqual(['d']);
  expect(ids('methods probe')).toEqual(['b']);
  expect(ids('teapot')).toEqual([]);
  expect(ids('a(b')).toEqual([]);
});

it('says where a passage stands and whose the note is', () => {
  expect(placeOf(note('a', 'x'))).toBe('3.2 Methods · v1');
  expect(placeOf(note('a', 'x', { mine: false, number: 2 }), 1)).toBe('3.2 Methods · v2 · by Ada · in use');
  expect(placeOf(note('a', '', { anchor: null }))).toBe('About the whole paper · v1');
});
