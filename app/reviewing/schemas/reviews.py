"""A review: what its writer sends, and what it says."""

from datetime import datetime

from pydantic import BaseModel, Field

from app.reading.schemas import AnchorWire
from app.reviewing.rules import SENTENCE_MAXIMUM, AskKind, Grade, Mark, ValueAdd, Verdict
from app.writing.rules import Outcome
from app.writing.schemas import CommentOut


class TickOut(BaseModel):
    """What a review says of one claim."""

    evidence_id: str
    verdict: Verdict
    why: str


class TickIn(BaseModel):
    """A verdict on one claim, with a word why."""

    verdict: Verdict
    why: str = Field(default="", max_length=500)


class ReviewThread(BaseModel):
    """A reviewer's comment at a passage of the revision's rendered text (or about the whole)."""

    id: str
    anchor: AnchorWire | None
    mark: Mark
    comments: list[CommentOut]
    resolved_at: datetime | None
    """When the draft's writers settled it."""


class ReviewSuggestionOut(BaseModel):
    """A reviewer's suggested edit of a passage of the revision's rendered text."""

    id: str
    anchor: AnchorWire
    replacement: str
    why: str
    created_at: datetime
    outcome: Outcome | None
    """What the draft's writers made of it; None while it is open."""


class RatingOut(BaseModel):
    """How far the piece carries one of the four things an explanation adds."""

    value: ValueAdd
    grade: Grade


class RatingIn(BaseModel):
    """How far the piece carries it."""

    grade: Grade


class ReviewOut(BaseModel):
    """A review: to its own writer while it is not sent, then also to the draft's writers."""

    id: str
    ask_id: str
    kind: AskKind
    revision_number: int
    byline: str
    sentence: str
    sentence_html: str
    said_back: str
    """What the reader took from it, in their own words; asked for where it is about clarity or the story."""
    ticks: list[TickOut]
    ratings: list[RatingOut]
    threads: list[ReviewThread]
    suggestions: list[ReviewSuggestionOut]
    sent_at: datetime | None
    read_at: datetime | None
    helped: bool
    """Whether a writer of the draft says that it helped."""


class BylineIn(BaseModel):
    """The name a review is signed with; a person here may leave it empty to sign with their own."""

    byline: str = Field(default="", max_length=80)


class ReviewChange(BaseModel):
    """What is to be different about a review that is not sent yet."""

    sentence: str | None = Field(default=None, max_length=SENTENCE_MAXIMUM)
    said_back: str | None = Field(default=None, max_length=SENTENCE_MAXIMUM)
    byline: str | None = Field(default=None, max_length=80)


class ReviewCommentIn(BaseModel):
    """A comment; its anchor is made on the revision's rendered text, formulas as TeX between dollars."""

    anchor: AnchorWire | None = None
    words: str = Field(default="", max_length=10_000)
    """A mark needs none."""
    mark: Mark = Mark.COMMENT


class ReviewSuggestionIn(BaseModel):
    """Other words for a passage; its anchor is made on the revision's rendered text. No words: take it out."""

    anchor: AnchorWire
    replacement: str = Field(max_length=20_000)
    why: str = Field(default="", max_length=1_000)
