"""What somebody sees who is asked, or could pick an ask."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from app.reviewing.rules import AskKind, Mark, Verdict
from app.reviewing.schemas.passages import PassageWire
from app.reviewing.schemas.reviews import ReviewOut
from app.writing.schemas import RevisionOut


class OpenAskRow(BaseModel):
    """An ask that anybody who fits may pick."""

    ask_id: str
    title: str
    sentence: str
    minutes: int
    asked_by: str
    due: date
    asked_at: datetime


class PickedOut(BaseModel):
    """The invitation that somebody has now, having picked an open ask."""

    invitation_id: str


class AskedRow(BaseModel):
    """An invitation in its reader's list."""

    invitation_id: str
    title: str
    sentence: str
    asked_by: str
    due: date
    asked_at: datetime
    begun: bool


class EarlierClaim(BaseModel):
    """What a reviewer said of a claim in an earlier version, and whether it stands as it was in this one."""

    claim: str
    verdict: Verdict
    why: str
    became: Literal["same", "changed", "gone"]


class BeforeOut(BaseModel):
    """What a reviewer sent about an earlier version, and what became of it in this one."""

    review: ReviewOut
    claims: list[EarlierClaim]
    standing: list[str]
    """Those of its threads whose passage still stands in this version."""
    old_blocks: list[str]
    new_blocks: list[str]
    """Both versions as the page shows them, in blocks that carry `data-h`, a hash of what they show."""


class ShowsOut(BaseModel):
    """What the screen of a review shows beside the text and the comments: no more than the ask needs."""

    claims: bool
    mark: Mark | None
    """What one key says of a place."""
    said_back: bool
    ratings: bool


class InvitationOut(BaseModel):
    """All a reviewer needs: the ask, the saved version, the passages behind its claims, and their own review."""

    id: str
    sentence: str
    kind: AskKind
    question: str
    minutes: int
    due: date
    asked_by: str
    passages: list[PassageWire]
    """What is asked about beside claims; nothing and no claims: the whole."""
    claims: list[str]
    """The evidence of the claims to look at, in the order of the text."""
    shows: ShowsOut
    revision: RevisionOut
    review: ReviewOut | None
    before: BeforeOut | None
    """Where they reviewed an earlier version: what changed since, and what became of what they said."""
    signed_in: bool
    """When nobody is signed in, a name to sign the review with is asked for."""
    may_decline: bool
    """A link that several people may hold has nothing to decline."""
