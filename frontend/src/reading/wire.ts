import type { Shape } from '../api/shapes';

/** The server's shapes by the names this room knows them under. */
export type Draft = Shape<'DraftRow'>;
export type Note = Shape<'NoteOut'>;
export type Paper = Shape<'PaperOut'>;
export type Piece = Shape<'PieceRow'>;
export type Progress = Shape<'Progress'>;
export type Sharing = Shape<'Sharing'>;
