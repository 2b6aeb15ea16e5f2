/// <reference types="node" />
import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Starting } from './starting.svelte';

/* A real server that keeps back the papers until it is told to give them. */
let server: Server;
let waiting: ServerResponse | undefined;
const KINDS = [{ kind: 'summary', needs_paper: true }];
const PAPER = { id: 'p1', version_id: 'v1', key: '2611.01234', title_html: 'Even pace' };

beforeEach(async () => {
  waiting = undefined;
  server = createServer((req, res) => {
    if (req.url?.startsWith('/api/papers?')) waiting = res;
    else res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(req.url === '/api/kinds' ? KINDS : []));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const at = server.address();
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(`http://127.0.0.1:${typeof at === 'object' && at?.port}${path}`, init));
});

afterEach(() => {
  vi.unstubAllGlobals();
  server.close();
});

it('is not ready to begin before the papers are there that it was asked for', async () => {
  const starting = new Starting();
  const loaded = starting.load(['v1']);
  await vi.waitUntil(() => waiting);
  await new Promise((later) => setTimeout(later, 100)); // the kinds have come by now
  expect(starting.kinds).toEqual([]);
  waiting?.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify([PAPER]));
  await loaded;
  expect(starting.papers).toEqual([PAPER]);
  expect(starting.kinds).toEqual(KINDS);
});

it('says what failed, and is not ready, when the papers cannot be had', async () => {
  const starting = new Starting();
  const loaded = starting.load(['v1']);
  await vi.waitUntil(() => waiting);
  waiting?.writeHead(503, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error: { status: 503, code: 'unavailable', sentence: 'Not now.' } }));
  await loaded;
  expect(starting.kinds).toEqual([]);
  expect(starting.failed).toBe('Not now.');
});
