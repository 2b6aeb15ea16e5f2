import { sentenceOf } from '../../api/errors';
import { loadDraft } from '../calls';
import type { Draft } from '../wire';
import { compare, nameVersion, restoreVersion, versions, type Comparison, type Version } from './history-calls';
import { before, inOrder, NOW } from './versions';

/** What the screen that looks back at a draft knows: its versions, and how two of them differ. */
export class Looking {
  all: Version[];
  /** The version that is looked at. */
  shown = $state(NOW);
  /** The one it is compared with. */
  against = $state(NOW);
  found = $state.raw<Comparison>();
  failed = $state('');
  #asked: AbortController | undefined;

  private constructor(
    readonly draft: Draft,
    all: Version[],
  ) {
    this.all = $state.raw(all);
  }

  static async open(id: string, shown?: string, against?: string): Promise<Looking> {
    const [draft, all] = await Promise.all([loadDraft(id), versions(id)]);
    const looking = new Looking(draft, all);
    const known = (one: string | undefined) => (all.some((version) => version.id === one) ? one : undefined);
    looking.look(known(shown) ?? NOW, known(against));
    return looking;
  }

  get mayWrite(): boolean {
    return this.draft.part === 'writer';
  }

  get version(): Version {
    return this.all.find(({ id }) => id === this.shown) ?? (this.all[0] as Version);
  }

  /** Looks at a version, compared with the one before it or with another. */
  look(shown: string, against = before(this.all, shown)): void {
    this.shown = shown;
    this.against = against;
    void this.compare();
  }

  async compare(): Promise<void> {
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    this.failed = '';
    this.found = undefined;
    try {
      const found = await compare(this.draft.id, ...inOrder(this.all, this.shown, this.against), asked.signal);
      if (this.#asked === asked) this.found = found;
    } catch (error) {
      if (this.#asked === asked && !asked.signal.aborted) this.failed = sentenceOf(error);
    }
  }

  async name(id: string, name: string): Promise<void> {
    const named = await nameVersion(this.draft.id, id, name);
    this.all = this.all.map((version) => (version.id === id ? named : version));
  }

  /** Puts a version's text in place; gives back how to undo that, when there is something to have back. */
  async restore(id: string): Promise<(() => Promise<void>) | undefined> {
    const { stood } = await restoreVersion(this.draft.id, id);
    await this.renew();
    if (!stood) return undefined;
    return async () => {
      await restoreVersion(this.draft.id, stood);
      await this.renew();
    };
  }

  /** The text was made anew: the list is too, and what it changed is shown. */
  async renew(): Promise<void> {
    this.all = await versions(this.draft.id);
    this.look(NOW);
  }

  close(): void {
    this.#asked?.abort();
  }
}
