import { describe, expect, test } from 'vitest';
import { askable, enterable, people, whyMissing, worksIn } from './keys';

describe('the works of a citation', () => {
  test('each has its key and its place', () => {
    const group = '[@arxiv:2611.01234, p. 3; @DOI:10.1000/a,b; @bib:Sato, ch. 2]';
    const works = worksIn(group, 10);
    expect(works.map(({ key }) => key)).toEqual(['arxiv:2611.01234', 'doi:10.1000/a,b', 'bib:Sato']);
    expect(works.map(({ from, to }) => group.slice(from - 10, to - 10))).toEqual(['arxiv:2611.01234', 'DOI:10.1000/a,b', 'bib:Sato']);
  });

  test('an id at arXiv ends at any comma', () => expect(worksIn('[@arxiv:1706.03762,p. 3]')[0]?.key).toBe('arxiv:1706.03762'));

  test('scraps have none', () => {
    for (const scrap of ['[@]', '[@arxiv:]', '[@nothing]', '[@; @]']) expect(worksIn(scrap)).toEqual([]);
  });
});

test('what is missing says what to do', () => {
  expect(whyMissing('arxiv:1706.03762')).toBe('No paper here has this id.');
  expect(askable('arxiv:1706.03762v2')).toBe('1706.03762v2');
  expect(askable('doi:10.1/x')).toBeUndefined();
  expect(enterable('doi:10.1/X')).toBe('10.1/X');
  expect(enterable('doi:https://doi.org/10.1/x')).toBe('10.1/x');
});

test('a DOI that arXiv gave out is asked for there', () => {
  expect(askable('doi:10.48550/arXiv.1706.03762')).toBe('1706.03762');
  for (const key of ['doi:10.48550/arXiv.1706.03762', 'arxiv:1706.03762', 'bib:x']) expect(enterable(key)).toBeUndefined();
  expect(whyMissing('bib:x')).toContain('.bib');
});

test('people are named as far as there is room', () => {
  expect(people(['A'], 1)).toBe('A');
  expect(people(['A', 'B', 'C'], 3)).toBe('A, B and C');
  expect(people(['A', 'B', 'C'], 12)).toBe('A, B and 10 others');
});
