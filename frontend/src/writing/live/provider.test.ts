import { afterEach, expect, it, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import { Provider } from './provider';
import { Room } from './testing';

const providers: Provider[] = [];

function connect(room: Room, id = 'ada', doc = new Doc()) {
  const awareness = new Awareness(doc);
  const hears = { changed: vi.fn(), ended: vi.fn(), news: vi.fn() };
  const provider = new Provider(doc, awareness, () => `ws://x/?epoch=${room.epoch}`, hears, room.door({ id, name: id }));
  providers.push(provider);
  provider.start();
  return { provider, doc, awareness, hears, text: doc.getText('text') };
}

const until = (check: () => unknown) => vi.waitFor(() => expect(check()).toBeTruthy(), { timeout: 3000, interval: 2 });

afterEach(() => {
  for (const provider of providers.splice(0)) provider.close();
});

it('counts each change until the server has committed it', async () => {
  const room = new Room('a');
  const { provider, text } = connect(room);
  await until(() => provider.synced && !provider.unsent);
  room.hold = true;
  text.insert(1, 'b');
  text.insert(2, 'c');
  expect(provider.unsent).toBe(2);
  await until(() => room.text === 'abc');
  expect(provider.unsent).toBe(2);
  room.release();
  await until(() => provider.unsent === 0);
  expect(provider.version).toBe(room.version);
});

it('sends again what was not acknowledged before a connection was lost, and doubles nothing', async () => {
  const room = new Room('a');
  const { provider, text } = connect(room);
  await until(() => provider.synced && !provider.unsent);
  room.hold = true;
  text.insert(1, 'b');
  await until(() => room.text === 'ab');
  room.cut();
  await until(() => !provider.open);
  text.insert(2, 'c');
  expect(provider.unsent).toBe(2);
  room.hold = false;
  await until(() => provider.unsent === 0);
  expect(room.text).toBe('abc');
});

it('counts what an earlier page owed until the server has answered', async () => {
  const room = new Room('a');
  const { provider } = connect(room);
  provider.owe(3);
  expect(provider.unsent).toBe(3);
  await until(() => provider.synced && provider.unsent === 0);
});

it('a reader takes everything in and sends nothing', async () => {
  const room = new Room('a');
  room.parts.set('ada', 'reader');
  const { provider, text } = connect(room);
  await until(() => provider.synced);
  room.write(1, 'b');
  await until(() => text.toString() === 'ab');
  expect(provider.part).toBe('reader');
  text.insert(2, 'never sent');
  await new Promise((done) => setTimeout(done, 50));
  expect(room.text).toBe('ab');
});

it.each([4400, 4401, 4403, 4404, 4409, 4413])('tells of an end with %i, and does not come back by itself', async (code) => {
  const room = new Room('a');
  const { provider, hears } = connect(room);
  await until(() => provider.synced);
  room.cut(code);
  await until(() => hears.ended.mock.calls.length);
  expect(hears.ended.mock.calls[0]?.[0]).toBe(code);
  await new Promise((done) => setTimeout(done, 500));
  expect(provider.open).toBe(false);
});

it('shows others where one is, also after the connection was lost', async () => {
  const room = new Room('a');
  const [ada, lee] = [connect(room), connect(room, 'lee')];
  await until(() => ada.provider.synced && lee.provider.synced);
  ada.awareness.setLocalState({ user: { id: 'ada', name: 'Ada' } });
  const seen = () => lee.awareness.getStates().get(ada.doc.clientID);
  await until(seen);
  room.cut();
  await until(() => !seen());
  await until(seen);
  ada.provider.close();
  await until(() => !seen());
});
