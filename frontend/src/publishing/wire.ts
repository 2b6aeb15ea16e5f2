import type { Shape } from '../api/shapes';

/** The server's shapes by the names this room knows them under. */
export type Audience = Shape<'Audience'>;
export type Check = Shape<'CheckOut'>;
export type Licence = Shape<'Licence'>;
export type Publication = Shape<'PublicationOut'>;
export type Release = Shape<'ReleaseRow'>;
export type Screen = Shape<'PublishScreen'>;
