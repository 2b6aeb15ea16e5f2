import { expect, it } from 'vitest';
import { near, stack } from './margin';

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

it('draws the cards that stand near the window, and those in hand', () => {
  const cards = Array.from({ length: 1000 }, (_, i) => card(`n${i}`, i * 100));
  const { tops } = stack(cards);
  expect([...near(cards, tops, 5000, 5200, new Set())]).toEqual(['n50', 'n51', 'n52']);
  expect(near(cards, tops, 5000, 5200, new Set(['n7'])).has('n7')).toBe(true);
});
