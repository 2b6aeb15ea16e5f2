import { expect, it } from 'vitest';
import { stack } from './margin';

const card = (id: string, top: number, height = 50) => ({ id, top, height });

it('lets cards stand where they wish when there is room', () => {
  expect([...stack([card('a', 10), card('b', 100)], 20).tops]).toEqual([['a', 10], ['b', 100]]);
});

it('pushes down, in order, those that would collide', () => {
  const { tops, bottom } = stack([card('c', 40), card('a', 0), card('b', 30)], 20);
  expect([...tops]).toEqual([['a', 0], ['b', 70], ['c', 140]]);
  expect(bottom).toBe(190);
});

it('keeps the given order of cards at one height', () => {
  expect([...stack([card('first', 0, 10), card('second', 0, 10)], 4).tops]).toEqual([['first', 0], ['second', 14]]);
});

it('is empty without cards', () => expect(stack([]).bottom).toBe(0));
