"""Wire shapes: talk about a passage."""

from datetime import datetime

from pydantic import BaseModel, Field

from app.reading.schemas import AnchorWire
from app.writing.schemas.texts import HintWire, PlaceOut


class CommentIn(BaseModel):
    """Words for a thread, in Markdown."""

    words: str = Field(min_length=1, max_length=10_000)


class CommentOut(BaseModel):
    """One contribution to a thread."""

    id: str
    byline: str
    mine: bool
    words: str
    html: str
    created_at: datetime
    taken_back_at: datetime | None = None
    """Its writer took it back: it has no words any more."""
    changeable: bool = False
    """It is the asker's own, and nobody else can see it yet."""


class ThreadIn(BaseModel):
    """A new thread at a passage of the draft's source, or (without an anchor) about the whole."""

    anchor: AnchorWire | None = None
    hint: HintWire | None = None
    words: str = Field(min_length=1, max_length=10_000)


class ThreadOut(BaseModel):
    """A thread; `place` is where its passage is in the live text, None when it lost its place or is about the whole."""

    id: str
    anchor: AnchorWire | None
    place: PlaceOut | None
    hint: HintWire | None
    byline: str
    mine: bool
    created_at: datetime
    resolved_at: datetime | None
    resolved_by: str
    """The name of whoever resolved it; empty while it is open."""
    comments: list[CommentOut]
