import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PreviewState } from './preview.svelte';

/** What the server was asked to draw, and how it answers: out of reach, or with the body as its one block. */
let asked: string[];
let reachable: boolean;
let waiting: (() => void) | undefined;

beforeEach(() => {
  [asked, reachable, waiting] = [[], true, undefined];
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    const { body } = JSON.parse(String(init.body)) as { body: string };
    asked.push(body);
    if (body === 'slow') await new Promise<void>((done) => (waiting = done));
    if (!reachable) throw new TypeError('no connection');
    return new Response(JSON.stringify({ blocks: [body], headings: [], problems: [], words: 1, formulas: 0, claims: 0 }));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('draws the newest text once the typing rests', async () => {
  const preview = new PreviewState('d1');
  for (const body of ['a', 'ab', 'abc']) preview.ask(body);
  await vi.advanceTimersByTimeAsync(300);
  expect([asked, preview.shown?.blocks]).toEqual([['abc'], ['abc']]);
});

it('asks for one drawing at a time, and then for the newest text only', async () => {
  const preview = new PreviewState('d1');
  preview.ask('slow');
  await vi.advanceTimersByTimeAsync(300);
  for (const body of ['one', 'two']) {
    preview.ask(body);
    await vi.advanceTimersByTimeAsync(300);
  }
  expect(asked).toEqual(['slow']);
  waiting?.();
  await vi.advanceTimersByTimeAsync(500);
  expect([asked, preview.shown?.blocks]).toEqual([['slow', 'two'], ['two']]);
});

it('keeps what it shows while the server is out of reach, and draws again by itself', async () => {
  const preview = new PreviewState('d1');
  preview.ask('before');
  await vi.advanceTimersByTimeAsync(300);
  reachable = false;
  preview.ask('after');
  await vi.advanceTimersByTimeAsync(300);
  expect([preview.failed !== '', preview.shown?.blocks]).toEqual([true, ['before']]);
  await vi.advanceTimersByTimeAsync(3000);
  expect(asked).toEqual(['before', 'after']);
  reachable = true;
  await vi.advanceTimersByTimeAsync(2000);
  expect([preview.failed, preview.shown?.blocks]).toEqual(['', ['after']]);
});

it('goes on drawing while one types, each time after as long as the last took', async () => {
  const preview = new PreviewState('d1');
  preview.ask('first');
  await vi.advanceTimersByTimeAsync(10);
  for (let i = 0; i < 20; i++) {
    preview.ask(`text ${i}`);
    await vi.advanceTimersByTimeAsync(5);
  }
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.length).toBeLessThan(15);
});

it('asks no more once it is closed', async () => {
  const preview = new PreviewState('d1');
  preview.ask('a');
  preview.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toEqual([]);
});
