import { describe, expect, it } from 'vitest';
import { after, before, longer, sentences } from './sentences';

const words = (text: string) => sentences(text).map(({ from, to }) => text.slice(from, to));

describe('sentences', () => {
  it('end at a stop before a capital, a number or a formula', () => {
    expect(words('One is here. Two is (“there.”) $x$ is third! 4 more…')).toEqual(['One is here.', 'Two is (“there.”)', '$x$ is third!', '4 more…']);
  });

  it('do not end inside a formula, a number or an abbreviation', () => {
    expect(words('We take $a. B$ and 3.5 of it, i.e. more. Then less')).toEqual(['We take $a. B$ and 3.5 of it, i.e. more.', 'Then less']);
  });

  it('are none in nothing', () => expect(sentences('')).toEqual([]));
});

describe('going through them', () => {
  const [one, two, three] = [{ from: 0, to: 4 }, { from: 5, to: 9 }, { from: 10, to: 14 }];
  const all = [one, two, three];

  it('begins at an end, goes on, and stays at the other', () => {
    expect([after(all, undefined), after(all, one), after(all, three)]).toEqual([one, two, three]);
    expect([before(all, undefined), before(all, three), before(all, one)]).toEqual([three, two, one]);
  });

  it('goes on from words selected by hand', () => expect(after(all, { from: 1, to: 3 })).toEqual(two));

  it('takes one sentence more', () => {
    expect(longer(all, one)).toEqual({ from: 0, to: 9 });
    expect(longer(all, { from: 6, to: 8 })).toEqual({ from: 6, to: 9 });
    expect(longer(all, { from: 5, to: 14 })).toEqual({ from: 5, to: 14 });
  });
});

it('ends a sentence where a block ends', () => {
  const text = '1 Slow heat The still is slow. Wait';
  expect(sentences(text, [0, 12, 35]).map(({ from, to }) => text.slice(from, to))).toEqual(['1 Slow heat', 'The still is slow.', 'Wait']);
});
