import type { Shape } from '../api/shapes';

/** The server's shapes by the names this room knows them under. */
export type Draft = Shape<'DraftRow'>;
export type Paper = Shape<'PaperOut'>;
export type Piece = Shape<'PieceRow'>;
export type Progress = Shape<'Progress'>;
export type Sharing = Shape<'Sharing'>;
export type Anchor = Shape<'AnchorWire'>;

export type Colour = 'amber' | 'green' | 'blue' | 'plum' | 'red';
export type TextForm = 'abstract' | 'html' | 'pdf';

/** Where a note's passage stands in the text that is being read. Offsets count code points. */
export interface Place {
  state: 'found' | 'moved' | 'changed' | 'gone';
  exact: string;
  prefix: string;
  suffix: string;
  start: number | null;
  end: number | null;
  confidence: number;
}

export type Note = Shape<'NoteOut'> & {
  form: TextForm;
  /** SHA-256 of the text it was made on; '' for the abstract. */
  text_digest: string;
  colour: Colour;
  tags: string[];
  place: Place | null;
};

export interface Fetching {
  state: 'none' | 'waiting' | 'failed' | 'done';
  what: string;
  place: number;
  seconds: number;
  sentence: string;
}

export interface TextRow {
  id: string;
  form: TextForm;
  digest: string;
  own: boolean;
  made_at: string;
  figures_total: number;
  figures_here: number;
}

export interface TextState {
  version_id: string;
  access: 'open' | 'shelf' | 'closed';
  sentence: string;
  licence_name: string;
  texts: TextRow[];
  /** Why there is none, as a sentence. */
  missing: string;
  fetch: Fetching;
}

/** A heading; `start` counts code points of the text. */
export interface Heading {
  id: string;
  level: number;
  label: string;
  title: string;
  start: number;
}

export interface Figure {
  name: string;
  url: string | null;
  sentence: string;
}

export interface PaperText {
  id: string;
  version_id: string;
  form: TextForm;
  digest: string;
  html: string;
  outline: Heading[];
  pages: number[];
  figures: Figure[];
}

export interface ColourName {
  colour: Colour;
  meaning: string;
}
