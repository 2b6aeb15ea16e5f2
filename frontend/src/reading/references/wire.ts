import type { Shape } from '../../api/shapes';

/** The server's shapes by the names this folder knows them under. */
export type PaperRow = Shape<'PaperRow'>;
export type Mention = Shape<'MentionOut'>;
export type Reference = Shape<'ReferenceOut'>;
export type References = Shape<'ReferencesOut'>;
export type Citing = Shape<'CitingOut'>;
