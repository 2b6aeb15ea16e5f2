import { expect, it } from 'vitest';
import type { Paper } from '../wire';
import { asksGround, isOpen, sourceOf } from './rights';

it('knows which licences let anybody show a picture', () => {
  expect(['CC BY 4.0', 'CC BY-SA 4.0', 'CC0 1.0', 'Public domain'].every(isOpen)).toBe(true);
  expect(['CC BY-NC 4.0', 'CC BY-NC-SA 4.0', 'CC BY-ND 4.0', 'All rights reserved', ''].some(isOpen)).toBe(false);
});

it('asks for the ground only where the licence does not say it', () => {
  expect(asksGround({ source: '', licence: '', ground: '' })).toBe(false);
  expect(asksGround({ source: 'Ilves 2026', licence: '', ground: '' })).toBe(true);
  expect(asksGround({ source: 'Ilves 2026', licence: 'CC BY 4.0', ground: '' })).toBe(false);
  expect(asksGround({ source: '', licence: 'All rights reserved', ground: '' })).toBe(true);
});

it('names a paper as a source', () => {
  const paper = { authors: ['Mara Ilves', 'Tobias Wren'], author_count: 2, year: 2026, label: 'arXiv 2611.01234v1' } as Paper;
  expect(sourceOf(paper)).toBe('Ilves and Wren 2026, arXiv 2611.01234v1');
  expect(sourceOf({ ...paper, author_count: 9 })).toBe('Ilves et al. 2026, arXiv 2611.01234v1');
});
