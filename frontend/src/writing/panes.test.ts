import { expect, it } from 'vitest';
import { moved, next, step, USUAL } from './panes';

it('moves a separator, and leaves both neighbours something', () => {
  expect(moved(USUAL, 'paper', 5)).toEqual({ paper: 30, editor: 33, side: 37 });
  expect(moved(USUAL, 'paper', -100)).toEqual({ paper: 15, editor: 48, side: 37 });
  expect(moved(USUAL, 'editor', 100)).toEqual({ paper: 25, editor: 60, side: 15 });
});

it('moves by arrows, to the ends by Home and End, and by no other key', () => {
  expect(['ArrowLeft', 'ArrowRight', 'Home', 'End', 'a'].map(step)).toEqual([-2, 2, -100, 100, undefined]);
});

it('goes round the panes that are open', () => {
  expect(next(['paper', 'editor', 'side'], 'side')).toBe('paper');
  expect(next(['paper', 'side'], 'paper')).toBe('side');
  expect(next(['editor'], undefined)).toBe('editor');
});
