/// <reference types="node" />
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ArxivSearch } from './arxiv-search.svelte';
import { Box } from './box.svelte';

/* A real server answers from a list, in order, and notes what it was asked; only the origin is put before the addresses. */
let server: Server;
let answers: [status: number, body: object][];
let asked: string[];
let opened: [key: string, sentence: string][];
let box: Box;

const PAPER = { id: 'p1', key: '2611.01234', title_html: 'Even pace' };

beforeEach(async () => {
  answers = [];
  asked = [];
  opened = [];
  box = new Box((paper, sentence) => opened.push([paper.key, sentence]));
  server = createServer((req, res) => {
    asked.push(`${req.method} ${req.url}`);
    const [status, body] = answers.shift() ?? [500, {}];
    res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const at = server.address();
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(`http://127.0.0.1:${typeof at === 'object' && at?.port}${path}`, init));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await new Promise((done) => server.close(done));
});

it('opens a paper that is here', async () => {
  answers = [[200, { state: 'done', paper: PAPER, sentence: '' }]];
  box.text = ' 2611.01234 ';
  await box.open();
  expect(opened).toEqual([['2611.01234', '']]);
  expect(box.state).toEqual({ name: 'idle' });
});

it('waits for one at arXiv, saying where it stands', async () => {
  answers = [
    [200, { state: 'waiting', errand_id: 'e1', paper: null, place: 3, seconds: 12, sentence: '' }],
    [200, { state: 'done', errand_id: 'e1', paper: PAPER, sentence: 'This paper was withdrawn.' }],
  ];
  const done = box.open('2611.01234');
  await vi.waitFor(() => expect(box.state).toEqual({ name: 'waiting', place: 3, seconds: 12 }));
  expect(box.busy).toBe(true);
  await done;
  expect(asked).toEqual(['POST /api/imports', 'GET /api/imports/e1']);
  expect(opened).toEqual([['2611.01234', 'This paper was withdrawn.']]);
});

it('says what went wrong, in the words of the server', async () => {
  answers = [[200, { state: 'failed', paper: null, sentence: 'arXiv has no paper 2611.99999.' }]];
  await box.open('2611.99999');
  expect(box.state).toEqual({ name: 'failed', sentence: 'arXiv has no paper 2611.99999.' });
  answers = [[429, { error: { status: 429, code: 'too_many', sentence: 'Too many at once. Wait a minute.' } }]];
  await box.open('2611.99999');
  expect(box.state).toEqual({ name: 'failed', sentence: 'Too many at once. Wait a minute.' });
  expect(opened).toEqual([]);
});

it('looks for words among the papers here', async () => {
  answers = [[200, { state: null, paper: null, sentence: '' }], [200, [PAPER]]];
  await box.open('even pace & more');
  expect(asked[1]).toBe('GET /api/papers?words=even+pace+%26+more&limit=10');
  expect(box.state).toMatchObject({ name: 'words', words: 'even pace & more', here: [PAPER] });
});

it('stops waiting when told to, and opens nothing later', async () => {
  answers = [[200, { state: 'waiting', errand_id: 'e1', paper: null, place: 1, seconds: 6, sentence: '' }]];
  const done = box.open('2611.01234');
  await vi.waitFor(() => expect(box.state.name).toBe('waiting'));
  box.stop();
  await done;
  expect(box.state).toEqual({ name: 'idle' });
  expect(opened).toEqual([]);
});

it('searches arXiv ten at a time', async () => {
  const page = { errand_id: 's1', state: 'done', total: 40, start: 10, results: [] };
  answers = [[200, { errand_id: 's1', state: 'waiting', place: 0, seconds: 3 }], [200, page]];
  const search = new ArxivSearch('even pace');
  await search.ask(10);
  expect(asked).toEqual(['POST /api/arxiv-searches', 'GET /api/arxiv-searches/s1']);
  expect(search.state).toEqual({ name: 'found', page });
});
