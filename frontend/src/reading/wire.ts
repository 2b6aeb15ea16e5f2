import type { Shape } from '../api/shapes';

/** The server's shapes by the names this room knows them under. */
export type Draft = Shape<'DraftRow'>;
export type Paper = Shape<'PaperOut'>;
export type Piece = Shape<'PieceRow'>;
export type Progress = Shape<'Progress'>;
export type Sharing = Shape<'Sharing'>;

export type Note = Shape<'NoteOut'>;
export type Colour = Shape<'Colour'>;
export type ColourName = Shape<'ColourWire'>;

export type TextForm = Shape<'TextForm'>;
export type TextState = Shape<'TextState'>;
/** What is being fetched, and how long that takes. */
export type Fetching = TextState['fetch'];
export type TextRow = Shape<'TextRow'>;
export type PaperText = Shape<'PaperTextOut'>;
export type Heading = PaperText['outline'][number];
export type Figure = PaperText['figures'][number];
