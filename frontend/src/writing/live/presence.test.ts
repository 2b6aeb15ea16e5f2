import { beforeEach, expect, it, vi } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import { Doorkeeper, peopleIn, personIn, type Present } from './presence';

const here = (...names: string[]) => new Map(names.map((name): [string, Present] => [name, { id: name, name }]));

beforeEach(() => {
  vi.useFakeTimers();
});

it.each([
  [{ user: { id: 'p', name: 'Lee' } }, 'Lee'],
  [{ user: { id: 'p', name: '' } }, undefined],
  [{ user: { id: 1, name: 'Lee' } }, undefined],
  [{ user: 'Lee' }, undefined],
  [{ name: 'Lee' }, undefined],
  [null, undefined],
])('reads who %j is of', (state, name) => {
  expect(personIn(state)?.name).toBe(name);
});

it('counts a person once, however many pages they have open, and not oneself', () => {
  const mine = new Awareness(new Doc());
  for (const [id, name] of [['lee', 'Lee'], ['lee', 'Lee'], ['ada', 'Ada'], ['me', 'Me']]) {
    const other = new Awareness(new Doc());
    other.setLocalState({ user: { id, name } });
    applyAwarenessUpdate(mine, encodeAwarenessUpdate(other, [other.clientID]), 'server');
    other.destroy();
  }
  mine.setLocalState({ user: { id: 'lee', name: 'Lee' } });
  expect([...peopleIn(mine, 'me').values()].map(({ name }) => name)).toEqual(['Ada', 'Lee']);
  mine.destroy();
});

it('says who joins, together, and who leaves, once they stayed away', () => {
  const said: string[] = [];
  const door = new Doorkeeper((words) => said.push(words));
  door.look(here('Ada', 'Lee'));
  door.look(here('Ada', 'Lee', 'Rui'));
  door.look(here('Ada'));
  vi.advanceTimersByTime(3000);
  door.look(here('Ada', 'Rui'));
  vi.advanceTimersByTime(10_000);
  expect(said).toEqual(['Ada and Lee joined', 'Rui joined', 'Lee left']);
});

it('says nothing of others while one is cut off oneself', () => {
  const said: string[] = [];
  const door = new Doorkeeper((words) => said.push(words));
  door.look(here('Lee'));
  door.look(here());
  door.blind();
  vi.advanceTimersByTime(60_000);
  door.look(here('Lee'));
  expect(said).toEqual(['Lee joined']);
});
