import { afterEach, beforeEach, expect, it, vi, type Mock } from 'vitest';
import { Connection, type Ends } from './connection';

/** A socket that the test moves by hand. */
class Socket {
  static all: Socket[] = [];
  readyState: number = WebSocket.CONNECTING;
  sent: Uint8Array[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: ArrayBuffer }) => void;
  onclose?: (event: { code: number; reason: string }) => void;

  constructor() {
    Socket.all.push(this);
  }

  opens(): void {
    this.readyState = WebSocket.OPEN;
    this.onopen?.();
  }

  says(): void {
    this.onmessage?.({ data: new ArrayBuffer(1) });
  }

  ends(code = 1006): void {
    this.readyState = WebSocket.CLOSED;
    this.onclose?.({ code, reason: '' });
  }

  send(bytes: Uint8Array): void {
    this.sent.push(bytes);
  }

  close(): void {
    this.readyState = WebSocket.CLOSED;
  }
}

let connection: Connection;
let ends: { [k in keyof Ends]: Mock<Ends[k]> };

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
  Socket.all = [];
  ends = { address: vi.fn(() => 'ws://x'), opened: vi.fn(), heard: vi.fn(), lost: vi.fn(() => true), quiet: vi.fn() };
  connection = new Connection(ends, () => new Socket() as unknown as WebSocket);
  connection.start();
  vi.advanceTimersByTime(0);
});

afterEach(() => {
  connection.close();
  vi.restoreAllMocks();
});

const newest = () => Socket.all.at(-1) as Socket;

it('tries again after ever longer pauses, and begins with the shortest once all was well', () => {
  const pauses = [400, 800, 1600, 3200, 6400, 12_800, 15_000, 15_000];
  for (const pause of pauses) {
    newest().ends();
    const before = Socket.all.length;
    vi.advanceTimersByTime(pause - 1);
    expect(Socket.all.length).toBe(before);
    vi.advanceTimersByTime(1);
    expect(Socket.all.length).toBe(before + 1);
  }
  newest().opens();
  connection.prospered();
  newest().ends();
  vi.advanceTimersByTime(400);
  expect(Socket.all.length).toBe(pauses.length + 2);
});

it('stays away when it is told to, until it is asked again', () => {
  ends.lost.mockReturnValueOnce(false);
  newest().ends(4404);
  vi.advanceTimersByTime(60_000);
  expect(Socket.all.length).toBe(1);
  connection.retry();
  vi.advanceTimersByTime(0);
  expect(Socket.all.length).toBe(2);
});

it('tries at once when the network comes back', () => {
  for (let i = 0; i < 6; i++) {
    newest().ends();
    vi.advanceTimersByTime(20_000);
  }
  newest().ends();
  const before = Socket.all.length;
  dispatchEvent(new Event('online'));
  vi.advanceTimersByTime(0);
  expect(Socket.all.length).toBe(before + 1);
});

it('asks a server that is silent for long whether it is there, and leaves one that does not answer', () => {
  newest().opens();
  newest().says();
  vi.advanceTimersByTime(29_000);
  expect(ends.quiet).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(ends.quiet).toHaveBeenCalled();
  connection.send(new Uint8Array([1]));
  vi.advanceTimersByTime(26_000);
  expect(ends.lost).toHaveBeenCalledWith(1006, '');
  expect(Socket.all.length).toBe(2);
});

it('does not take silence after something that needs no answer for a lost connection', () => {
  newest().opens();
  newest().says();
  connection.send(new Uint8Array([1]), false);
  vi.advanceTimersByTime(24_000);
  expect(ends.lost).not.toHaveBeenCalled();
});

it('hears nothing of a socket that it has left', () => {
  const first = newest();
  first.opens();
  dispatchEvent(new Event('offline'));
  vi.advanceTimersByTime(400);
  first.says();
  first.ends(4404);
  expect(ends.heard).not.toHaveBeenCalled();
  expect(ends.lost).toHaveBeenCalledTimes(1);
});

it('closes for good', () => {
  connection.close();
  connection.retry();
  vi.advanceTimersByTime(60_000);
  expect(Socket.all.length).toBe(1);
});
