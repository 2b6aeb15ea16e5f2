// The clients of `bench_live.py`, the same for every server: documents of Yjs over sockets of ws.
// Reads one order as JSON from its argument, prints what it measured as JSON. Runs in the folder where the peers are.
import { createRequire } from 'node:module';

const require = createRequire(`${process.cwd()}/`);
const Y = require('yjs');
const { WebSocket } = require('ws');
const encoding = require('lib0/encoding');
const decoding = require('lib0/decoding');

const SYNC = 0;
const HOCUSPOCUS = { AUTH: 2, REPLY: 4 };
const OURS = { ACK: 2, TOLD: 3 };
const ROOT = 'text';
const SLICE = 50;
const order = JSON.parse(process.argv[2]);
const sentAt = new Map();
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** One editor: a document and its socket. */
class Client {
  constructor(name, number) {
    this.doc = new Y.Doc();
    this.text = this.doc.getText(ROOT);
    this.name = name;
    this.number = number;
    this.acked = this.sent = 0;
    this.onSynced = () => {};
    this.onNews = () => {};
    this.streaming = false;
    this.doc.on('update', (update, origin) => origin !== this && this.streaming && this.change(2, update));
    this.doc.on('afterTransaction', (transaction) => transaction.local || this.onNews(transaction));
  }

  /** Connect, and be in step with the server. */
  async open() {
    const { kind, url, tokens } = order;
    const headers = tokens ? { Authorization: `Bearer ${tokens[this.number % tokens.length]}` } : {};
    const path = { ours: `/api/drafts/${this.name}/live?epoch=1`, hocuspocus: '/' }[kind] ?? `/${this.name}`;
    this.socket = new WebSocket(url + path, { headers, perMessageDeflate: false });
    this.socket.binaryType = 'nodebuffer';
    this.socket.on('message', (data) => this.hear(decoding.createDecoder(new Uint8Array(data))));
    this.socket.on('close', (code, why) => this.leaving || fail(`${kind} closed the connection: ${code} ${why}`));
    const synced = new Promise((done) => (this.onSynced = done));
    await new Promise((done, wrong) => this.socket.on('open', done).on('error', wrong));
    if (kind === 'hocuspocus') this.say([HOCUSPOCUS.AUTH, 0], (to) => encoding.writeVarString(to, 'anybody'));
    else if (kind !== 'ours') this.ask();
    await synced;
    return this;
  }

  ask() {
    this.say([SYNC, 0], (to) => encoding.writeVarUint8Array(to, Y.encodeStateVector(this.doc)));
  }

  change(step, update) {
    this.sent++;
    this.say([SYNC, step], (to) => encoding.writeVarUint8Array(to, update));
  }

  say(kinds, what) {
    const to = encoding.createEncoder();
    if (order.kind === 'hocuspocus') encoding.writeVarString(to, this.name);
    kinds.forEach((kind) => encoding.writeVarUint(to, kind));
    what(to);
    this.socket.send(encoding.toUint8Array(to));
  }

  hear(from) {
    const { kind } = order;
    if (kind === 'hocuspocus') decoding.readVarString(from);
    const what = decoding.readVarUint(from);
    if (what === SYNC || (kind === 'hocuspocus' && what === HOCUSPOCUS.REPLY)) {
      const step = decoding.readVarUint(from);
      const bytes = decoding.readVarUint8Array(from);
      if (step === 0) {
        this.streaming = true;
        this.change(1, Y.encodeStateAsUpdate(this.doc, bytes));
        return;
      }
      if (step === 1) this.arrived = performance.now();
      Y.applyUpdate(this.doc, bytes, this);
      if (step === 1) this.onSynced();
    } else if (kind === 'hocuspocus' && what === HOCUSPOCUS.AUTH) this.ask();
    else if (kind === 'ours' && what === OURS.ACK) this.acked = decoding.readVarUint(from);
    else if (kind === 'ours' && what === OURS.TOLD) {
      const told = JSON.parse(decoding.readVarString(from));
      if (told.kind === 'welcome') this.ask();
      else if (told.kind !== 'news') fail(`ours: ${told.sentence}`);
    }
  }

  close() {
    this.leaving = true;
    this.socket.close();
  }
}

function fail(why) {
  console.error(why);
  process.exit(1);
}

async function until(done, why, ms = 30_000) {
  const end = performance.now() + ms;
  while (!done()) {
    if (performance.now() > end) fail(`${order.kind}: ${why}`);
    await pause(2);
  }
}

/** All clients of each document, in step and with words in it. */
async function gathered(names, each) {
  const all = [];
  for (let at = 0; at < names.length; at += 10) {
    const some = names.slice(at, at + 10).map(async (name) => {
      const first = await new Client(name, 0).open();
      await until(() => first.streaming, 'the server never asked for what we have');
      if (!first.text.length) first.text.insert(0, order.words);
      const others = [];
      for (let number = 1; number < each; number++) others.push(await new Client(name, number).open());
      await until(() => others.every((one) => one.text.length && one.streaming), 'the words never came');
      return [first, ...others];
    });
    all.push(...(await Promise.all(some)));
  }
  await pause(500);
  return all;
}

/** Some type, each letter a change of its own: milliseconds from each key to each other document that has it. */
async function typing() {
  const rooms = await gathered(order.documents, order.clients);
  const took = [];
  let expected = 0;
  const heard = (transaction) => {
    const now = performance.now();
    for (const [client, upto] of transaction.afterState) {
      for (let clock = transaction.beforeState.get(client) ?? 0; clock < upto; clock++) {
        const begun = sentAt.get(`${client} ${clock}`);
        if (begun !== undefined) took.push(now - begun);
      }
    }
  };
  for (const client of rooms.flat()) client.onNews = heard;
  const type = async (client, others) => {
    await pause(Math.random() * order.gap);
    for (let key = 0; key < order.keys; key++) {
      const begun = performance.now();
      sentAt.set(`${client.doc.clientID} ${Y.getState(client.doc.store, client.doc.clientID)}`, begun);
      client.text.insert(Math.min(key, client.text.length), 'k');
      expected += others;
      await pause(order.gap * (0.5 + Math.random()));
    }
  };
  await Promise.all(rooms.flatMap((room) => room.slice(0, order.typists).map((one) => type(one, room.length - 1))));
  await until(() => took.length >= expected, 'letters were lost on the way');
  const same = rooms.every((room) => room.every((one) => one.text.toString() === room[0].text.toString()));
  return { took, same, clients: rooms.flat() };
}

/** Changes as fast as they go, made before: how many a second until the other has them all. */
async function burst() {
  const [[typist, watcher]] = await gathered(order.documents, 2);
  const made = [];
  typist.streaming = false;
  const keep = (update) => made.push(update);
  typist.doc.on('update', keep);
  for (let at = 0; at < order.keys; at++) typist.text.insert(at % 7, 'k');
  typist.doc.off('update', keep);
  const whole = typist.text.length;
  const begun = performance.now();
  for (let at = 0; at < made.length; at++) {
    typist.change(2, made[at]);
    if (at % SLICE === SLICE - 1) await new Promise(setImmediate);
  }
  await until(() => watcher.text.length >= whole, 'the burst never came through', 60_000);
  const seconds = (performance.now() - begun) / 1000;
  if (order.kind === 'ours') await until(() => typist.acked >= typist.sent, 'not all was acknowledged');
  return { rate: made.length / seconds, same: typist.text.toString() === watcher.text.toString(), clients: [typist, watcher] };
}

/** Milliseconds from connecting until the whole is here, and until it is taken in; how long the text is at that moment. */
async function opening() {
  const begun = performance.now();
  const client = await new Client(order.documents[0], 0).open();
  const synced = performance.now() - begun;
  return { took: client.arrived - begun, synced, length: client.text.length, clients: [client] };
}

const { clients, ...measured } = await { typing, burst, opening }[order.what]();
clients.forEach((one) => one.close());
process.stdout.write(JSON.stringify(measured), () => process.exit(0));
