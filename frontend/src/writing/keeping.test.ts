import { afterEach, expect, it, vi } from 'vitest';
import { Keeper, leftBehind, letGo } from './keeping';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  localStorage.clear();
});

const left = (alive: string[] = []) => leftBehind('ana', 'd', new Set(alive)).map(({ page, kept: { body, base } }) => [page, body, base]);

it('keeps each page apart, and finds what pages that are gone left, newest first', () => {
  const now = vi.spyOn(Date, 'now').mockReturnValue(1000);
  new Keeper('ana', 'd', 'one').keep('older', 3);
  now.mockReturnValue(2000);
  new Keeper('ana', 'd', 'two').keep('newer', 4);
  expect(left()).toEqual([['two', 'newer', 4], ['one', 'older', 3]]);
  expect(left(['two'])).toEqual([['one', 'older', 3]]);
});

it('shows nobody another person’s words, nor those of another draft', () => {
  new Keeper('noor', 'd', 'one').keep('hers', 1);
  new Keeper('ana', 'd2', 'one').keep('elsewhere', 1);
  expect(left()).toEqual([]);
});

it('lets go of what is committed, and of what another page took up', () => {
  const keeper = new Keeper('ana', 'd', 'one');
  keeper.keep('committed soon', 1);
  keeper.forget();
  new Keeper('ana', 'd', 'two').keep('taken up', 1);
  letGo('ana', 'd', 'two');
  expect(left()).toEqual([]);
});

it('writes a long text soon, at once when asked, and not after it is let go', () => {
  vi.useFakeTimers();
  const long = 'w'.repeat(150_000);
  const keeper = new Keeper('ana', 'd', 'one');
  keeper.keep(long, 1);
  expect(left()).toEqual([]);
  vi.advanceTimersByTime(300);
  expect(left()).toEqual([['one', long, 1]]);
  keeper.keep(`${long}.`, 1);
  keeper.flush();
  expect(left()).toEqual([['one', `${long}.`, 1]]);
  keeper.keep(`${long}..`, 1);
  keeper.forget();
  vi.advanceTimersByTime(1000);
  expect(left()).toEqual([]);
});

it('says when there is no room, and when there is again', () => {
  const keeper = new Keeper('ana', 'd', 'one');
  const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  keeper.keep('words', 1);
  expect(keeper.hasRoom).toBe(false);
  full.mockRestore();
  keeper.keep('more words', 1);
  expect([keeper.hasRoom, left()]).toEqual([true, [['one', 'more words', 1]]]);
});

it.each(['no JSON', '"words"', '{"body": 3, "base": 1, "at": 1}', '{"body": "words"}'])('passes over what it cannot read: %s', (damaged) => {
  localStorage.setItem('stillroom.text/ana/d/one', damaged);
  expect(left()).toEqual([]);
});
