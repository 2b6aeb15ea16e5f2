"""Rows of this room: draft, co-author, live text, snapshot, revision, evidence, image, thread, comment, unsure mark."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.database import Json, Moment, new_id, now, word
from app.writing.rules import Kind, Occasion, Part


class Draft(SQLModel, table=True):
    """A distillation being written. Its text is in LiveText, behind writing/text.py."""

    id: str = Field(default_factory=new_id, primary_key=True)
    title: str
    deck: str = ""
    kind: Kind = Field(default=Kind.SUMMARY, sa_type=word(Kind))
    reader: str = ""
    """Whom it is written for, in the writer's words."""
    should_know: list[str] = Field(default_factory=list, sa_type=Json)
    created_by: str = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    changed_at: datetime = Field(default_factory=now, sa_type=Moment)
    deleted_at: datetime | None = Field(default=None, sa_type=Moment)


class CoAuthor(SQLModel, table=True):
    """Somebody who writes (or reads along) in a draft, and the name they sign it with."""

    __tablename__ = "co_author"
    draft_id: str = Field(foreign_key="draft.id", primary_key=True)
    person_id: str = Field(foreign_key="person.id", primary_key=True, index=True)
    part: Part = Field(default=Part.WRITER, sa_type=word(Part))
    byline: str
    position: int = 0
    added_at: datetime = Field(default_factory=now, sa_type=Moment)


class DraftPaper(SQLModel, table=True):
    """A paper version that a draft explains, in order."""

    __tablename__ = "draft_paper"
    draft_id: str = Field(foreign_key="draft.id", primary_key=True)
    version_id: str = Field(foreign_key="paper_version.id", primary_key=True, index=True)
    position: int = 0


class LiveText(SQLModel, table=True):
    """The one place of a draft's text. Read by text.current, changed by text.replace, by nobody else."""

    __tablename__ = "live_text"
    draft_id: str = Field(foreign_key="draft.id", primary_key=True)
    body: str = ""
    version: int = 1
    changed_at: datetime = Field(default_factory=now, sa_type=Moment)
    changed_by: str | None = Field(default=None, foreign_key="person.id")


class Snapshot(SQLModel, table=True):
    """The text as it once was, unnumbered; for looking back and for anchors. Never changed."""

    __table_args__ = (UniqueConstraint("draft_id", "digest"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    digest: str = Field(index=True)
    body: str
    made_at: datetime = Field(default_factory=now, sa_type=Moment)


class Revision(SQLModel, table=True):
    """A numbered snapshot that renders with nothing else present: it holds all a rendering needs. Never changed."""

    __table_args__ = (UniqueConstraint("draft_id", "number"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    number: int
    name: str = ""
    occasion: Occasion = Field(default=Occasion.NAMED, sa_type=word(Occasion))
    title: str
    deck: str = ""
    kind: Kind = Field(sa_type=word(Kind))
    reader: str = ""
    should_know: list[str] = Field(default_factory=list, sa_type=Json)
    source: str
    digest: str
    """SHA-256 of the source, in hexadecimal: what threads anchored to it name."""
    bylines: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """`{"name", "person_id"}` in order."""
    papers: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """`{"key", "arxiv_id", "number", "newest", "title", "authors", "year", "url", "licence", "categories"}`."""
    citations: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """`{"key", "label", "title", "authors", "year", "url"}` for each citation key used."""
    images: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """`{"target", "digest", "media_type", "width", "height", "credit"}` for each image used."""
    unsure: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """`{"id", "anchor", "question"}` for each mark open at that moment; never rendered on a page."""
    made_by: str = Field(foreign_key="person.id")
    made_at: datetime = Field(default_factory=now, sa_type=Moment)


class Evidence(SQLModel, table=True):
    """The passage behind one claim of a revision, copied whole when it was frozen. Never changed."""

    id: str = Field(default_factory=new_id, primary_key=True)
    revision_id: str = Field(foreign_key="revision.id", index=True)
    position: int
    note_id: str
    """The note it came from; not a foreign key, for the note may be gone."""
    claim: str
    """The words of the draft that lean on it, as plain text."""
    quote: str
    before: str = ""
    after: str = ""
    """Up to 300 characters of the paper either side."""
    section: str = ""
    anchor: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    text_digest: str = ""
    paper_key: str
    paper_title: str
    number: int
    label: str
    """Such as `Abstract, arXiv 2611.01234v1`."""
    url: str
    words: str = ""
    """The note's words, only when its writer had shared them."""


class Image(SQLModel, table=True):
    """A picture of a draft, re-encoded here; its bytes are a file named by `digest`."""

    id: str = Field(default_factory=new_id, primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    digest: str = Field(index=True)
    media_type: str
    width: int
    height: int
    source: str = ""
    licence: str = ""
    added_by: str = Field(foreign_key="person.id")
    added_at: datetime = Field(default_factory=now, sa_type=Moment)


class Thread(SQLModel, table=True):
    """A talk about a passage (or, without an anchor, the whole) of a draft's text.

    `visible_from` None means that only its author sees it; `byline` is the name others see. Reviewing sets both.
    """

    id: str = Field(default_factory=new_id, primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    anchor: dict[str, Any] | None = Field(default=None, sa_type=Json)
    text_digest: str = ""
    """SHA-256 of the source the anchor was made on (a revision's or a snapshot's)."""
    author_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    byline: str = ""
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    visible_from: datetime | None = Field(default=None, sa_type=Moment)
    resolved_at: datetime | None = Field(default=None, sa_type=Moment)
    resolved_by: str | None = Field(default=None, foreign_key="person.id")


class Comment(SQLModel, table=True):
    """One contribution to a thread, in Markdown. Not changed once others can see it."""

    id: str = Field(default_factory=new_id, primary_key=True)
    thread_id: str = Field(foreign_key="thread.id", index=True)
    author_id: str | None = Field(default=None, foreign_key="person.id")
    byline: str
    words: str
    created_at: datetime = Field(default_factory=now, sa_type=Moment)


class UnsureMark(SQLModel, table=True):
    """A passage the writer is not sure of, with an optional question; gone when answered, never published as a mark."""

    __tablename__ = "unsure_mark"
    id: str = Field(default_factory=new_id, primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    anchor: dict[str, Any] = Field(sa_type=Json)
    text_digest: str = ""
    question: str = ""
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
