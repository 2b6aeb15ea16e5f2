"""Rows of this room: request, invitation, review, claim tick, paper that somebody names as theirs. A review points at
writing's threads."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, SQLModel

from app.database import Json, Moment, new_id, now, word
from app.reviewing.rules import AskKind, Chosen, Verdict, Via


class Request(SQLModel, table=True):
    """A bounded ask for one revision. Called an ask on screens and in addresses."""

    id: str = Field(default_factory=new_id, primary_key=True)
    revision_id: str = Field(foreign_key="revision.id", index=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    kind: AskKind = Field(default=AskKind.CORRECTNESS, sa_type=word(AskKind))
    question: str = ""
    """What the writer asks in their own words; empty means the kind's own question."""
    passages: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """`{"unsure_id"?, "evidence_id"?, "anchor", "question"}`; empty means the whole piece."""
    minutes: int = 20
    due: date
    asked_by: str = Field(foreign_key="person.id")
    asked_at: datetime = Field(default_factory=now, sa_type=Moment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)
    routed_at: datetime | None = Field(default=None, sa_type=Moment)
    """Since when people are asked for the writer, one after another; None: the writer picks."""
    nobody_at: datetime | None = Field(default=None, sa_type=Moment)
    """When nobody was left to ask."""


class Invitation(SQLModel, table=True):
    """Somebody (a person here, an address, or whoever holds a link) asked to answer a request."""

    id: str = Field(default_factory=new_id, primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    via: Via = Field(default=Via.PERSON, sa_type=word(Via))
    chosen: Chosen = Field(default=Chosen.WRITER, sa_type=word(Chosen))
    person_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    email: str | None = None
    link_id: str | None = Field(default=None, foreign_key="signed_link.id", index=True)
    answers_allowed: int = 1
    invited_at: datetime = Field(default_factory=now, sa_type=Moment)
    declined_at: datetime | None = Field(default=None, sa_type=Moment)
    passed_at: datetime | None = Field(default=None, sa_type=Moment)
    """When somebody else was asked in their place, because no answer came."""
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)


class Review(SQLModel, table=True):
    """An answer to an invitation: private to its writer until `sent_at`, then with the draft's writers."""

    id: str = Field(default_factory=new_id, primary_key=True)
    invitation_id: str = Field(foreign_key="invitation.id", index=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    revision_id: str = Field(foreign_key="revision.id", index=True)
    person_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    link_id: str | None = Field(default=None, foreign_key="signed_link.id")
    """The scoped link a reviewer without an account goes on with."""
    byline: str = ""
    sentence: str = ""
    begun_at: datetime = Field(default_factory=now, sa_type=Moment)
    sent_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    read_at: datetime | None = Field(default=None, sa_type=Moment)
    """When a writer of the draft first saw it."""


class ClaimTick(SQLModel, table=True):
    """What a review says of one claim of the revision."""

    __tablename__ = "claim_tick"
    review_id: str = Field(foreign_key="review.id", primary_key=True)
    evidence_id: str = Field(foreign_key="evidence.id", primary_key=True)
    verdict: Verdict = Field(sa_type=word(Verdict))
    why: str = ""


class ReviewThread(SQLModel, table=True):
    """A thread of writing's that belongs to a review; visible to the draft's writers once the review is sent."""

    __tablename__ = "review_thread"
    review_id: str = Field(foreign_key="review.id", primary_key=True)
    thread_id: str = Field(foreign_key="thread.id", primary_key=True, unique=True)


class OwnPaper(SQLModel, table=True):
    """A paper on arXiv, here or not, that somebody names as theirs."""

    __tablename__ = "own_paper"
    person_id: str = Field(foreign_key="person.id", primary_key=True)
    arxiv_id: str = Field(primary_key=True, index=True)
    named_at: datetime = Field(default_factory=now, sa_type=Moment)
