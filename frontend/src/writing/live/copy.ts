import { Awareness } from 'y-protocols/awareness';
import { applyUpdate, createAbsolutePositionFromRelativePosition, createRelativePositionFromTypeIndex, decodeRelativePosition, Doc, encodeRelativePosition, encodeStateAsUpdate, type Text } from 'yjs';
import { fromBase64, toBase64 } from 'lib0/buffer';
import type { Range } from '../passage';
import type { Hint } from '../saving';
import { Belt, takeBelts } from './belt';
import { nameOf, OfflineStore, type Debt } from './offline';
import { Tabs } from './tabs';

/** Milliseconds a browser is given to open what it keeps. */
const PATIENCE = 3000;
/** Tells the pages of one browser apart. */
const PAGE = [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join('');

export interface Whose {
  person: string;
  draft: string;
  epoch: number;
}

/** One epoch's document of a draft as it is in this page, kept on this browser's disk with every change. */
export class Copy {
  readonly doc = new Doc();
  readonly text: Text = this.doc.getText('text');
  readonly awareness = new Awareness(this.doc);
  /** The browser has kept all that was given to it. */
  room = true;
  /** What an earlier page owed the server. */
  debt: Debt | undefined;
  /** How many changes the server does not have, with one of this origin; undefined for one that came from the server. */
  owes: (origin: unknown) => number | undefined = () => undefined;
  readonly #belt: Belt;
  readonly #tabs: Tabs;
  #closed = false;

  private constructor(
    readonly whose: Whose,
    readonly store: OfflineStore | undefined,
    alone: () => boolean,
  ) {
    const name = nameOf(whose.person, whose.draft, whose.epoch);
    this.#belt = new Belt(name, PAGE);
    this.#tabs = new Tabs(name, this.doc, alone);
    this.room = Boolean(store);
    if (store) store.onfull = () => (this.room = false);
    // Who is gone is said by the server. Without it nobody is there; with it, a page in the background, whose timers the
    // browser holds back, is there all the same.
    clearInterval(this.awareness._checkInterval as number);
  }

  /** Opens what this browser keeps of a document, if anything. `alone` says that the server is out of reach. */
  static async open(whose: Whose, alone: () => boolean): Promise<Copy> {
    const name = nameOf(whose.person, whose.draft, whose.epoch);
    const late = new Promise<undefined>((done) => setTimeout(done, PATIENCE, undefined));
    const copy = new Copy(whose, await Promise.race([OfflineStore.open(name), late]), alone);
    await copy.#load(name).catch(() => (copy.room = false));
    copy.doc.on('update', copy.#keep);
    return copy;
  }

  /** There is a text in it: it has been in step with the server before. */
  get begun(): boolean {
    return this.doc.store.clients.size > 0;
  }

  askTabs(): void {
    if (!this.#closed) this.#tabs.ask();
  }

  relative({ from, to }: Range): Hint {
    const at = (index: number, side: number) => toBase64(encodeRelativePosition(createRelativePositionFromTypeIndex(this.text, index, side)));
    return { epoch: this.whose.epoch, start: at(from, 0), end: at(to, -1) };
  }

  absolute({ epoch, start, end }: Hint): Range | undefined {
    if (epoch !== this.whose.epoch) return undefined;
    try {
      const [from, to] = [start, end].map((one) => createAbsolutePositionFromRelativePosition(decodeRelativePosition(fromBase64(one)), this.doc, false));
      if (from?.type !== this.text || to?.type !== this.text || from.index >= to.index) return undefined;
      return { from: from.index, to: to.index };
    } catch {
      return undefined; // it was not made by us
    }
  }

  /** Leaves the document; what this browser keeps of it stays. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.doc.off('update', this.#keep);
    this.#tabs.close();
    this.awareness.destroy();
    await this.store?.close();
  }

  /** Leaves the document and lets go of what this browser keeps of it. */
  async drop(): Promise<void> {
    takeBelts(nameOf(this.whose.person, this.whose.draft, this.whose.epoch));
    await this.close();
    await this.store?.drop();
  }

  /** Leaves the document, and keeps what the server has not of it apart, where no later page will try to send it. */
  async setAside({ changes, base }: Debt): Promise<void> {
    const { person, draft, epoch } = this.whose;
    const aside = await OfflineStore.open(nameOf(person, draft, -epoch));
    if (!aside) return;
    await new Promise<void>((kept) => {
      aside.onfull = kept;
      aside.add(encodeStateAsUpdate(this.doc), { owes: changes, kept });
    });
    if (base !== undefined && (await aside.debt())?.base === undefined) aside.keepBase(base);
    await aside.close();
    await this.drop();
  }

  async #load(name: string): Promise<void> {
    const kept = await this.store?.read();
    if (kept) applyUpdate(this.doc, kept, this);
    this.debt = await this.store?.debt();
    for (const held of takeBelts(name)) {
      applyUpdate(this.doc, held, this);
      this.store?.add(held, { owes: this.debt?.changes ?? 1 });
      this.debt ??= { changes: 1, base: undefined };
    }
  }

  readonly #keep = (update: Uint8Array, origin: unknown, _: Doc, { local }: { local: boolean }) => {
    if (local) this.#belt.hold(update);
    const kept = () => {
      if (local) this.#belt.release(update);
      this.room = true;
    };
    this.store?.add(update, { kept, owes: this.owes(origin) });
  };
}
