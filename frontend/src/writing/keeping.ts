import { stored } from '../ui/stored';

/** A text that is not committed yet, as the browser keeps it. */
export interface Kept {
  body: string;
  /** The version of the server's text it was made from. */
  base: number;
  /** When it was written, in milliseconds since 1970. */
  at: number;
}

const PREFIX = 'stillroom.text';
/** Longer texts are written at most this often, because writing them takes the page's own time. */
const LONG = 100_000;
const LONG_PAUSE = 300;

/**
 * Keeps uncommitted text in localStorage, which is written before the call returns and so outlives a crash of the page.
 * Each open page has its own place under person and draft: two tabs never write over each other.
 */
export class Keeper {
  /** False once the browser had no room: what is not saved then lives in this page only. */
  hasRoom = true;
  readonly #place: string;
  #pending: ReturnType<typeof setTimeout> | undefined;
  #latest: Kept | undefined;

  constructor(
    readonly person: string,
    readonly draft: string,
    readonly page: string,
  ) {
    this.#place = `${placeOf(person, draft)}/${page}`;
  }

  keep(body: string, base: number): void {
    this.#latest = { body, base, at: Date.now() };
    if (body.length < LONG) this.flush();
    else this.#pending ??= setTimeout(() => this.flush(), LONG_PAUSE);
  }

  /** Writes what is pending at once. */
  flush(): void {
    clearTimeout(this.#pending);
    this.#pending = undefined;
    if (this.#latest) this.hasRoom = stored.keep(this.#place, this.#latest);
  }

  /** It is committed: nothing needs keeping. */
  forget(): void {
    this.#latest = undefined;
    this.flush();
    stored.forget(this.#place);
  }
}

const placeOf = (person: string, draft: string) => `${PREFIX}/${person}/${draft}`;

/** What pages that are gone left uncommitted, newest first; `alive` names the pages that are still open. */
export function leftBehind(person: string, draft: string, alive: Set<string>): { page: string; kept: Kept }[] {
  const found: { page: string; kept: Kept }[] = [];
  const start = `${placeOf(person, draft)}/`;
  for (const place of places()) {
    const page = place.slice(start.length);
    const kept = place.startsWith(start) && !alive.has(page) ? read(place) : undefined;
    if (kept) found.push({ page, kept });
  }
  return found.sort((a, b) => b.kept.at - a.kept.at);
}

/** Lets go of what another page left, once it is saved or set aside. */
export const letGo = (person: string, draft: string, page: string): void => stored.forget(`${placeOf(person, draft)}/${page}`);

function places(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return []; // storage is switched off
  }
}

function read(place: string): Kept | undefined {
  const kept = stored.read(place) as Partial<Kept> | undefined;
  return typeof kept?.body === 'string' && typeof kept.base === 'number' && typeof kept.at === 'number' ? (kept as Kept) : undefined;
}
