import { describe, expect, it } from 'vitest';
import type { Version } from './history-calls';
import { about, before, byDay, called, calledWithDay, inOrder } from './versions';

const version = (id: string, at: string, more: Partial<Version> = {}): Version => ({ id, at, kind: 'automatic', name: '', by: 'Ada', number: null, occasion: null, ...more });
const NOON = new Date(2026, 10, 30, 12, 0);
const at = (day: number, hour: number, year = 2026, month = 10) => new Date(year, month, day, hour, 5).toISOString();

const ALL = [
  version('now', at(30, 11), { kind: 'now' }),
  version('b', at(30, 0)),
  version('c', at(29, 23), { kind: 'saved', number: 3, name: 'For Rui', occasion: 'review' }),
  version('d', at(19, 9), { kind: 'saved', number: 2, occasion: 'named' }),
  version('e', at(31, 9, 2024, 11), { name: 'Before the cut' }),
];

describe('versions', () => {
  it('stand under their days', () => {
    expect(byDay(ALL, NOON).map(({ words, versions }) => [words, versions.length])).toEqual([
      ['Today', 2], ['Yesterday', 1], ['Thursday 19 November', 1], ['Tuesday 31 December 2024', 1],
    ]);
  });

  it('are called by their name, their number or their hour', () => {
    expect(ALL.map(called)).toEqual(['The text now', '00:05', 'For Rui', 'Version 2', 'Before the cut']);
    expect(ALL.map((one) => calledWithDay(one, NOON))).toEqual([
      'The text now', '00:05, today', 'For Rui (23:05, yesterday)', 'Version 2 (09:05, Thursday 19 November)', 'Before the cut (09:05, Tuesday 31 December 2024)',
    ]);
  });

  it('say who had changed the text last', () => {
    expect(ALL.map(about)).toEqual(['11:05, Ada', 'Ada, kept by itself', 'version 3, sent to review, 23:05, Ada', '09:05, Ada', '09:05, Ada']);
  });

  it('are compared the older one first, with the one before', () => {
    expect(inOrder(ALL, 'b', 'd')).toEqual(['d', 'b']);
    expect(inOrder(ALL, 'd', 'b')).toEqual(['d', 'b']);
    expect([before(ALL, 'now'), before(ALL, 'e')]).toEqual(['b', 'e']);
  });
});
