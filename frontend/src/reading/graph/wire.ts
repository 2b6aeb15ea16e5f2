import type { Shape } from '../../api/shapes';

/** The server's shapes by the names this folder knows them under. */
export type Work = Shape<'NodeOut'>;
export type Citation = Shape<'EdgeOut'>;
export type Graph = Shape<'GraphOut'>;
