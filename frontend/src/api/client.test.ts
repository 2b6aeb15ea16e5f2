/// <reference types="node" />
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { address, request } from './client';
import { ApiError, Offline, sentenceOf } from './errors';

/* A real server on a free port stands in for the whole of Stillroom; fetch is the runtime's own. */
let server: Server;
let answer: RequestListener;
let origin: string;

beforeEach(async () => {
  server = createServer((req, res) => answer(req, res));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const at = server.address();
  origin = `http://127.0.0.1:${typeof at === 'object' ? at?.port : 0}`;
});
afterEach(() => new Promise((done) => server.close(done)));

const CORS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*', 'Access-Control-Allow-Methods': '*' };

function replying(status: number, body: string, type = 'application/json'): RequestListener {
  return (_, res) => res.writeHead(status, { 'Content-Type': type, ...CORS }).end(body);
}

it('fills the names in a path and keeps the slash of a key', () => {
  expect(address('/api/papers/{key}/versions/{n}', { key: 'hep-th/9901001', n: 2 })).toBe('/api/papers/hep-th/9901001/versions/2');
  expect(address('/api/papers/{key}', { key: 'a b?' })).toBe('/api/papers/a%20b%3F');
});

it('leaves out what was not asked and repeats what was asked twice', () => {
  expect(address('/api/notes', {}, { paper: ['a', 'b'], after: undefined, mine: true })).toBe('/api/notes?paper=a&paper=b&mine=true');
});

it('gives the JSON that came', async () => {
  answer = replying(200, '{"title": "Even pace"}');
  expect(await request('get', `${origin}/api/papers/1`)).toEqual({ title: 'Even pace' });
});

it('takes an answer that breaks off on its way for one that never came', async () => {
  answer = (_, res) => {
    res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100', ...CORS }).write('{"title"');
    setTimeout(() => res.destroy(), 20);
  };
  await expect(request('get', `${origin}/api/papers/1`)).rejects.toThrow(Offline);
});

it('gives undefined for an answer without a body', async () => {
  answer = replying(204, '');
  expect(await request('delete', `${origin}/api/notes/1`)).toBeUndefined();
});

it('sends JSON', async () => {
  let got = '';
  answer = (req, res) => {
    req.on('data', (part) => (got += part));
    req.on('end', () => res.writeHead(200, CORS).end(JSON.stringify([req.method, req.headers['content-type']])));
  };
  expect(await request('put', `${origin}/api/x`, { body: { text: 'é' } })).toEqual(['PUT', 'application/json']);
  expect(got).toBe('{"text":"é"}');
});

it('turns a refusal into its sentence, with whatever else was said', async () => {
  answer = replying(409, '{"error": {"status": 409, "code": "changed", "sentence": "This was changed elsewhere.", "version": 7}}');
  const error = await request('put', `${origin}/api/x`).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 409, code: 'changed', sentence: 'This was changed elsewhere.', details: { version: 7 } });
});

it('says something useful when an error is not one of ours', async () => {
  answer = replying(502, '<h1>Bad gateway</h1>', 'text/html');
  const error = await request('get', `${origin}/api/x`).catch((e: unknown) => e);
  expect(error).toMatchObject({ status: 502, code: 'unknown' });
  expect(sentenceOf(error)).toContain('502');
});

it('knows that nobody is there', async () => {
  const gone = await request('get', 'http://127.0.0.1:9/api/x').catch((e: unknown) => e);
  expect(gone).toBeInstanceOf(Offline);
  expect(sentenceOf(gone)).toContain('connection');
});

it('can be given up', async () => {
  answer = () => {};
  const giveUp = new AbortController();
  const call = request('get', `${origin}/api/x`, { signal: giveUp.signal });
  giveUp.abort();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});
