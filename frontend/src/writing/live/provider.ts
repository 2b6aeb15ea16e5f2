import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates, type Awareness } from 'y-protocols/awareness';
import { applyUpdate, encodeStateAsUpdate, encodeStateVector, type Doc } from 'yjs';
import { Connection, type Open } from './connection';
import { read, write, type Frame, type News, type Told } from './wire';

/** Milliseconds in which moves of the cursor are told as one. */
const CURSOR = 60;

/** Why the server lets one in no more, or not like this (the codes of its closing). */
export const CLOSED = { misunderstood: 4400, signedOut: 4401, reader: 4403, gone: 4404, epoch: 4409, large: 4413, busy: 1013 } as const;

/** After these it is of no use to try again by itself. */
const FINAL: number[] = [CLOSED.misunderstood, CLOSED.signedOut, CLOSED.reader, CLOSED.gone, CLOSED.epoch, CLOSED.large];

/** What the owner is told. */
export interface Hears {
  /** Something of `open`, `synced`, `unsent`, `version` or `part` is different. */
  changed(): void;
  /** The connection ended with a code of the server's, and perhaps a sentence that it said before. */
  ended(code: number, reason: string, sentence: string): void;
  news(what: News): void;
}

/**
 * Keeps one Yjs document in step with the server's (y-protocols' sync and awareness). Every change made here is counted until
 * the server says that it is committed. What the server has not is sent again whenever a connection begins, so nothing is
 * lost with one, and nothing is doubled, for applying a change twice is applying it once.
 */
export class Provider {
  /** The server has let us in. */
  open = false;
  /** All that the server had when this connection began is here. */
  synced = false;
  part: 'writer' | 'reader' = 'writer';
  version = 0;
  #made = 0;
  #acked = 0;
  /** What had been made when each frame that is not acknowledged yet was sent, and how many before them are. */
  #sent: number[] = [];
  #before = 0;
  /** Changes go out one by one, once the server's first question is answered. */
  #streaming = false;
  #sentence = '';
  #cursor: ReturnType<typeof setTimeout> | undefined;
  readonly #connection: Connection;

  constructor(
    readonly doc: Doc,
    readonly awareness: Awareness,
    address: () => string,
    readonly hears: Hears,
    open?: Open,
  ) {
    const ends = {
      address,
      opened: () => {},
      heard: (data: Uint8Array) => this.#hear(data),
      lost: (code: number, reason: string) => this.#lost(code, reason),
      quiet: () => this.#ask(),
    };
    this.#connection = new Connection(ends, open);
    doc.on('update', this.#update);
    awareness.on('update', this.#aware);
  }

  /** How many changes made here are not known to be committed. */
  get unsent(): number {
    return this.#made - this.#acked;
  }

  start(): void {
    this.#connection.start();
  }

  retry(): void {
    this.#connection.retry();
  }

  /** Changes of an earlier page that the server may not have: they count until it has answered. */
  owe(changes: number): void {
    this.#made += changes;
  }

  close(): void {
    clearTimeout(this.#cursor);
    this.doc.off('update', this.#update);
    this.awareness.off('update', this.#aware);
    if (this.open) this.#tell(null);
    this.#connection.close();
  }

  #send(frame: Frame, answered = true): void {
    this.#connection.send(write(frame), answered);
  }

  /** Sends a change; it counts as committed when the server has acknowledged as many. */
  #submit(frame: Frame): void {
    this.#sent.push(this.#made);
    this.#send(frame);
  }

  #ask(): void {
    this.#send({ kind: 'step1', vector: encodeStateVector(this.doc) });
  }

  readonly #update = (update: Uint8Array, origin: unknown) => {
    if (origin === this) return;
    this.#made++;
    if (this.#streaming) this.#submit({ kind: 'update', update });
    this.hears.changed();
  };

  readonly #aware = (_: unknown, origin: unknown) => {
    if (origin === this || !this.open) return;
    this.#cursor ??= setTimeout(() => this.#tell(), CURSOR);
  };

  #tell(state = this.awareness.getLocalState()): void {
    this.#cursor = undefined;
    const { clientID } = this.awareness;
    const states = new Map([[clientID, state ?? (null as never)]]);
    if (this.open) this.#send({ kind: 'awareness', update: encodeAwarenessUpdate(this.awareness, [clientID], states) }, false);
  }

  #hear(data: Uint8Array): void {
    const frame = read(data);
    if (frame?.kind === 'told') this.#told(frame.told);
    else if (frame?.kind === 'step1') this.#answer(frame.vector);
    else if (frame?.kind === 'ack') this.#ack(frame.count, frame.version);
    else if (frame?.kind === 'awareness') applyAwarenessUpdate(this.awareness, frame.update, this);
    else if (frame) this.#take(frame.update, frame.kind === 'step2');
  }

  #told(told: Told): void {
    if (told.kind === 'news') this.hears.news(told.what);
    else if (told.kind === 'welcome') this.#welcome(told.part, told.version);
    else this.#sentence = told.sentence;
  }

  #welcome(part: 'writer' | 'reader', version: number): void {
    this.open = true;
    this.part = part;
    this.version = version;
    this.#ask();
    // Others drop the state of whoever was silent for half a minute; a new clock brings ours back to them.
    this.awareness.setLocalState(this.awareness.getLocalState());
    this.hears.changed();
  }

  /** The server says what it has: it gets all that it has not. */
  #answer(vector: Uint8Array): void {
    if (this.part !== 'writer') return;
    this.#streaming = true;
    this.#submit({ kind: 'step2', update: encodeStateAsUpdate(this.doc, vector) });
  }

  #take(update: Uint8Array, all: boolean): void {
    applyUpdate(this.doc, update, this);
    if (!all || this.synced) return;
    this.synced = true;
    this.#sentence = '';
    if (this.part === 'reader') this.#connection.prospered();
    this.hears.changed();
  }

  /** `count` frames of this connection are committed. */
  #ack(count: number, version: number): void {
    const made = this.#sent.splice(0, count - this.#before).at(-1);
    if (made === undefined) return;
    this.#before = count;
    this.#acked = made;
    this.version = Math.max(this.version, version);
    this.#connection.prospered();
    this.hears.changed();
  }

  #lost(code: number, reason: string): boolean {
    const sentence = this.#sentence;
    this.#sentence = '';
    this.open = this.synced = this.#streaming = false;
    this.#sent = [];
    this.#before = 0;
    const others = [...this.awareness.getStates().keys()].filter((client) => client !== this.awareness.clientID);
    removeAwarenessStates(this.awareness, others, this);
    // Forgotten with their clocks, or they would not be believed to be back.
    for (const client of others) this.awareness.meta.delete(client);
    this.hears.changed();
    if (FINAL.includes(code) || sentence) this.hears.ended(code, reason, sentence);
    return !FINAL.includes(code);
  }
}
