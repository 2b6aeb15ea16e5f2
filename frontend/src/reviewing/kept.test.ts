import { afterEach, expect, it, vi } from 'vitest';
import { forget, keep, recall, type Kept } from './kept';

const KEPT: Kept = {
  pending: [{ what: 'sentence', words: 'Sound.' }],
  composing: { words: 'Half a thou', anchor: { exact: 'step 600' } },
  seconds: 780,
};

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

it('keeps each answer under its invitation, until it is sent', () => {
  expect(keep('i', KEPT)).toBe(true);
  expect(recall('i')).toEqual(KEPT);
  expect(recall('another')).toEqual({ pending: [], composing: null, seconds: 0 });
  forget('i');
  expect(recall('i').pending).toEqual([]);
});

it('begins anew when what is kept cannot be read', () => {
  localStorage.setItem('stillroom.review/i', '{"pending": "no list"');
  expect(recall('i')).toEqual({ pending: [], composing: null, seconds: 0 });
});

it('says when the browser keeps nothing', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  expect(keep('i', KEPT)).toBe(false);
});
