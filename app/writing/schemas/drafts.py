"""Wire shapes: kinds, drafts, their co-authors."""

from datetime import datetime

from pydantic import BaseModel, Field

from app.papers.schemas import PaperRow
from app.people.schemas import PersonOut
from app.writing.rules import (
    DECK_MAXIMUM,
    READER_MAXIMUM,
    SHOULD_KNOW_MAXIMUM,
    TITLE_MAXIMUM,
    CitationStyle,
    Kind,
    Part,
)
from app.writing.schemas.marks import UnsureOut
from app.writing.schemas.texts import TextOut


class KindOut(BaseModel):
    """A kind of draft, for choosing one."""

    kind: Kind
    name: str
    hint: str
    needs_paper: bool
    template: str
    """Markdown with the kind's prompts as HTML comments."""


class DraftIn(BaseModel):
    """A draft to begin; `version_ids` are the paper versions it explains, in order."""

    title: str = Field(default="", max_length=TITLE_MAXIMUM)
    kind: Kind = Kind.SUMMARY
    reader: str = Field(default="", max_length=READER_MAXIMUM)
    should_know: list[str] = Field(default_factory=list, max_length=SHOULD_KNOW_MAXIMUM)
    version_ids: list[str] = Field(default_factory=list, max_length=200)


class DraftChange(BaseModel):
    """What is to be different about a draft; fields left out stay as they are."""

    title: str | None = Field(default=None, min_length=1, max_length=TITLE_MAXIMUM)
    deck: str | None = Field(default=None, max_length=DECK_MAXIMUM)
    kind: Kind | None = None
    reader: str | None = Field(default=None, max_length=READER_MAXIMUM)
    should_know: list[str] | None = Field(default=None, max_length=SHOULD_KNOW_MAXIMUM)
    citation_style: CitationStyle | None = None
    version_ids: list[str] | None = Field(default=None, max_length=200)
    byline: str | None = Field(default=None, min_length=1, max_length=80)
    """The name the asker signs this draft with."""


class AuthorOut(BaseModel):
    """A co-author and the name they sign with."""

    person: PersonOut
    byline: str
    part: Part


class DraftRow(BaseModel):
    """A draft in a list."""

    id: str
    title: str
    kind: Kind
    papers: list[PaperRow]
    authors: list[AuthorOut]
    words: int
    unsure: int
    waiting: int
    """Threads that end in somebody else's words, and suggestions to settle."""
    changed_at: datetime


class DraftOut(BaseModel):
    """A draft with its text, to somebody who writes or reads along in it."""

    id: str
    title: str
    deck: str
    kind: Kind
    reader: str
    should_know: list[str]
    citation_style: CitationStyle
    papers: list[PaperRow]
    authors: list[AuthorOut]
    part: Part
    text: TextOut
    unsure: list[UnsureOut]
    last_revision: int
    changed_at: datetime


class DeletedDraft(BaseModel):
    """A deleted draft that can be had back until `ends_at`."""

    id: str
    title: str
    deleted_at: datetime
    ends_at: datetime


class OpenDrafts(BaseModel):
    """How many drafts by others are open about a paper; never whose."""

    open: int
