import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { LiveStore } from './live.svelte';
import { Room, type Person } from './testing';

const ADA = { id: 'ada', name: 'Ada' };
const LEE = { id: 'lee', name: 'Lee' };
const open = new Set<LiveStore>();

async function join(room: Room, who: Person = ADA, { part = 'writer' as 'writer' | 'reader' } = {}): Promise<LiveStore> {
  const store = new LiveStore(room.draft(part), who.id, { open: room.door(who), load: async () => room.draft(part) });
  open.add(store);
  void store.begin();
  return store;
}

/** Somebody joins and is in step with the server. */
async function present(room: Room, who: Person = ADA): Promise<LiveStore> {
  const store = await join(room, who);
  await until(() => store.saving === 'saved');
  return store;
}

const until = (check: () => unknown, timeout = 4000) => vi.waitFor(() => expect(check()).toBeTruthy(), { timeout, interval: 5 });
const write = (store: LiveStore, at: number, words: string) => store.copy?.text.insert(at, words);

async function leave(store: LiveStore): Promise<void> {
  store.close();
  open.delete(store);
  await new Promise((done) => setTimeout(done, 60));
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  localStorage.clear();
});

afterEach(async () => {
  for (const store of open) store.close();
  open.clear();
  await new Promise((done) => setTimeout(done, 30));
  vi.unstubAllGlobals();
});

it('shows the text at once, and is saved when the server has everything', async () => {
  const store = await join(new Room('Kept well.'));
  expect(store.body).toBe('Kept well.');
  expect(store.saving).toBe('connecting');
  await until(() => store.saving === 'saved');
  expect(store.body).toBe('Kept well.');
});

it('gives two people each other’s words, and keeps both where both write', async () => {
  const room = new Room('middle');
  const [ada, lee] = [await present(room), await present(room, LEE)];
  write(ada, 0, 'left ');
  write(lee, 6, ' right');
  await until(() => ada.body === 'left middle right' && lee.body === ada.body && room.text === ada.body);
});

it('says saved only once the server has committed', async () => {
  const room = new Room('a');
  const store = await present(room);
  room.hold = true;
  write(store, 1, 'b');
  await until(() => room.text === 'ab');
  expect(store.saving).toBe('saving');
  expect(store.kept).toBe(1);
  expect(store.committed).toBe('a');
  let flushed: boolean | undefined;
  void store.flush().then((saved) => (flushed = saved));
  await new Promise((done) => setTimeout(done, 400));
  expect([store.saving, flushed]).toEqual(['saving', undefined]);
  room.release();
  await until(() => store.saving === 'saved');
  expect([flushed, store.kept, store.committed]).toEqual([true, 0, 'ab']);
});

it('counts what is typed without a connection, and merges it on return', async () => {
  const room = new Room('one two');
  const store = await present(room);
  room.down = true;
  room.cut();
  await until(() => store.saving === 'offline');
  write(store, 0, 'zero ');
  write(store, 0, '');
  expect(store.kept).toBe(1);
  expect(await store.flush()).toBe(false);
  room.write(7, ' three');
  room.down = false;
  store.retry();
  await until(() => store.saving === 'saved');
  expect(store.body).toBe('zero one two three');
  expect(room.text).toBe(store.body);
});

it('keeps what a closed page could not send, and sends it from the next', async () => {
  const room = new Room('start');
  const first = await present(room);
  room.down = true;
  room.cut();
  write(first, 5, ' offline');
  await leave(first);
  const second = await join(room);
  await until(() => second.saving === 'offline');
  expect([second.body, second.kept]).toEqual(['start offline', 1]);
  room.down = false;
  second.retry();
  await until(() => second.saving === 'saved');
  expect(room.text).toBe('start offline');
});

it('does not show an empty text for one that it never saw', async () => {
  const room = new Room('words');
  room.down = true;
  const store = await join(room);
  await until(() => store.saving === 'offline');
  expect([store.copy, store.body]).toEqual([undefined, 'words']);
});

it('says why a change was not saved, keeps it, and recovers by itself', async () => {
  const room = new Room('a');
  const store = await present(room);
  room.hold = true;
  write(store, 1, 'b');
  await until(() => room.text === 'ab');
  room.cut(1013, 'The disk is full.');
  await until(() => store.saving === 'refused');
  expect([store.sentence, store.kept, store.body]).toEqual(['The disk is full.', 1, 'ab']);
  room.hold = false;
  await until(() => store.saving === 'saved');
  expect([store.sentence, room.text]).toEqual(['', 'ab']);
});

it('offers what was written under an old epoch, and opens the new one', async () => {
  const room = new Room('first\nsecond');
  const store = await present(room);
  room.down = true;
  room.cut();
  write(store, 0, 'MINE ');
  await until(() => store.kept === 1);
  const anew = new Room('first\nsecond, changed', 2);
  [room.doc, room.epoch] = [anew.doc, 2];
  room.down = false;
  store.retry();
  await until(() => store.saving === 'saved' && store.unsent.length === 1);
  expect(store.body).toBe('first\nsecond, changed');
  const [unsent] = store.unsent;
  expect(unsent).toMatchObject({ why: 'epoch', base: 'first\nsecond', mine: 'MINE first\nsecond' });
  expect(unsent && store.withThem(unsent)).toBe('MINE first\nsecond, changed');

  // A page that is loaded again offers it still; once it is let go of it is gone.
  await leave(store);
  const next = await join(room);
  await until(() => next.unsent.length === 1);
  expect(next.unsent[0]).toMatchObject({ why: 'epoch', base: 'first\nsecond', mine: 'MINE first\nsecond' });
  if (next.unsent[0]) await next.letGo(next.unsent[0]);
  await leave(next);
  const last = await present(room);
  expect(last.unsent).toEqual([]);
});

it('lets go of an old epoch’s changes that are in the text already', async () => {
  const room = new Room('a');
  const store = await present(room);
  room.hold = true;
  write(store, 1, 'b');
  await until(() => room.text === 'ab');
  const anew = new Room('ab', 2);
  [room.doc, room.epoch, room.hold] = [anew.doc, 2, false];
  room.cut();
  await until(() => store.saving === 'saved' && store.version);
  expect([store.body, store.unsent]).toEqual(['ab', []]);
});

it('offers what was not sent to a person whose rights were taken away', async () => {
  const room = new Room('ours');
  const store = await present(room);
  room.hold = true;
  const kept = room.doc;
  write(store, 4, ' and mine');
  await until(() => store.saving === 'saving');
  room.doc = kept;
  room.cut(4404);
  await until(() => store.saving === 'ended');
  expect(store.readonly).toBe(true);
  expect(store.unsent).toMatchObject([{ why: 'gone', base: 'ours', mine: 'ours and mine' }]);
});

it('keeps nothing of a draft that is closed to a person who owed nothing', async () => {
  const room = new Room('ours');
  const store = await present(room);
  room.cut(4404);
  await until(() => store.saving === 'ended');
  await until(async () => (await indexedDB.databases()).length === 0);
  expect(store.unsent).toEqual([]);
});

it('sets aside what a writer wrote who only reads now, and shows the server’s text', async () => {
  const room = new Room('ours');
  const store = await present(room);
  room.down = true;
  room.cut();
  write(store, 4, ' and mine');
  room.parts.set('ada', 'reader');
  room.down = false;
  store.retry();
  await until(() => store.unsent.length === 1 && store.saving === 'saved');
  expect([store.body, store.readonly, room.text]).toEqual(['ours', true, 'ours']);
  expect(store.unsent[0]).toMatchObject({ why: 'reader', base: 'ours', mine: 'ours and mine' });

  await leave(store);
  const next = await join(room, ADA, { part: 'reader' });
  await until(() => next.unsent.length === 1 && next.saving === 'saved');
  expect([next.body, next.unsent[0]?.mine]).toEqual(['ours', 'ours and mine']);
});

it('sets aside what the server cannot take, instead of being shut out with it for ever', async () => {
  const room = new Room('a😀b');
  room.takes = (update) => {
    const tried = new Doc();
    for (const one of [encodeStateAsUpdate(room.doc), update]) applyUpdate(tried, one);
    return !tried.getText('text').toString().includes('\ufffd');
  };
  const store = await present(room);
  write(store, 2, ' between the halves ');
  await until(() => store.unsent.length === 1 && store.saving === 'saved');
  expect([store.body, room.text, store.kept, store.readonly]).toEqual(['a😀b', 'a😀b', 0, false]);
  expect(store.unsent[0]).toMatchObject({ why: 'refused', changes: 1, base: 'a😀b' });
  expect(store.unsent[0]?.mine).toContain(' between the halves ');
  write(store, 0, 'more ');
  await until(() => store.saving === 'saved' && room.text === 'more a😀b');

  // A page that is loaded again is let in, and offers it still.
  await leave(store);
  const next = await present(room);
  await until(() => next.unsent.length === 1);
  expect(next.unsent[0]).toMatchObject({ why: 'refused', base: 'a😀b' });
  expect([next.body, next.sentence]).toEqual(['more a😀b', '']);
  const [unsent] = next.unsent;
  if (unsent) await next.letGo(unsent);
  await leave(next);
  expect((await present(room)).unsent).toEqual([]);
});

it('says that it is not understood when there is nothing to set aside', async () => {
  const room = new Room('a');
  const store = await present(room);
  room.cut(4400);
  await until(() => store.saving === 'refused');
  expect([store.sentence, store.unsent]).toEqual(['This page and the server do not understand each other. Reload the page.', []]);
});

it('tells of news, once for many, and of anything after a lost connection', async () => {
  const room = new Room('a');
  const store = await present(room);
  const heard = vi.fn();
  const stop = store.on('threads', heard);
  room.news('threads');
  room.news('threads');
  room.news('marks');
  await until(() => heard.mock.calls.length === 1);
  room.down = true;
  room.cut();
  await until(() => store.saving === 'offline');
  room.down = false;
  store.retry();
  await until(() => heard.mock.calls.length === 2);
  stop();
  room.news('threads');
  await new Promise((done) => setTimeout(done, 250));
  expect(heard).toHaveBeenCalledTimes(2);
});

it('keeps a hint with its words through others’ edits, within one epoch', async () => {
  const room = new Room('one two three');
  const store = await present(room);
  const hint = store.relative({ from: 4, to: 7 });
  room.write(0, 'zero ');
  await until(() => store.body.startsWith('zero'));
  expect(store.absolute(hint)).toEqual({ from: 9, to: 12 });
  expect(hint && store.absolute({ ...hint, epoch: 2 })).toBeUndefined();
  expect(store.absolute({ epoch: 1, start: 'nonsense', end: '!' })).toBeUndefined();
  store.copy?.text.delete(9, 3);
  expect(store.absolute(hint)).toBeUndefined();
});
