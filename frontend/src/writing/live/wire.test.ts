import { expect, it } from 'vitest';
import { read, write, type Frame } from './wire';

const bytes = (...values: number[]) => Uint8Array.from(values);

it.each<Frame>([
  { kind: 'step1', vector: bytes(0) },
  { kind: 'step2', update: bytes(0, 0) },
  { kind: 'update', update: bytes(1, 2, 3) },
  { kind: 'awareness', update: bytes(9) },
  { kind: 'ack', count: 300, version: 7 },
  { kind: 'told', told: { kind: 'welcome', epoch: 1, version: 2, part: 'writer', person: { id: 'p', name: 'Zoë 😀' } } },
  { kind: 'told', told: { kind: 'news', what: 'threads' } },
])('reads what it wrote: $kind', (frame) => {
  expect(read(write(frame))).toEqual(frame);
});

it('writes the bytes of y-protocols', () => {
  expect([...write({ kind: 'step1', vector: bytes(0) })]).toEqual([0, 0, 1, 0]);
  expect([...write({ kind: 'update', update: bytes(5, 6) })]).toEqual([0, 2, 2, 5, 6]);
  expect([...write({ kind: 'awareness', update: bytes(7) })]).toEqual([1, 1, 7]);
  expect([...write({ kind: 'ack', count: 300, version: 1 })]).toEqual([2, 172, 2, 1]);
});

it('passes over kinds it does not know, and refuses a frame that breaks off', () => {
  expect(read(bytes(9, 1))).toBeUndefined();
  expect(() => read(bytes(0, 0, 5, 1))).toThrow();
  expect(() => read(bytes())).toThrow();
});
