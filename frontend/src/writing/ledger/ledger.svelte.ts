import { sentenceOf } from '../../api/errors';
import type { Claim } from '../wire';
import { Left } from './left.svelte';
import { readLedger, type LedgerRead, type Unsourced } from './ledger-calls';
import { whereIs } from './links';

/** What the ledger needs of the text. */
interface Text {
  readonly draft: string;
  body: string;
  flush(): Promise<unknown>;
}

/** What a draft leans on, as the server read it last. */
export class Ledger {
  read = $state.raw<LedgerRead>();
  /** Why it could not be read, as a sentence. */
  failed = $state('');
  busy = $state(false);
  readonly left: Left;
  #again = false;

  constructor(readonly text: Text) {
    this.left = new Left('unsourced', text.draft);
  }

  readonly claims: Claim[] = $derived(this.read?.claims ?? []);
  /** The claims whose passage reads differently now, or is gone. */
  readonly touched: Claim[] = $derived(this.claims.filter(({ state }) => state === 'changed' || state === 'gone'));
  /** Sentences without a source that are still written so, and were not said to be none. */
  readonly unsourced: Unsourced[] = $derived((this.read?.unsourced ?? []).filter((one) => !this.left.has(one.id) && whereIs(this.text.body, one)));

  claimOn(note: string): Claim | undefined {
    return this.claims.find(({ note_id }) => note_id === note);
  }

  /** Reads it once, for somebody who needs it at all. */
  async ready(): Promise<void> {
    if (!this.read && !this.busy) await this.load();
  }

  /** Reads it anew; what is asked meanwhile is read once more behind it. */
  async load(): Promise<void> {
    this.#again = this.busy;
    if (this.busy) return;
    this.busy = true;
    try {
      await this.text.flush();
      this.read = await readLedger(this.text.draft);
      this.failed = '';
    } catch (error) {
      this.failed = sentenceOf(error);
    } finally {
      this.busy = false;
    }
    if (this.#again) await this.load();
  }
}
