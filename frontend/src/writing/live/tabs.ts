import { applyUpdate, encodeStateAsUpdate, encodeStateVector, type Doc } from 'yjs';

type Message = { kind: 'who' } | { kind: 'have'; vector: Uint8Array } | { kind: 'change'; update: Uint8Array };

/**
 * While the server is out of reach, the tabs of one browser that have the same document open give each other their changes.
 * A tab that still reaches the server takes them too, as changes of its own, and passes them on.
 */
export class Tabs {
  readonly #channel: BroadcastChannel;

  /** `alone` says that the server is out of reach for this tab. */
  constructor(
    name: string,
    readonly doc: Doc,
    readonly alone: () => boolean,
  ) {
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = (event: MessageEvent<Message>) => this.#hear(event.data);
    doc.on('update', this.#tell);
  }

  /** Asks the others for what is not here yet, and what they have not. */
  ask(): void {
    this.#say({ kind: 'who' });
    this.#sayWhat();
  }

  close(): void {
    this.doc.off('update', this.#tell);
    this.#channel.close();
  }

  readonly #tell = (update: Uint8Array, origin: unknown) => {
    if (origin !== this && this.alone()) this.#say({ kind: 'change', update });
  };

  #hear(message: Message): void {
    if (message.kind === 'change') applyUpdate(this.doc, message.update, this);
    else if (message.kind === 'who') this.#sayWhat();
    else if (this.alone()) this.#say({ kind: 'change', update: encodeStateAsUpdate(this.doc, message.vector) });
  }

  #sayWhat(): void {
    this.#say({ kind: 'have', vector: encodeStateVector(this.doc) });
  }

  #say(message: Message): void {
    this.#channel.postMessage(message);
  }
}
