import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { Draft } from '../wire';
import { read, write, type Frame, type News } from './wire';

/*
 * For the tests: a server's side of live editing in memory, by the rules of the real one. What it takes is committed when
 * it is acknowledged; `hold` keeps the acknowledgements back, as a slow disk does.
 */

export interface Person {
  id: string;
  name: string;
}

export class Room {
  doc = new Doc();
  version = 1;
  epoch: number;
  hold = false;
  /** Nobody can connect. */
  down = false;
  /** Whether a change can be taken. */
  takes: (update: Uint8Array) => boolean = () => true;
  readonly lines = new Set<Line>();
  readonly parts = new Map<string, 'writer' | 'reader'>();

  constructor(text = '', epoch = 1) {
    this.epoch = epoch;
    if (text) this.doc.getText('text').insert(0, text);
  }

  get text(): string {
    return this.doc.getText('text').toString();
  }

  /** The way to this room for somebody. */
  readonly door = (person: Person) => (address: string) => new Line(this, person, address) as unknown as WebSocket;

  /** The draft as the API tells of it. */
  draft(part: 'writer' | 'reader' = 'writer'): Draft {
    return { id: 'd1', part, text: { body: this.text, version: this.version, epoch: this.epoch, changed_at: '2026-11-20T10:00:00Z' } } as Draft;
  }

  /** Somebody else changes the text. */
  write(at: number, words: string): void {
    const other = new Doc();
    applyUpdate(other, encodeStateAsUpdate(this.doc));
    other.getText('text').insert(at, words);
    this.take(encodeStateAsUpdate(other, encodeStateVector(this.doc)));
  }

  take(update: Uint8Array, from?: Line): void {
    applyUpdate(this.doc, update);
    this.version++;
    for (const line of this.lines) if (line !== from) line.say({ kind: 'update', update });
  }

  news(what: News): void {
    for (const line of this.lines) line.say({ kind: 'told', told: { kind: 'news', what } });
  }

  /** All acknowledgements that were held back are given. */
  release(): void {
    this.hold = false;
    for (const line of this.lines) line.acknowledge();
  }

  /** Every connection breaks. */
  cut(code = 1006, sentence?: string): void {
    for (const line of [...this.lines]) {
      if (sentence) line.say({ kind: 'told', told: { kind: 'trouble', sentence } });
      line.end(code);
    }
  }
}

/** One connection; both ends of it hear only after the other has finished its turn. */
export class Line {
  readyState: number = WebSocket.CONNECTING;
  binaryType = '';
  onopen?: () => void;
  onmessage?: (event: { data: ArrayBuffer }) => void;
  onclose?: (event: { code: number; reason: string }) => void;
  /** Where this one is, as it told last. */
  shows: Frame | undefined;
  #taken = 0;

  constructor(
    readonly room: Room,
    readonly person: Person,
    readonly address: string,
  ) {
    queueMicrotask(() => (room.down ? this.end(1006) : this.#open()));
  }

  send(bytes: Uint8Array): void {
    // As in a browser, what was sent before it is closed still arrives.
    const frame = read(bytes.slice());
    if (this.readyState === WebSocket.OPEN) queueMicrotask(() => this.#hear(frame));
  }

  close(): void {
    this.readyState = WebSocket.CLOSED;
    this.room.lines.delete(this);
  }

  say(frame: Frame): void {
    const data = write(frame).slice().buffer;
    queueMicrotask(() => this.readyState === WebSocket.OPEN && this.onmessage?.({ data }));
  }

  end(code: number): void {
    queueMicrotask(() => {
      if (this.readyState === WebSocket.CLOSED) return;
      this.close();
      this.onclose?.({ code, reason: '' });
    });
  }

  acknowledge(): void {
    if (!this.room.hold) this.say({ kind: 'ack', count: this.#taken, version: this.room.version });
  }

  get #part() {
    return this.room.parts.get(this.person.id) ?? 'writer';
  }

  #open(): void {
    if (this.readyState !== WebSocket.CONNECTING) return;
    const { room, person } = this;
    this.readyState = WebSocket.OPEN;
    room.lines.add(this);
    this.onopen?.();
    if (!this.address.endsWith(`epoch=${room.epoch}`)) return this.end(4409);
    this.say({ kind: 'told', told: { kind: 'welcome', epoch: room.epoch, version: room.version, part: this.#part, person } });
    for (const { shows } of room.lines) if (shows) this.say(shows);
    this.say({ kind: 'step1', vector: encodeStateVector(room.doc) });
  }

  #hear(frame: Frame | undefined): void {
    const { room } = this;
    if (frame?.kind === 'step1') this.say({ kind: 'step2', update: encodeStateAsUpdate(room.doc, frame.vector) });
    if (frame?.kind === 'awareness') {
      this.shows = frame;
      for (const line of room.lines) if (line !== this) line.say(frame);
    }
    if (frame?.kind !== 'update' && frame?.kind !== 'step2') return;
    if (this.#part === 'reader') return this.end(4403);
    if (!room.takes(frame.update)) return this.end(4400);
    room.take(frame.update, this);
    this.#taken++;
    this.acknowledge();
  }
}

/** Lets everything that is under way arrive, and so many milliseconds pass. */
export type Pass = (milliseconds?: number) => Promise<unknown>;
