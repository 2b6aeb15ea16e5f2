"""Rows of this room: request, invitation, review, claim tick, rating, paper that somebody names as theirs; of credit:
signed review, helped; of author checks: address, check, opinion, ground. A review points at writing's threads."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, SQLModel

from app.database import Json, Moment, new_id, now, word
from app.reviewing.author_checks.rules import Ground, Opinion
from app.reviewing.credit.rules import Helper
from app.reviewing.groups.models import Batch
from app.reviewing.rules import AskKind, Chosen, Grade, Mark, ValueAdd, Verdict, Via


class Request(SQLModel, table=True):
    """A bounded ask for one revision. Called an ask on screens and in addresses."""

    id: str = Field(default_factory=new_id, primary_key=True)
    revision_id: str = Field(foreign_key="revision.id", index=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    kind: AskKind = Field(default=AskKind.CORRECTNESS, sa_type=word(AskKind))
    question: str = ""
    """What the writer asks in their own words; empty means the kind's own question."""
    passages: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """`{"unsure_id"?, "evidence_id"?, "note_id"?, "use"?, "anchor", "question"}`; empty means the whole piece."""
    minutes: int = 20
    due: date
    asked_by: str = Field(foreign_key="person.id")
    asked_at: datetime = Field(default_factory=now, sa_type=Moment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)
    routed_at: datetime | None = Field(default=None, sa_type=Moment)
    """Since when people are asked for the writer, one after another; None: the writer picks."""
    nobody_at: datetime | None = Field(default=None, sa_type=Moment)
    """When nobody was left to ask."""
    follows_id: str | None = Field(default=None, foreign_key="request.id", index=True)
    """The ask of an earlier version that this one asks again, of the same people."""
    batch_id: str | None = Field(default=None, foreign_key=f"{Batch.__tablename__}.id", index=True)
    """The batch of a group in which it went out; it stays within that group."""


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
    instead: str = ""
    """Whom they said to ask in their place: an e-mail address or a handle."""
    instead_why: str = ""


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
    said_back: str = ""
    """What the reader took from it, in a sentence of their own."""
    begun_at: datetime = Field(default_factory=now, sa_type=Moment)
    sent_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    private: bool = False
    """Whether it is sent without its writer's name; they may sign it later."""
    for_readers: bool = True
    """Whether it is to have a page of its own once it is signed and the piece is published."""
    read_at: datetime | None = Field(default=None, sa_type=Moment)
    """When a writer of the draft first saw it."""


class SignedReview(SQLModel, table=True):
    """A review that its writer shows, under their own name, to whoever may read the piece."""

    __tablename__ = "signed_review"
    review_id: str = Field(foreign_key="review.id", primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    shown_at: datetime = Field(default_factory=now, sa_type=Moment)


class Helped(SQLModel, table=True):
    """Somebody said that a review helped: a writer of the draft, or a reader of the piece."""

    review_id: str = Field(foreign_key="review.id", primary_key=True)
    person_id: str = Field(foreign_key="person.id", primary_key=True, index=True)
    helper: Helper = Field(sa_type=word(Helper))
    marked_at: datetime = Field(default_factory=now, sa_type=Moment)


class ClaimTick(SQLModel, table=True):
    """What a review says of one claim of the revision."""

    __tablename__ = "claim_tick"
    review_id: str = Field(foreign_key="review.id", primary_key=True)
    evidence_id: str = Field(foreign_key="evidence.id", primary_key=True)
    verdict: Verdict = Field(sa_type=word(Verdict))
    why: str = ""


class Rating(SQLModel, table=True):
    """How far a piece carries one of the four things an explanation adds."""

    review_id: str = Field(foreign_key="review.id", primary_key=True)
    value: ValueAdd = Field(primary_key=True, sa_type=word(ValueAdd))
    grade: Grade = Field(sa_type=word(Grade))


class ReviewThread(SQLModel, table=True):
    """A thread of writing's that belongs to a review; visible to the draft's writers once the review is sent."""

    __tablename__ = "review_thread"
    review_id: str = Field(foreign_key="review.id", primary_key=True)
    thread_id: str = Field(foreign_key="thread.id", primary_key=True, unique=True)
    mark: Mark = Field(default=Mark.COMMENT, sa_type=word(Mark))


class ReviewSuggestion(SQLModel, table=True):
    """A suggestion of writing's that belongs to a review; shown to the draft's writers once the review is sent."""

    __tablename__ = "review_suggestion"
    review_id: str = Field(foreign_key="review.id", primary_key=True)
    suggestion_id: str = Field(foreign_key="suggestion.id", primary_key=True, unique=True)


class OwnPaper(SQLModel, table=True):
    """A paper on arXiv, here or not, that somebody names as theirs."""

    __tablename__ = "own_paper"
    person_id: str = Field(foreign_key="person.id", primary_key=True)
    arxiv_id: str = Field(primary_key=True, index=True)
    named_at: datetime = Field(default_factory=now, sa_type=Moment)


class AuthorAddress(SQLModel, table=True):
    """An address at which an author of a paper was asked; nobody here needs to be known by it."""

    __tablename__ = "author_address"
    id: str = Field(default_factory=new_id, primary_key=True)
    email: str = Field(unique=True)
    mailed_at: datetime | None = Field(default=None, sa_type=Moment)
    """When it was last written to."""
    never_at: datetime | None = Field(default=None, sa_type=Moment)
    """Since when it wants no such mail any more."""
    created_at: datetime = Field(default_factory=now, sa_type=Moment)


class AuthorCheck(SQLModel, table=True):
    """An author of a paper asked about claims of one saved version, and what came of it."""

    __tablename__ = "author_check"
    id: str = Field(default_factory=new_id, primary_key=True)
    address_id: str = Field(foreign_key="author_address.id", index=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    revision_id: str = Field(foreign_key="revision.id", index=True)
    version_id: str = Field(foreign_key="paper_version.id", index=True)
    name: str
    """As the paper writes it."""
    claims: list[str] = Field(default_factory=list, sa_type=Json)
    """Ids of the evidence asked about, in order."""
    asked_by: str = Field(foreign_key="person.id")
    asked_at: datetime = Field(default_factory=now, sa_type=Moment)
    told_at: datetime | None = Field(default=None, sa_type=Moment)
    """When a mail, or the writer who passes the link on, told the address of it."""
    taken_back_at: datetime | None = Field(default=None, sa_type=Moment)
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    shown: bool = False
    """Whether the author approved that pages say it."""
    by_mail: bool = False
    """Whether it was answered through a link that was mailed to the address."""
    orcid: str = ""
    """The ORCID iD its author was signed in with, or ''."""
    orcid_listed: bool = False
    """Whether that stands in the version's text or source."""
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)


class AuthorOpinion(SQLModel, table=True):
    """What an author says of one claim; private to them until the check's `sent_at`."""

    __tablename__ = "author_opinion"
    check_id: str = Field(foreign_key="author_check.id", primary_key=True)
    evidence_id: str = Field(foreign_key="evidence.id", primary_key=True)
    opinion: Opinion = Field(sa_type=word(Opinion))
    word: str = ""


class AuthorGround(SQLModel, table=True):
    """Why whoever answers from an address is taken to be an author of a paper version."""

    __tablename__ = "author_ground"
    address_id: str = Field(foreign_key="author_address.id", primary_key=True)
    version_id: str = Field(foreign_key="paper_version.id", primary_key=True)
    ground: Ground = Field(sa_type=word(Ground), primary_key=True)
    noted_at: datetime = Field(default_factory=now, sa_type=Moment)
    noted_by: str | None = Field(default=None, foreign_key="person.id")
    """The keeper who confirmed it."""
