import type { Shape } from '../../api/shapes';

/** The server's shapes of author checks. */
export type AuthorCheck = Shape<'AuthorCheckOut'>;
export type Choices = Shape<'AuthorChoices'>;
export type Paper = Shape<'PaperChoice'>;
