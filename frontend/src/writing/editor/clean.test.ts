import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { clean, onlyFit } from './clean';

const state = (doc: string, readOnly = false) =>
  EditorState.create({ doc, selection: { anchor: 1 }, extensions: [onlyFit((one) => one.isUserEvent('theirs')), EditorState.readOnly.of(readOnly)] });

it.each([
  ['a\r\nb\rc', 'a\nb\nc'],
  ['a\0b', 'ab'],
  ['half \ud83d', 'half \ufffd'],
  ['whole 😀', 'whole 😀'],
])('cleans %j', (text, want) => {
  expect(clean(text)).toBe(want);
});

it('takes in no carriage return, NUL or half a character, and puts the cursor behind what came', () => {
  const after = state('ab').update({ changes: { from: 1, insert: 'x\r\ny\0\ud83dz' }, userEvent: 'input' }).state;
  expect(after.doc.toString()).toBe('ax\ny\ufffdzb');
  expect(after.selection.main.head).toBe(6);
});

it('never cuts a character in two: what it shares with another is put whole', () => {
  const { changes, state: after } = state('a😀b').update({ changes: { from: 2, to: 3, insert: '\ude01' } });
  expect(after.doc.toString()).toBe('a😁b');
  const seen: [number, number, string][] = [];
  changes.iterChanges((from, to, _, __, inserted) => seen.push([from, to, inserted.toString()]));
  expect(seen).toEqual([[1, 3, '😁']]);
});

it.each([
  ['what is put between its halves comes behind it', { from: 2, insert: 'x' }, 'a😀xb'],
  ['its half is taken out with the other', { from: 1, to: 2 }, 'ab'],
  ['its half is replaced with the other', { from: 2, to: 4, insert: 'x' }, 'ax'],
  ['one like it is put before it', { from: 2, insert: '\ude01\ud83d' }, 'a😁😀b'],
])('never cuts a character in two: %s', (_, changes, want) => {
  expect(state('a😀b').update({ changes }).state.doc.toString()).toBe(want);
});

it('leaves a fit change as it is', () => {
  const transaction = state('ab').update({ changes: { from: 1, insert: '😀' }, selection: { anchor: 0 }, userEvent: 'input.type' });
  expect(transaction.isUserEvent('input.type')).toBe(true);
  expect(transaction.state.selection.main.head).toBe(0);
});

it('keeps the length of others’ text whatever is in it', () => {
  const after = state('ab').update({ changes: { from: 1, insert: 'x\r\ny' }, userEvent: 'theirs' }).state;
  expect(after.doc.length).toBe(6);
});

it('lets only others change a text that is only read', () => {
  const read = state('ab', true);
  expect(read.update({ changes: { from: 0, insert: 'x' } }).state.doc.toString()).toBe('ab');
  expect(read.update({ changes: { from: 0, insert: 'x' }, userEvent: 'theirs' }).state.doc.toString()).toBe('xab');
});
