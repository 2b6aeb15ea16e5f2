import { SvelteSet } from 'svelte/reactivity';

type Message = { kind: 'who' | 'here' | 'bye'; page: string } | { kind: 'saved'; page: string; version: number };

/** How long other pages of this browser are given to say that they are there, in milliseconds. */
const ANSWER = 120;

/** The other pages of this browser that have the same draft open. */
export class Elsewhere {
  readonly page = [...crypto.getRandomValues(new Uint32Array(2))].map((n) => n.toString(36)).join('');
  /** The pages open besides this one. */
  readonly pages = new SvelteSet<string>();
  /** Called when another page has saved a version of the text. */
  onsaved: (version: number) => void = () => {};
  readonly #channel: BroadcastChannel;

  constructor(draft: string) {
    this.#channel = new BroadcastChannel(`stillroom.draft.${draft}`);
    this.#channel.onmessage = (event: MessageEvent<Message>) => this.#hear(event.data);
  }

  /** Asks who else is there, and gives them time to answer. */
  async ask(): Promise<Set<string>> {
    this.#say({ kind: 'who', page: this.page });
    await new Promise((done) => setTimeout(done, ANSWER));
    return this.pages;
  }

  saved(version: number): void {
    this.#say({ kind: 'saved', page: this.page, version });
  }

  /** Says goodbye; the page may still come back from the browser's cache. */
  leave(): void {
    this.#say({ kind: 'bye', page: this.page });
  }

  close(): void {
    this.leave();
    this.#channel.close();
  }

  #say(message: Message): void {
    this.#channel.postMessage(message);
  }

  #hear(message: Message): void {
    if (message.kind === 'bye') this.pages.delete(message.page);
    else this.pages.add(message.page);
    if (message.kind === 'who') this.#say({ kind: 'here', page: this.page });
    if (message.kind === 'saved') this.onsaved(message.version);
  }
}
