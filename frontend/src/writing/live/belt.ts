import { fromBase64, toBase64 } from 'lib0/buffer';
import { mergeUpdates } from 'yjs';

/**
 * IndexedDB writes after the call has returned, so a page that crashes may lose what was typed in its last milliseconds.
 * localStorage is written before the call returns. It holds each change until the offline store has it on disk: most of the
 * time it is empty, and it never grows large.
 */
export class Belt {
  #held: Uint8Array[] = [];
  readonly #place: string;

  /** `name` is the offline store's; `page` tells the tabs of one browser apart. */
  constructor(
    readonly name: string,
    page: string,
  ) {
    this.#place = `${name}/${page}`;
  }

  hold(update: Uint8Array): void {
    this.#held.push(update);
    this.#write();
  }

  /** The offline store has it. */
  release(update: Uint8Array): void {
    this.#held = this.#held.filter((held) => held !== update);
    this.#write();
  }

  #write(): void {
    try {
      if (this.#held.length) localStorage.setItem(this.#place, toBase64(mergeUpdates(this.#held)));
      else localStorage.removeItem(this.#place);
    } catch {
      // No room, or switched off: the offline store says when it cannot keep a change either.
    }
  }
}

/** What pages of this browser held when they were lost. Those of tabs that are still open may be among them: a change taken twice is taken once. */
export function takeBelts(name: string): Uint8Array[] {
  try {
    const places = Object.keys(localStorage).filter((place) => place.startsWith(`${name}/`));
    return places.flatMap((place) => {
      const held = localStorage.getItem(place);
      localStorage.removeItem(place);
      return held ? [fromBase64(held)] : [];
    });
  } catch {
    return [];
  }
}
