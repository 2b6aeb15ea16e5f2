import { sentenceOf } from '../../api/errors';
import { Box } from '../../papers/box.svelte';
import { waitingWords } from '../../papers/waiting';
import { makePaper } from '../references/calls';
import type { PaperRow } from '../references/wire';
import type { Work } from './wire';
import { deed } from './works';

/** Brings works here from a graph, one at a time. */
export class Bringing {
  /** The work that is being brought. */
  id = $state<string>();
  /** What has come meanwhile, by the work's id. */
  came = $state.raw<Record<string, PaperRow>>({});
  #failed = $state('');
  readonly #box = new Box((paper) => this.#arrived(paper));

  /** How it goes, in words; '' when nothing is under way and nothing failed. */
  readonly words: string = $derived.by(() => {
    const { state } = this.#box;
    if (state.name === 'asking') return 'Asking …';
    if (state.name === 'waiting') return waitingWords(state);
    if (state.name === 'failed') return state.sentence;
    return state.name === 'words' ? 'It could not be found at arXiv.' : this.#failed;
  });
  readonly busy: boolean = $derived(this.#box.busy);

  /** Imports a work from arXiv, or makes a paper of one that is not there. */
  async bring(work: Work): Promise<void> {
    this.id = work.id;
    this.#failed = '';
    if (deed(work) === 'import') return this.#box.open(work.key);
    try {
      if (work.reference_id) this.#arrived(await makePaper(work.reference_id));
    } catch (error) {
      this.#failed = sentenceOf(error);
    }
  }

  stop(): void {
    this.#box.stop();
  }

  #arrived(paper: PaperRow): void {
    if (this.id) this.came = { ...this.came, [this.id]: paper };
  }
}
