import { sentenceOf } from '../../api/errors';
import * as calls from './calls';
import type { Reference, References } from './wire';
import { byWeight, canCome, holds } from './words';

/** How often it is asked whether something came. In milliseconds. */
const AGAIN = 2500;

/** What one version of a paper cites, and the import of it. */
export class Cited {
  all = $state.raw<References>();
  /** What went wrong when it was asked for, as a sentence. */
  failed = $state('');
  /** Words that an entry must hold to be shown. */
  words = $state('');
  /** The references something is being done about. */
  busy = $state.raw<string[]>([]);
  readonly shown: Reference[] = $derived(byWeight(this.all?.entries ?? []).filter((entry) => holds(entry, this.words)));
  readonly possible: number = $derived(this.all?.entries.filter(canCome).length ?? 0);
  readonly underWay: boolean = $derived(this.all?.state.state === 'waiting' || !!this.all?.imports.waiting);
  #leaving = new AbortController();

  constructor(readonly versionId: string) {}

  /** Loads it, and goes on asking while something is on its way. Returns the way to stop. */
  follow(): () => void {
    this.#leaving = new AbortController();
    void this.load();
    const timer = setInterval(() => this.underWay && void this.load(), AGAIN);
    return () => {
      clearInterval(timer);
      this.#leaving.abort();
    };
  }

  async load(): Promise<void> {
    const { signal } = this.#leaving;
    try {
      const all = await calls.references(this.versionId, signal);
      if (!signal.aborted) [this.all, this.failed] = [all, ''];
    } catch (error) {
      if (!signal.aborted) this.failed = sentenceOf(error);
    }
  }

  /** Imports these, or (null) all that can be. */
  async bring(ids: string[] | null): Promise<void> {
    await this.#about(ids ?? [], async () => (this.all = await calls.importThem(this.versionId, ids)));
  }

  /** Makes a paper of a work outside arXiv. */
  async make(reference: Reference): Promise<void> {
    await this.#about([reference.id], async () => this.#put({ ...reference, state: 'here', paper: await calls.makePaper(reference.id) }));
  }

  async #about(ids: string[], act: () => Promise<unknown>): Promise<void> {
    this.busy = [...this.busy, ...ids];
    await act().finally(() => (this.busy = this.busy.filter((id) => !ids.includes(id))));
  }

  #put(reference: Reference): void {
    if (this.all) this.all = { ...this.all, entries: this.all.entries.map((other) => (other.id === reference.id ? reference : other)) };
  }
}
