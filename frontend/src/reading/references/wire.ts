import type { Shape } from '../../api/shapes';
import type { Fetching } from '../wire';

export type PaperRow = Shape<'PaperRow'>;

/** One place where a paper cites a work. The sentence is '' where the reader may not see the text. */
export interface Mention {
  section: string;
  sentence: string;
}

export type Standing = 'here' | 'importable' | 'outside' | 'waiting' | 'failed';

/** A work that a paper cites. */
export interface Reference {
  id: string;
  position: number;
  /** As the paper's source names it. */
  key: string;
  /** The entry as it stands in the bibliography. */
  text: string;
  title: string;
  arxiv_id: string | null;
  doi: string | null;
  url: string;
  /** How often the paper cites it. */
  times: number;
  /** The first few places. */
  mentions: Mention[];
  paper: PaperRow | null;
  state: Standing;
  /** What went wrong and what to do, when it could not be imported. */
  sentence: string;
}

/** All that a paper cites, and how the import of it goes. */
export interface References {
  origin: 'html' | 'source' | 'pdf' | null;
  state: Fetching;
  entries: Reference[];
  /** The ids of those it leans on most, at most ten. */
  main: string[];
  imports: { total: number; done: number; failed: number; waiting: number };
}

/** A paper here that cites another one. */
export interface Citing {
  paper: PaperRow;
  times: number;
  mentions: Mention[];
}
