import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { sentenceOf } from '../../api/errors';
import { Box } from '../../papers/box.svelte';
import { waitingWords } from '../../papers/waiting';
import { makePaper } from '../references/calls';
import type { PaperRow } from '../references/wire';
import type { Work } from './wire';
import { deed } from './works';

/** One work on its way here: the row of it that came, and how it goes until then. */
class Coming {
  paper = $state.raw<PaperRow>();
  #failed = $state('');
  #making = $state(false);
  readonly #box = new Box((paper) => (this.paper = paper));

  /** How it goes, in words; '' once it is here. */
  readonly words: string = $derived.by(() => {
    const { state } = this.#box;
    if (state.name === 'asking') return 'Asking …';
    if (state.name === 'waiting') return waitingWords(state);
    if (state.name === 'failed') return state.sentence;
    return state.name === 'words' ? 'It could not be found at arXiv.' : this.#failed;
  });
  readonly busy: boolean = $derived(this.#box.busy || this.#making);

  async bring(work: Work): Promise<void> {
    if (deed(work) === 'import') await this.#box.open(work.key);
    else if (work.reference_id) await this.#make(work.reference_id);
  }

  stop(): void {
    this.#box.stop();
  }

  async #make(reference_id: string): Promise<void> {
    [this.#failed, this.#making] = ['', true];
    try {
      this.paper = await makePaper(reference_id);
    } catch (error) {
      this.#failed = sentenceOf(error);
    } finally {
      this.#making = false;
    }
  }
}

/** Brings works here from a graph, as many at a time as are asked for. */
export class Bringing {
  /** The ids of the works that came. */
  readonly came = new SvelteSet<string>();
  readonly #coming = new SvelteMap<string, Coming>();

  /** How one that was asked for goes. */
  of(work: Work): Coming | undefined {
    return this.#coming.get(work.id);
  }

  /** Imports a work from arXiv, or makes a paper of one that is not there. */
  async bring(work: Work): Promise<void> {
    const coming = this.#coming.get(work.id) ?? new Coming();
    this.#coming.set(work.id, coming);
    await coming.bring(work);
    if (coming.paper) this.came.add(work.id);
  }

  /** Waits no longer; what was asked for comes all the same. */
  stop(): void {
    for (const coming of this.#coming.values()) coming.stop();
  }
}
