import { expect, it } from 'vitest';
import { ActiveTime, minutesOf } from './minutes';

const S = 1000;

it('runs while somebody is there', () => {
  const clock = new ActiveTime();
  clock.sign(0);
  for (let now = 0; now <= 50 * S; now += 10 * S) clock.tick(now, true);
  expect(clock.spent).toBe(50 * S);
});

it('stands still a minute after the last sign of life, and goes on with the next', () => {
  const clock = new ActiveTime();
  clock.sign(0);
  clock.tick(0, true);
  clock.tick(300 * S, true);
  expect(clock.spent).toBe(60 * S);
  clock.sign(400 * S);
  clock.tick(400 * S, true);
  clock.tick(410 * S, true);
  expect(clock.spent).toBe(70 * S);
});

it('stands still while the page is hidden', () => {
  const clock = new ActiveTime();
  clock.sign(0);
  clock.tick(0, true);
  clock.tick(10 * S, false);
  clock.sign(20 * S);
  clock.tick(20 * S, true);
  expect(clock.spent).toBe(10 * S);
  clock.tick(25 * S, true);
  expect(clock.spent).toBe(15 * S);
});

it('goes on from what earlier visits took', () => {
  expect(minutesOf(new ActiveTime(13 * 60 * S + 59 * S).spent)).toBe(13);
});
