import { expect, it } from 'vitest';
import { difference } from './difference';

const shown = (was: string, now: string) => difference(was, now).map(({ kind, words }) => `${{ same: '', was: '-', now: '+' }[kind]}${words.trim()}`);

it('shows what was there before what is there now, word by word', () => {
  expect(shown('list four ways of it', 'list three ways of it')).toEqual(['list', '-four', '+three', 'ways of it']);
  expect(shown('a b', 'a b c')).toEqual(['a b', '+c']);
  expect(shown('a b c', 'c')).toEqual(['-a b', 'c']);
});

it('takes a formula for one word', () => {
  expect(shown('so $a + b$ holds', 'so $a + c$ holds')).toEqual(['so', '-$a + b$', '+$a + c$', 'holds']);
});

it('says of like passages that they are alike', () => expect(shown('the same words', 'the same words')).toEqual(['the same words']));
