import { describe, expect, it } from 'vitest';
import { linkAt, linksIn, nth, renewed, whereIs } from './links';

const TEXT = 'A [claim](note:a1), [one [sic] more](note:b2) and [again](note:a1). [No](https://x.example) \\[not](note:c3';

describe('the claims of a text', () => {
  it('are found with their words, brackets in them included', () => {
    expect(linksIn(TEXT).map(({ note, words }) => [note, words])).toEqual([['a1', 'claim'], ['b2', 'one [sic] more'], ['a1', 'again']]);
    for (const { from, to, note } of linksIn(TEXT)) expect(TEXT.slice(from, to)).toMatch(new RegExp(`^\\[.*\\(note:${note}\\)$`));
  });

  it('are known by the place of the cursor, and by their order', () => {
    expect(linkAt(TEXT, TEXT.indexOf('sic'))?.note).toBe('b2');
    expect(linkAt(TEXT, 0)).toBeUndefined();
    expect(nth(TEXT, 'a1', 1)?.words).toBe('again');
    expect(nth(TEXT, 'a1', 2)).toBeUndefined();
  });

  it('take the words of a new passage where they were those of the old one', () => {
    const [first] = linksIn('> [It was so](note:a1)');
    const [other] = linksIn('[Quite so](note:a1)');
    if (!first || !other) throw new Error('no claims');
    expect(renewed(first, 'It was so', { id: 'n2', quote: 'It is [so]' }).changes[0]?.insert).toBe('[It is [so]](note:n2)');
    expect(renewed(other, 'It was so', { id: 'n2', quote: 'It is so' }).changes[0]?.insert).toBe('[Quite so](note:n2)');
  });
});

describe('something found in an older text', () => {
  const text = '𝔎 One. Two. One.';

  it('stands where it stood, offsets counting code points', () => {
    expect(whereIs(text, { start: 2, source: 'One.' })).toEqual({ from: 3, to: 7 });
  });

  it('is taken at the nearest place when words moved it', () => {
    expect(whereIs(text, { start: 9, source: 'One.' })).toEqual({ from: 13, to: 17 });
    expect(whereIs(text, { start: 4, source: 'One.' })).toEqual({ from: 3, to: 7 });
  });

  it('is gone when its words are', () => {
    expect(whereIs(text, { start: 2, source: 'Three.' })).toBeUndefined();
  });
});
