import type { Shape } from '../../api/shapes';

/** The server's shapes by the names this screen knows them under. */
export type Hit = Shape<'NoteHit'>;
export type Tag = Shape<'TagOut'>;
export type Imported = Shape<'ImportedNote'>;
export type Report = Shape<'ImportedNotes'>;
