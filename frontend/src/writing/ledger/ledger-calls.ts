import { api } from '../../api/client';
import type { Shape } from '../../api/shapes';

export type LedgerRead = Shape<'LedgerOut'>;
export type Unsourced = Shape<'UnsourcedOut'>;
export type Coverage = Shape<'CoverageOut'>;
export type Checked = Shape<'ChecksOut'>;
export type Advice = Shape<'AdviceOut'>;

const draft = (draft_id: string) => ({ path: { draft_id } });

/** The claims of the text and their sources, sentences that name none, and what of its papers nothing leans on. */
export const readLedger = (id: string) => api.get('/api/drafts/{draft_id}/ledger', draft(id));

/** What a writer may want to look at in the text. */
export const checkDraft = (id: string) => api.get('/api/drafts/{draft_id}/advice', draft(id));
