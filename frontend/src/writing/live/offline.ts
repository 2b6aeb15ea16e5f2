import { deleteDB, getAll, openDB, rtop } from 'lib0/indexeddb';
import { mergeUpdates } from 'yjs';

/**
 * Where a document is kept in this browser: its updates, in an IndexedDB of its own, laid out as y-indexeddb does. That
 * library is not used itself because it says neither when a change is on disk nor that it could not be: a full disk, or a
 * browser that keeps nothing, would pass in silence.
 */
const UPDATES = 'updates';
const ABOUT = 'custom';
const CHANGES = 'changes';
const BASE = 'base';
/** Updates are joined into one when a document is opened and has more. */
const MOST = 200;

/** What one browser owes the server. */
export interface Debt {
  /** How many changes it is not known to have. */
  changes: number;
  /** The text as it was committed before the first of them; undefined when the page was lost before it was written down. */
  base: string | undefined;
}

/** How an update is kept. */
interface Keeping {
  /** So many changes the server does not have, this one with them. Written down with it or not at all. */
  owes?: number;
  /** Called once it is on disk. */
  kept?: () => void;
}

const PREFIX = 'stillroom';

/** A document's name. A negative epoch is what was set aside of that epoch, because it could not be sent any more. */
export const nameOf = (person: string, draft: string, epoch: number): string => `${PREFIX}/${person}/${draft}/${epoch}`;

/** One document on this browser's disk. */
export class OfflineStore {
  /** Called when the browser could not keep a change. */
  onfull: () => void = () => {};
  #waiting: (Keeping & { update: Uint8Array })[] = [];
  #writing: Promise<void> | undefined;
  /** Counts the changes that are owed, so that settling never takes back a later one. */
  #owed = 0;

  private constructor(
    readonly name: string,
    readonly db: IDBDatabase,
  ) {}

  /** Opens it, empty when it is new. Undefined in a browser that keeps nothing. */
  static async open(name: string): Promise<OfflineStore | undefined> {
    try {
      const db = await openDB(name, (fresh) => {
        fresh.createObjectStore(UPDATES, { autoIncrement: true });
        fresh.createObjectStore(ABOUT);
      });
      // Another tab may want to delete it, and would wait for us for ever.
      db.onversionchange = () => db.close();
      return new OfflineStore(name, db);
    } catch {
      return undefined;
    }
  }

  /** The whole document as one update; undefined when nothing is kept. */
  async read(): Promise<Uint8Array | undefined> {
    const store = this.db.transaction(UPDATES, 'readwrite').objectStore(UPDATES);
    const all = (await getAll(store)) as Uint8Array[];
    if (!all.length) return undefined;
    const whole = mergeUpdates(all);
    if (all.length > MOST) {
      store.clear();
      store.add(whole);
    }
    return whole;
  }

  /** Keeps an update. Many are written in one go while the disk is busy. */
  add(update: Uint8Array, keeping: Keeping = {}): void {
    if (keeping.owes) this.#owed++;
    this.#waiting.push({ ...keeping, update });
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
  }

  /** What the server is owed; undefined when it has everything. */
  async debt(): Promise<Debt | undefined> {
    const store = this.db.transaction(ABOUT).objectStore(ABOUT);
    const [changes, base] = await Promise.all([rtop(store.get(CHANGES)), rtop(store.get(BASE))]);
    return changes ? { changes: changes as number, base: base as string | undefined } : undefined;
  }

  /** Writes down the text as it was before the changes that are owed. */
  keepBase(base: string): void {
    this.#about((store) => store.put(base, BASE));
  }

  /** The server has everything that was owed until now. */
  async settle(): Promise<void> {
    const owed = this.#owed;
    await this.#writing;
    if (owed === this.#owed) this.#about((store) => store.clear());
  }

  /** Waits until all that was given is written. */
  async close(): Promise<void> {
    await this.#writing;
    this.db.close();
  }

  /** Lets go of the document for good. */
  async drop(): Promise<void> {
    await this.close();
    await deleteDB(this.name);
  }

  async #write(): Promise<void> {
    while (this.#waiting.length) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#put(mergeUpdates(batch.map(({ update }) => update)), batch.findLast(({ owes }) => owes)?.owes);
      } catch {
        // Tried again with the next change.
        this.#waiting.unshift(...batch);
        this.onfull();
        return;
      }
      for (const { kept } of batch) kept?.();
    }
  }

  #about(change: (store: IDBObjectStore) => void): void {
    try {
      change(this.db.transaction(ABOUT, 'readwrite').objectStore(ABOUT));
    } catch {
      this.onfull();
    }
  }

  #put(update: Uint8Array, owes: number | undefined): Promise<void> {
    return new Promise((done, failed) => {
      const transaction = this.db.transaction([UPDATES, ABOUT], 'readwrite');
      transaction.oncomplete = () => done();
      transaction.onabort = () => failed(transaction.error);
      transaction.objectStore(UPDATES).add(update);
      if (owes) transaction.objectStore(ABOUT).put(owes, CHANGES);
    });
  }
}

/** The documents of a draft that a person has kept in this browser, by epoch; the newest first. */
export async function keptEpochs(person: string, draft: string): Promise<number[]> {
  const start = nameOf(person, draft, 0).slice(0, -1);
  try {
    const all = await indexedDB.databases();
    const epochs = all.flatMap(({ name }) => (name?.startsWith(start) ? [Number(name.slice(start.length))] : []));
    return epochs.filter(Number.isInteger).sort((a, b) => b - a);
  } catch {
    return []; // switched off
  }
}
