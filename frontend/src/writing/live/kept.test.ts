import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it, vi } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate, mergeUpdates } from 'yjs';
import { Belt, takeBelts } from './belt';
import { Copy } from './copy';
import { keptEpochs, nameOf, OfflineStore } from './offline';

/* What a browser keeps: the belt (at once, for milliseconds), the offline store (on disk, for good), and what a page finds. */

const NAME = nameOf('ada', 'd1', 1);
const WHOSE = { person: 'ada', draft: 'd1', epoch: 1 };

const open = async (name = NAME) => {
  const store = await OfflineStore.open(name);
  if (!store) throw new Error('no store');
  return store;
};

/** Updates of one document, one for each word. */
function updates(...words: string[]): Uint8Array[] {
  const doc = new Doc();
  const made: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => made.push(update));
  for (const word of words) doc.getText('text').insert(doc.getText('text').length, word);
  return made;
}

function textOf(update: Uint8Array | undefined): string {
  const doc = new Doc();
  if (update) applyUpdate(doc, update);
  return doc.getText('text').toString();
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  localStorage.clear();
});

it('a belt holds what is not on disk yet, for the next page to take once', () => {
  const [a, b] = updates('a', 'b') as [Uint8Array, Uint8Array];
  const belt = new Belt(NAME, 'page');
  belt.hold(a);
  belt.hold(b);
  belt.release(a);
  expect(takeBelts(nameOf('ada', 'd1', 2))).toEqual([]);
  expect(textOf(mergeUpdates([a, ...takeBelts(NAME)]))).toBe('ab');
  expect(takeBelts(NAME)).toEqual([]);
});

it('a belt with nothing in it takes no room', () => {
  const [a] = updates('a') as [Uint8Array];
  const belt = new Belt(NAME, 'page');
  belt.hold(a);
  belt.release(a);
  expect(localStorage.length).toBe(0);
});

it('a full localStorage harms nobody', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  expect(() => new Belt(NAME, 'page').hold(new Uint8Array([0, 0]))).not.toThrow();
  vi.restoreAllMocks();
});

it('keeps every update, and what is owed with the change itself', async () => {
  const store = await open();
  const kept = vi.fn();
  const [a, b] = updates('a', 'b') as [Uint8Array, Uint8Array];
  store.add(a);
  store.add(b, { owes: 2, kept });
  store.keepBase('before');
  await store.close();
  expect(kept).toHaveBeenCalledOnce();
  const again = await open();
  expect(textOf(await again.read())).toBe('ab');
  expect(await again.debt()).toEqual({ changes: 2, base: 'before' });
  await again.settle();
  expect(await again.debt()).toBeUndefined();
});

it('settling never takes back what was owed later', async () => {
  const store = await open();
  const [a, b] = updates('a', 'b') as [Uint8Array, Uint8Array];
  store.add(a, { owes: 1 });
  const settled = store.settle();
  store.add(b, { owes: 2 });
  await settled;
  await store.close();
  expect((await (await open()).debt())?.changes).toBe(2);
});

it('joins many updates into one when it is read', async () => {
  const store = await open();
  for (const update of updates(...Array.from({ length: 250 }, (_, i) => `${i} `))) {
    store.add(update);
    if (Math.random() < 0.9) await new Promise((done) => setTimeout(done));
  }
  await store.close();
  const again = await open();
  const text = textOf(await again.read());
  expect(text).toBe(Array.from({ length: 250 }, (_, i) => `${i} `).join(''));
  expect(textOf(await again.read())).toBe(text);
});

it('says when it could not keep a change, and keeps it with the next', async () => {
  const store = await open();
  const full = vi.fn();
  store.onfull = full;
  const [a, b] = updates('a', 'b') as [Uint8Array, Uint8Array];
  const { transaction } = store.db;
  store.db.transaction = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  store.add(a, { owes: 1 });
  await vi.waitFor(() => expect(full).toHaveBeenCalled());
  store.db.transaction = transaction;
  store.add(b, { owes: 2 });
  await store.close();
  const again = await open();
  expect(textOf(await again.read())).toBe('ab');
});

it('knows the epochs that are kept of a draft, newest first', async () => {
  for (const epoch of [1, 3, -2]) await (await open(nameOf('ada', 'd1', epoch))).close();
  await (await open(nameOf('ada', 'd10', 9))).close();
  await (await open(nameOf('lee', 'd1', 9))).close();
  expect(await keptEpochs('ada', 'd1')).toEqual([3, 1, -2]);
});

it('a page that crashed leaves its last words to the next, as owed', async () => {
  const [a, b] = updates('kept ', 'on the belt') as [Uint8Array, Uint8Array];
  const store = await open();
  store.add(a);
  await store.close();
  new Belt(NAME, 'crashed').hold(b);
  const copy = await Copy.open(WHOSE, () => false);
  expect(copy.text.toString()).toBe('kept on the belt');
  expect(copy.debt).toEqual({ changes: 1, base: undefined });
  await copy.close();
  expect((await (await open()).debt())?.changes).toBe(1);
});

it('a browser that keeps nothing says so, and the page goes on', async () => {
  vi.stubGlobal('indexedDB', { open: () => { throw new Error('switched off'); } });
  const copy = await Copy.open(WHOSE, () => false);
  expect([copy.room, copy.begun]).toEqual([false, false]);
  copy.text.insert(0, 'still here');
  await copy.close();
});

it('tabs of one browser give each other their changes while the server is away', async () => {
  let alone = true;
  const one = await Copy.open(WHOSE, () => alone);
  const two = await Copy.open(WHOSE, () => alone);
  one.text.insert(0, 'first ');
  await vi.waitFor(() => expect(two.text.toString()).toBe('first '));
  two.text.insert(6, 'second');
  await vi.waitFor(() => expect(one.text.toString()).toBe('first second'));
  alone = false;
  one.text.insert(0, 'not told ');
  await new Promise((done) => setTimeout(done, 50));
  expect(two.text.toString()).toBe('first second');
  alone = true;
  two.askTabs();
  await vi.waitFor(() => expect(two.text.toString()).toBe('not told first second'));
  await Promise.all([one.close(), two.close()]);
});

it('what is set aside is kept apart, and what is left behind is the server’s alone', async () => {
  const copy = await Copy.open(WHOSE, () => false);
  copy.text.insert(0, 'mine');
  await copy.setAside({ changes: 2, base: '' });
  expect(await keptEpochs('ada', 'd1')).toEqual([-1]);
  const aside = await open(nameOf('ada', 'd1', -1));
  expect([textOf(await aside.read()), await aside.debt()]).toEqual(['mine', { changes: 2, base: '' }]);
  expect(encodeStateAsUpdate((await Copy.open(WHOSE, () => false)).doc).length).toBe(2);
});
