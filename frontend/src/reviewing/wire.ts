import type { Shape } from '../api/shapes';

/** The server's shapes by the names this room knows them under. */
export type Ask = Shape<'AskOut'>;
export type AskKind = Shape<'AskKind'>;
export type Draft = Shape<'DraftOut'>;
export type Fits = Shape<'FitsOut'>;
export type Grade = Shape<'Grade'>;
export type Mark = Shape<'Mark'>;
export type ValueAdd = Shape<'ValueAdd'>;
export type Before = Shape<'BeforeOut'>;
export type Evidence = Shape<'EvidenceOut'>;
export type Invitation = Shape<'InvitationOut'>;
export type InvitationRow = Shape<'InvitationRow'>;
export type Me = Shape<'MeOut'>;
export type Passage = Shape<'PassageWire'>;
export type PersonRow = Shape<'PersonOut'>;
export type Review = Shape<'ReviewOut'>;
export type ReviewThread = Shape<'ReviewThread'>;
export type Screen = Shape<'ReviewScreen'>;
export type Tick = Shape<'TickOut'>;
export type Wanted = Shape<'WantedIn'>;
export type Verdict = Shape<'Verdict'>;
