import type { components } from '../api/schema';

/* The server's shapes, by the names this room knows them under. */
type Shapes = components['schemas'];

export type Anchor = Shapes['AnchorWire'];
export type Place = NonNullable<Shapes['ThreadOut']['place']>;
export type Paper = Shapes['PaperRow'];
export type FullPaper = Shapes['PaperOut'];
export type Note = Shapes['NoteOut'];
export type Kind = Shapes['KindOut'];
export type Text = Shapes['TextOut'];
export type Claim = Shapes['ClaimOut'];
export type Unsure = Shapes['UnsureOut'];
export type Draft = Shapes['DraftOut'];
export type DraftChange = Partial<Shapes['DraftChange']>;
export type DraftIn = Shapes['DraftIn'];
export type Preview = Shapes['PreviewOut'];
export type Offered = Shapes['OfferedOut'];
export type Work = Shapes['WorkOut'];
export type Works = Shapes['WorksOut'];
export type Brought = Shapes['BroughtOut'];
export type Revision = Shapes['RevisionRow'];
export type Thread = Shapes['ThreadOut'];
export type Macro = Shapes['MacroOut'];
export type PaperMacros = Shapes['PaperMacrosOut'];
export type Image = Shapes['ImageOut'];
export type Piece = Shapes['PieceRow'];
