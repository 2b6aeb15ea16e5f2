/** Milliseconds before it is tried again: at first, and at most. Each pause is twice the last, less a random half of it. */
const FIRST = 400;
const LONGEST = 15_000;
/** Milliseconds of silence after which it is asked whether the server is still there, and how long it has to answer. */
const QUIET = 25_000;
const ANSWER = 20_000;
const LOOK = 5_000;

/** What the owner of a connection does with it. */
export interface Ends {
  address(): string;
  opened(): void;
  heard(data: Uint8Array): void;
  /** It is gone, with the server's code (RFC 6455, 7.4); true to try again by itself. */
  lost(code: number, reason: string): boolean;
  /** Nothing came for long: send something that the server answers. */
  quiet(): void;
}

export type Open = (address: string) => WebSocket;

/** The browser gives up a connection of its own, as when the network is away; the code is never on the wire. */
const AWAY = 1006;

/** One socket to the server, opened again whenever it is lost, until the owner wants it no more. */
export class Connection {
  readonly #gone = new AbortController();
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause = FIRST;
  #wanted = false;
  #heardAt = 0;
  /** Since when an answer is awaited; undefined when none is. */
  #waiting: number | undefined;

  constructor(
    readonly ends: Ends,
    readonly open: Open = (address) => new WebSocket(address),
  ) {}

  start(): void {
    const { signal } = this.#gone;
    addEventListener('online', () => this.retry(), { signal });
    addEventListener('offline', () => this.#drop(), { signal });
    // A page that is shown again from the browser's cache, or after the machine slept, looks at once.
    addEventListener('pageshow', (event) => event.persisted && this.retry(), { signal });
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.#wanted && this.#soon(0), { signal });
    // Closing lets what was written before still go out; a page with an open socket is not kept in the browser's cache.
    addEventListener('pagehide', () => this.#drop(), { signal });
    const look = setInterval(() => this.#look(), LOOK);
    signal.addEventListener('abort', () => clearInterval(look));
    this.retry();
  }

  /** Sends bytes when the connection is open. `answered`: the server will answer, or is not there any more. */
  send(bytes: Uint8Array, answered = true): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send(bytes as Uint8Array<ArrayBuffer>);
    if (answered) this.#waiting ??= Date.now();
  }

  /** Tries now, also when it was given up. */
  retry(): void {
    this.#wanted = true;
    this.#soon(0);
  }

  /** All is well: the next pause is the first again. */
  prospered(): void {
    this.#pause = FIRST;
  }

  close(): void {
    this.#gone.abort();
    this.#drop();
    this.#rest();
    this.#wanted = false;
  }

  #soon(pause: number): void {
    if (this.#gone.signal.aborted || this.#socket) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(), pause);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #connect(): void {
    if (this.#socket) return;
    const socket = (this.#socket = this.open(this.ends.address()));
    socket.binaryType = 'arraybuffer';
    this.#heardAt = this.#waiting = Date.now();
    socket.onopen = () => this.#socket === socket && this.ends.opened();
    socket.onclose = ({ code, reason }) => this.#lost(socket, code, reason);
    socket.onmessage = ({ data }) => {
      if (this.#socket !== socket || !(data instanceof ArrayBuffer)) return;
      this.#heardAt = Date.now();
      this.#waiting = undefined;
      this.ends.heard(new Uint8Array(data));
    };
  }

  #lost(socket: WebSocket, code: number, reason: string): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    this.#waiting = undefined;
    this.#wanted = this.ends.lost(code, reason);
    if (!this.#wanted) return;
    this.#soon(this.#pause * (0.5 + Math.random() / 2));
    this.#pause = Math.min(this.#pause * 2, LONGEST);
  }

  /** Leaves the socket without waiting for the other side, which may not be there. */
  #drop(): void {
    const socket = this.#socket;
    if (!socket) return;
    socket.close();
    this.#lost(socket, AWAY, '');
  }

  #look(): void {
    if (!this.#socket) return;
    const now = Date.now();
    if (this.#waiting !== undefined && now - this.#waiting > ANSWER) this.#drop();
    else if (this.#waiting === undefined && now - this.#heardAt > QUIET) this.ends.quiet();
  }
}
