import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outbox } from './outbox.svelte';
import type { Doing } from './pending';
import type { Review } from './wire';

const EMPTY: Review = {
  id: 'r', ask_id: 'a', kind: 'correctness', revision_number: 1, byline: '', sentence: '', sentence_html: '', said_back: '', ticks: [], ratings: [], threads: [], suggestions: [], sent_at: null, read_at: null, helped: false,
};

/** A server that holds one review and answers as ours does. */
class Server {
  review = structuredClone(EMPTY);
  calls: string[] = [];
  /** Before each call: throw to be out of reach; `lost` loses the answer of a call that was done. */
  before: (call: string) => unknown = () => {};
  lost = false;
  refuses = false;

  fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const call = `${init.method} ${url}`;
    this.calls.push(call);
    this.before(call);
    if (this.refuses) return this.#answer(410, { error: { status: 410, code: 'gone', sentence: 'Taken back.' } });
    this.#act(init.method ?? '', url, init.body ? JSON.parse(init.body as string) : {});
    if (this.lost) throw new TypeError('the connection broke');
    return this.#answer(200, this.review);
  };

  #act(method: string, url: string, body: { sentence?: string; words?: string; verdict?: 'right' }): void {
    const id = url.split('/').at(-1) ?? '';
    if (method === 'PATCH' && body.sentence !== undefined) this.review.sentence = body.sentence;
    if (method === 'PUT') this.review.ticks = [{ evidence_id: id, verdict: body.verdict ?? 'right', why: '' }];
    if (method === 'POST' && url.endsWith('/comments')) this.#comment(body.words ?? '');
    if (method === 'PATCH' && body.words) this.review.threads.find((one) => one.id === id)!.comments[0]!.words = body.words;
    if (method === 'DELETE') this.review.threads = this.review.threads.filter((one) => one.id !== id);
  }

  #comment(words: string): void {
    const id = `t${this.review.threads.length + 1}`;
    this.review.threads.push({ id, anchor: null, mark: 'comment', resolved_at: null, comments: [{ id: `c${id}`, byline: '', mine: true, words, html: '', created_at: '2026-11-24T10:00:00Z', changeable: false }] });
  }

  #answer = (status: number, body: object) => new Response(JSON.stringify(body), { status });
}

let server: Server;
beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  vi.stubGlobal('fetch', server.fetch);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const box = (pending: Doing[] = []) => new Outbox('i', null, pending, () => {});
const said = () => server.review.threads.map(({ comments: [first] }) => first?.words);
const comment = (words: string, id = 'new 1'): Doing => ({ what: 'comment', id, words, anchor: null });

describe('what the reviewer does', () => {
  it('begins the review with the first thing done, and arrives in order', async () => {
    const outbox = box();
    outbox.do({ what: 'sentence', words: 'Sound.' }, 800);
    outbox.do({ what: 'tick', evidence: 'e1', verdict: 'right', why: '' });
    await outbox.flush();
    expect(server.calls).toEqual(['POST /api/invitations/i/reviews', 'PATCH /api/reviews/r', 'PUT /api/reviews/r/ticks/e1']);
    expect(outbox.keeping).toBe('kept');
    expect(outbox.pending).toEqual([]);
    expect(outbox.shown.sentence).toBe('Sound.');
  });

  it('is shown at once, and tried again by itself when the server cannot be reached', async () => {
    const outbox = box();
    server.before = () => {
      throw new TypeError('offline');
    };
    outbox.do({ what: 'sentence', words: 'Sound.' });
    await vi.advanceTimersByTimeAsync(0);
    expect([outbox.keeping, outbox.shown.sentence]).toEqual(['offline', 'Sound.']);
    server.before = () => {};
    await vi.advanceTimersByTimeAsync(8_000);
    expect([outbox.keeping, server.review.sentence]).toEqual(['kept', 'Sound.']);
  });

  it('is not done twice when only the answer was lost', async () => {
    const outbox = box();
    await outbox.begin();
    server.lost = true;
    outbox.do(comment('Why 600?'));
    await outbox.flush();
    expect(outbox.keeping).toBe('offline');
    server.lost = false;
    await outbox.flush();
    expect(said()).toEqual(['Why 600?']);
    expect(outbox.pending).toEqual([]);
  });

  it('keeps what was changed while it was on its way', async () => {
    const outbox = box();
    await outbox.begin();
    server.before = (call) => call.endsWith('/comments') && outbox.do({ what: 'reword', id: 'new 1', words: 'Why not 400?' });
    outbox.do(comment('Why 600?'));
    await outbox.flush();
    expect(said()).toEqual(['Why not 400?']);
  });

  it('takes a comment back that was deleted while it was on its way', async () => {
    const outbox = box();
    await outbox.begin();
    server.before = (call) => call.endsWith('/comments') && outbox.do({ what: 'remove', id: 'new 1' });
    outbox.do(comment('Never mind'));
    await outbox.flush();
    expect(said()).toEqual([]);
    expect(outbox.shown.comments).toEqual([]);
  });

  it('stays here when the server refuses it, with its sentence', async () => {
    const outbox = box();
    server.refuses = true;
    outbox.do({ what: 'sentence', words: 'Sound.' });
    await outbox.flush();
    expect([outbox.keeping, outbox.refusal, outbox.shown.sentence]).toEqual(['refused', 'Taken back.', 'Sound.']);
  });

  it('goes on from what an earlier page left', async () => {
    server.review.threads = [];
    const outbox = box([comment('Left behind')]);
    await outbox.flush();
    expect(said()).toEqual(['Left behind']);
  });
});
