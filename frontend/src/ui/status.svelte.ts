import { createContext } from 'svelte';

export interface Message {
  id: number;
  words: string;
  /** One thing that can be done about it, such as Undo. */
  action?: { words: string; run: () => void };
}

const STAYS = 6000;

/** Short words about what has just happened, shown at the bottom and read out. */
export class Status {
  messages = $state<Message[]>([]);
  #next = 1;

  /** Says it for six seconds; a message with an action stays until it is used or dismissed. */
  say(words: string, action?: Message['action']): void {
    const id = this.#next++;
    this.messages.push({ id, words, action });
    if (!action) setTimeout(() => this.dismiss(id), STAYS);
  }

  dismiss(id: number): void {
    this.messages = this.messages.filter((message) => message.id !== id);
  }
}

export const [useStatus, provideStatus] = createContext<Status>();
