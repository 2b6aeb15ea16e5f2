import { expect, it } from 'vitest';
import { detailsFor, savingOf, wordsFor, type Facts, type Saving } from './saving';

const well: Facts = { ended: false, sentence: '', away: false, synced: true, unsent: 0 };

it.each<[Partial<Facts>, Saving]>([
  [{}, 'saved'],
  [{ synced: false }, 'connecting'],
  [{ unsent: 2 }, 'saving'],
  [{ synced: false, unsent: 2 }, 'saving'],
  [{ synced: false, away: true, unsent: 2 }, 'offline'],
  [{ sentence: 'The disk is full.', away: true, synced: false }, 'refused'],
  [{ ended: true, sentence: 'No.', unsent: 2 }, 'ended'],
])('%j is %s', (facts, saving) => {
  expect(savingOf({ ...well, ...facts })).toBe(saving);
});

const about = { kept: 0, sentence: '', room: true, readonly: false };

it.each<[Saving, Partial<typeof about>, string]>([
  ['connecting', {}, 'Connecting…'],
  ['saved', {}, 'Saved'],
  ['saved', { readonly: true }, 'In step'],
  ['saving', {}, 'Saving…'],
  ['offline', {}, 'Offline'],
  ['offline', { kept: 1 }, 'Offline, 1 change kept here'],
  ['offline', { kept: 1300 }, 'Offline, 1,300 changes kept here'],
  ['offline', { kept: 3, room: false }, 'Offline, 3 changes not saved: this browser has no room to keep it'],
  ['refused', { kept: 1, sentence: 'The disk is full. Make room.' }, 'Not saved: The disk is full, kept here'],
  ['refused', { sentence: 'You are signed out.' }, 'You are signed out'],
  ['ended', {}, 'Closed to you'],
])('%s with %j says "%s"', (saving, more, words) => {
  expect(wordsFor(saving, { ...about, ...more })).toBe(words);
});

it('never promises to keep what the browser cannot', () => {
  for (const saving of ['saving', 'offline', 'refused'] as const) {
    expect(detailsFor(saving, { ...about, kept: 1, room: false })).toContain('no room');
    expect(detailsFor(saving, { ...about, kept: 1, room: false })).not.toContain('is kept in this browser');
  }
});
