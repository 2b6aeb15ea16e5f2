import { describe, expect, it } from 'vitest';
import { buttonWords, narrower, releaseWords, shareWords, things } from './words';

it('tells who is left out', () => {
  expect(narrower('here', 'everyone')).toBe(true);
  expect(narrower('link', 'here')).toBe(false);
  expect(narrower('link', 'link')).toBe(false);
});

describe('the button', () => {
  it('names the readers the first time', () => {
    expect(buttonWords('everyone', undefined)).toBe('Publish for everyone');
    expect(buttonWords('here', undefined)).toBe('Publish to people here');
  });

  it('says update after that, and again after a withdrawal', () => {
    expect(buttonWords('here', { withdrawn: false })).toBe('Publish update');
    expect(buttonWords('here', { withdrawn: true })).toBe('Publish again');
  });
});

it('counts in words as far as that reads well', () => {
  expect([things(1), things(3), things(12)]).toEqual(['One thing', 'Three things', '12 things']);
});

it('numbers updates from the second release', () => {
  expect([releaseWords({ number: 1 }), releaseWords({ number: 3 })]).toEqual(['First published', 'Update 2']);
});

it('speaks of quotes only when there are any', () => {
  expect(shareWords(0)).toBe('');
  expect(shareWords(0.004)).toContain('less than 1 %');
  expect(shareWords(0.116)).toContain('12 %');
});
