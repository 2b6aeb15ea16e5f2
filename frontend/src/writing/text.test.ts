import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Keeper, leftBehind } from './keeping';
import { TextStore } from './text.svelte';
import type { Text } from './wire';

/** The rules of PUT /api/drafts/{id}/text, held in memory and answering through `fetch`. */
class Server {
  body = 'First.';
  version = 1;
  /** What happens to a call: it arrives and is answered; arrives and the answer is lost; never arrives; is answered otherwise. */
  line: 'up' | 'deaf' | 'down' | Response = 'up';
  calls = 0;
  /** Held answers are given one by one. */
  hold: (() => void)[] | undefined;

  readonly fetch = async (_: string, init: RequestInit): Promise<Response> => {
    this.calls++;
    if (this.hold) await new Promise<void>((go) => this.hold?.push(go));
    const { line } = this;
    if (line === 'down') throw new TypeError('Failed to fetch');
    if (line instanceof Response) return line.clone();
    const answer = init.method === 'PUT' ? this.#put(JSON.parse(init.body as string)) : Response.json({ text: this.text });
    if (line === 'deaf') throw new TypeError('Failed to fetch');
    return answer;
  };

  get text(): Text {
    return { body: this.body, version: this.version, epoch: 1, changed_at: '2026-11-20T10:00:00Z' };
  }

  #put({ body, base_version }: { body: string; base_version: number }): Response {
    if (base_version !== this.version && body !== this.body) return refusal(409, 'Changed elsewhere.', { current: this.text });
    if (body !== this.body) [this.body, this.version] = [body, this.version + 1];
    return Response.json({ version: this.version, changed_at: this.text.changed_at });
  }
}

const refusal = (status: number, sentence: string, more = {}) =>
  Response.json({ error: { status, code: 'refused', sentence, ...more } }, { status });

let server: Server;

const page = (name: string) => new TextStore('d', server.text, new Keeper('p', 'd', name));
const kept = () => leftBehind('p', 'd', new Set()).map(({ kept: { body } }) => body);
const rest = (milliseconds = 1000) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  vi.stubGlobal('fetch', server.fetch);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  localStorage.clear();
});

it('is saved only once the server has said so', async () => {
  server.hold = [];
  const text = page('a');
  text.edit('First. Second.');
  expect([text.saving, kept()]).toEqual(['waiting', ['First. Second.']]);
  await rest();
  expect([text.saving, server.body, kept()]).toEqual(['saving', 'First.', ['First. Second.']]);
  server.hold[0]?.();
  await rest(0);
  expect([text.saving, text.version, server.body, kept()]).toEqual(['saved', 2, 'First. Second.', []]);
});

it('is not saved when more was typed before the answer came', async () => {
  server.hold = [];
  const text = page('a');
  text.edit('One');
  await rest();
  text.edit('One, two');
  server.hold[0]?.();
  await rest(0);
  expect([text.saving, server.body, kept()]).toEqual(['waiting', 'One', ['One, two']]);
  server.hold = undefined;
  await rest();
  expect([text.saving, server.body]).toEqual(['saved', 'One, two']);
});

it('keeps what is typed without a connection, and saves it by itself when there is one again', async () => {
  const text = page('a');
  server.line = 'down';
  text.edit('Typed in a tunnel');
  await rest();
  expect([text.saving, text.sentence, kept()]).toEqual([
    'offline',
    'Your text is kept here, and saved once Stillroom can be reached.',
    ['Typed in a tunnel'],
  ]);
  text.edit('Typed in a long tunnel');
  await rest(5000);
  expect([text.saving, kept()]).toEqual(['offline', ['Typed in a long tunnel']]);
  server.line = 'up';
  await rest(30_000);
  expect([text.saving, server.body, kept()]).toEqual(['saved', 'Typed in a long tunnel', []]);
});

it('waits longer between tries, and tries at once when the browser is back online', async () => {
  const text = page('a');
  server.line = 'down';
  text.edit('Words');
  await rest(60_000);
  const tried = server.calls;
  expect(tried).toBeLessThan(10);
  server.line = 'up';
  text.retry();
  await rest(0);
  expect([text.saving, server.calls]).toEqual(['saved', tried + 1]);
});

it('knows its own text again when an answer was lost on its way', async () => {
  const text = page('a');
  server.line = 'deaf';
  text.edit('Arrived');
  await rest();
  text.edit('Arrived, and more');
  server.line = 'up';
  await rest(10_000);
  expect([text.saving, server.body, text.theirs]).toEqual(['saved', 'Arrived, and more', undefined]);
});

it('never writes over what another tab saved, and never lets go of either', async () => {
  const [mine, theirs] = [page('a'), page('b')];
  const asked = vi.fn();
  mine.onconflict = asked;
  theirs.edit('Theirs');
  await rest();
  mine.edit('Mine');
  await rest();
  expect([mine.saving, mine.theirs?.body, server.body, kept()]).toEqual(['conflict', 'Theirs', 'Theirs', ['Mine']]);
  expect(asked).toHaveBeenCalledOnce();
  mine.edit('Mine, still');
  await rest(60_000);
  expect([server.body, kept(), await mine.flush()]).toEqual(['Theirs', ['Mine, still'], false]);
});

it.each([
  ['mine on top', (text: TextStore) => text.keepMine(), 'Mine'],
  ['theirs', (text: TextStore) => text.takeTheirs(), 'Theirs'],
])('goes on after a choice: %s', async (_, choose, left) => {
  const mine = page('a');
  [server.body, server.version] = ['Theirs', 2];
  mine.edit('Mine');
  await rest();
  await choose(mine);
  expect([mine.saving, mine.body, server.body, kept()]).toEqual(['saved', left, left, []]);
  mine.edit(`${left}. Next.`);
  await rest();
  expect([mine.saving, server.body]).toEqual(['saved', `${left}. Next.`]);
});

it('asks again when the other text moved on before mine was on top', async () => {
  const mine = page('a');
  [server.body, server.version] = ['Theirs', 2];
  mine.edit('Mine');
  await rest();
  [server.body, server.version] = ['Theirs, later', 3];
  expect(await mine.keepMine()).toBe(false);
  expect([mine.saving, mine.theirs?.body, server.body]).toEqual(['conflict', 'Theirs, later', 'Theirs, later']);
});

it('takes up what another tab saved only while nothing of its own is waiting', async () => {
  const [idle, busy] = [page('a'), page('b')];
  [server.body, server.version] = ['Saved elsewhere', 2];
  busy.edit('Being typed');
  await Promise.all([idle.refresh(), busy.refresh()]);
  expect([idle.body, idle.version, busy.body]).toEqual(['Saved elsewhere', 2, 'Being typed']);
});

it('says why the server would not have it, keeps it, and tries again once it is another text', async () => {
  const text = page('a');
  server.line = refusal(422, 'There is a NUL in the text. Take it out.');
  text.edit('A\0B');
  await rest(60_000);
  expect([text.saving, text.sentence, server.calls, kept()]).toEqual(['refused', 'There is a NUL in the text. Take it out.', 1, ['A\0B']]);
  server.line = 'up';
  text.edit('AB');
  await rest();
  expect([text.saving, text.sentence, server.body]).toEqual(['saved', '', 'AB']);
});

it('tries again by itself when the server is unwell', async () => {
  const text = page('a');
  server.line = refusal(503, 'Busy. It will be tried again.');
  text.edit('Words');
  await rest();
  expect([text.saving, text.sentence]).toEqual(['refused', 'Busy. It will be tried again.']);
  server.line = 'up';
  await rest(2000);
  expect(text.saving).toBe('saved');
});

it('takes up what an earlier page kept', async () => {
  const before = page('a');
  server.line = 'down';
  before.edit('Kept');
  before.close();
  await rest(0);
  const [left] = leftBehind('p', 'd', new Set());
  server.line = 'up';
  const text = page('b');
  text.restore(left?.kept.body ?? '');
  await rest();
  expect([text.saving, server.body]).toEqual(['saved', 'Kept']);
});

it('sends nothing of two texts that went different ways until the person chose', async () => {
  const text = page('b');
  [server.body, server.version] = ['Theirs', 2];
  text.disagree({ body: 'Kept', base: 1, at: 1 }, server.text);
  text.edit('Kept and edited');
  text.leave();
  text.close();
  await rest(60_000);
  expect([text.saving, server.calls, kept()]).toEqual(['conflict', 0, ['Kept and edited']]);
});

it('sends its last words when the page goes, unless they are more than a browser carries', async () => {
  const [short, long] = [page('a'), page('b')];
  short.edit('Last words');
  short.leave();
  await rest(0);
  expect(server.body).toBe('Last words');
  const calls = server.calls;
  long.edit('w'.repeat(200_000));
  long.leave();
  expect([server.calls, kept()]).toEqual([calls, ['w'.repeat(200_000)]]);
});
