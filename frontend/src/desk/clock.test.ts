import { expect, it } from 'vitest';
import { day, lasting, nextOf, tookOf } from './clock';

const NOW = new Date('2026-12-01T12:00');

it.each([
  ['2026-12-01T11:30', 'less than an hour'],
  ['2026-12-01T11:00', '1 hour'],
  ['2026-11-30T01:00', '35 hours'],
  ['2026-11-28T12:00', '3 days'],
])('says how long it is since %s', (from, said) => {
  expect(lasting(from, NOW.getTime())).toBe(said);
});

it.each([
  ['2026-12-01T23:59', 'today'],
  ['2026-12-02T00:01', 'tomorrow'],
  ['2026-12-04T08:00', 'on Friday'],
  ['2026-12-08T08:00', 'on 8 December'],
])('names the day of %s', (at, said) => {
  expect(day(new Date(at), NOW)).toBe(said);
});

it.each([
  ['looking', null, null, 'Somebody who fits is asked in a moment.'],
  ['begun', null, null, 'Somebody has begun to answer.'],
  ['next_person', '2026-12-02T14:00', null, 'Asks the next person tomorrow 14:00, if nobody begins before.'],
  ['next_person', '2026-12-01T11:59', null, 'Asks the next person in a moment.'],
  ['reminder', null, '2026-12-03', 'Reminds them on Thursday.'],
  ['due', null, '2026-12-01', 'An answer is due today.'],
  ['late', null, '2026-12-30', 'Its day is past. An answer still counts until 30 December.'],
  ['nobody', null, null, 'Nobody is asked any more: ask somebody else, or send the link.'],
] as const)('says what is next: %s', (next, at, on, said) => {
  expect(nextOf({ next, at, on }, NOW)).toBe(said);
});

it('says what became of an answered ask', () => {
  const own = { draft_id: 'd', title: 'T', asked_at: '2026-11-28T12:00', answered_at: '2026-11-28T17:00', published_at: null };
  expect(tookOf(own)).toBe('First answer after 5 hours, nothing published since');
  expect(tookOf({ ...own, published_at: '2026-12-01T17:00' })).toBe('First answer after 5 hours, published 3 days later');
});
