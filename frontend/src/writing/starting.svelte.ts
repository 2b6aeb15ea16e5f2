import { sentenceOf } from '../api/errors';
import { kinds, openDrafts, papersAt, pieces, startDraft } from './calls';
import type { Kind, Paper, Piece } from './wire';

/** A paper the new draft will explain, and what is known of others who do. */
export interface Chosen {
  paper: Paper;
  /** Pieces published here about it; undefined while that is being asked. */
  pieces?: Piece[];
  /** How many drafts by others are open about it. */
  open?: number;
}

/** What somebody says about a draft before it begins. */
export class Starting {
  kinds = $state.raw<Kind[]>([]);
  kind = $state<Kind['kind']>('summary');
  chosen = $state.raw<Chosen[]>([]);
  reader = $state('');
  shouldKnow = $state.raw<string[]>([]);
  title = $state('');
  busy = $state(false);
  /** What went wrong, as a sentence. */
  failed = $state('');
  papers: Paper[] = $derived(this.chosen.map((one) => one.paper));
  /** The kind wants a paper and there is none yet. */
  wantsPaper: boolean = $derived(!this.chosen.length && Boolean(this.kinds.find(({ kind }) => kind === this.kind)?.needs_paper));

  /** Asks for the kinds, and for the paper versions the draft was begun from: nobody begins without them unawares. */
  async load(versions: string[]): Promise<void> {
    this.failed = '';
    try {
      const [known, papers] = await Promise.all([kinds(), versions.length ? papersAt(versions) : []]);
      for (const one of papers) this.add(one);
      if (this.chosen.length > 1) this.kind = 'synthesis';
      this.kinds = known;
    } catch (error) {
      this.failed = sentenceOf(error);
    }
  }

  add(added: Paper): void {
    if (this.papers.some(({ id }) => id === added.id)) return;
    this.chosen = [...this.chosen, { paper: added }];
    void this.#lookAround(added);
  }

  remove(removed: Paper): void {
    this.chosen = this.chosen.filter((one) => one.paper.id !== removed.id);
  }

  /** Begins the draft; gives its id, or undefined when it could not. */
  async start(): Promise<string | undefined> {
    this.busy = true;
    this.failed = '';
    try {
      const version_ids = this.papers.map((one) => one.version_id);
      const said = { title: this.title.trim(), kind: this.kind, reader: this.reader.trim(), should_know: this.shouldKnow };
      return (await startDraft({ ...said, version_ids })).id;
    } catch (error) {
      this.failed = sentenceOf(error);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  /** What others have made of it is good to know, and no reason to stop: without an answer nothing is shown. */
  async #lookAround(about: Paper): Promise<void> {
    const [found, drafts] = await Promise.allSettled([pieces(about.key), openDrafts(about.id)]);
    const known: Chosen = { paper: about };
    if (found.status === 'fulfilled') known.pieces = found.value;
    if (drafts.status === 'fulfilled') known.open = drafts.value.open;
    this.chosen = this.chosen.map((one) => (one.paper.id === about.id ? known : one));
  }
}
