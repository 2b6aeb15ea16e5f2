"""Rows of this room: paper, paper version, its authors, texts and references, and what waits for arXiv."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.database import Json, Moment, new_id, now, word
from app.papers.rules import ErrandKind, ErrandState, Lane, TextForm


class Paper(SQLModel, table=True):
    """A work to be explained. `key` is its address: an arXiv id, `doi:…`, or a random word for a web address."""

    id: str = Field(default_factory=new_id, primary_key=True)
    key: str = Field(unique=True)
    arxiv_id: str | None = Field(default=None, unique=True)
    doi: str | None = Field(default=None, index=True)
    url: str | None = Field(default=None, index=True)
    history: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """All versions known at arXiv: `{"number": 1, "at": ISO 8601, "size": "12kb"}`, oldest first."""
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)
    changed: int = 0
    created_at: datetime = Field(default_factory=now, sa_type=Moment, index=True)
    added_by: str | None = Field(default=None, foreign_key="person.id")

    @property
    def newest(self) -> int:
        """The number of the newest version known at arXiv; 1 outside arXiv."""
        return max((int(entry["number"]) for entry in self.history), default=1)


class PaperVersion(SQLModel, table=True):
    """One version's metadata, as it was imported; never changed, but for a licence that was not known yet."""

    __tablename__ = "paper_version"
    __table_args__ = (UniqueConstraint("paper_id", "number"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    paper_id: str = Field(foreign_key="paper.id", index=True)
    number: int = 1
    title: str
    abstract: str = ""
    categories: list[str] = Field(default_factory=list, sa_type=Json)
    published_at: datetime | None = Field(default=None, sa_type=Moment)
    updated_at: datetime | None = Field(default=None, sa_type=Moment)
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""
    licence: str | None = None
    """A licence URL from OAI-PMH (arXivRaw), per version; None while it is not known."""
    imported_at: datetime = Field(default_factory=now, sa_type=Moment)
    """For a work outside arXiv: the date it was read, which is its version."""


class VersionAuthor(SQLModel, table=True):
    """An author of a version, in order of `position` (from 0), as the paper writes the name."""

    __tablename__ = "version_author"
    version_id: str = Field(foreign_key="paper_version.id", primary_key=True)
    position: int = Field(primary_key=True)
    name: str = Field(index=True)
    affiliation: str = ""


class TextBody(SQLModel, table=True):
    """The words of a text, once for all rows that name it. Never changed."""

    __tablename__ = "text_body"
    digest: str = Field(primary_key=True)
    """SHA-256 of the text, in hexadecimal."""
    text: str
    layout: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """`papers.fulltext.shapes.Layout` as JSON."""


class PaperText(SQLModel, table=True):
    """A text of a paper version: read from arXiv's HTML or PDF, or from a PDF that a person keeps here for themselves.

    Never changed: HTML that arXiv renders anew is another row, and the newest one of a form is shown.
    """

    __tablename__ = "paper_text"
    id: str = Field(default_factory=new_id, primary_key=True)
    version_id: str = Field(foreign_key="paper_version.id", index=True)
    form: TextForm = Field(sa_type=word(TextForm))
    digest: str = Field(foreign_key="text_body.digest", index=True)
    body: str
    """SHA-256 of the cleaned HTML, or of the PDF's bytes (app/files.py)."""
    figures: list[str] = Field(default_factory=list, sa_type=Json)
    """The pictures it shows, by the names it gives them."""
    owner_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    """Whose own PDF it is; None for what came from arXiv."""
    made_at: datetime = Field(default_factory=now, sa_type=Moment, index=True)


class Figure(SQLModel, table=True):
    """A picture of a paper version, fetched once; without a digest it could not be had, and `sentence` says why."""

    __tablename__ = "paper_figure"
    version_id: str = Field(foreign_key="paper_version.id", primary_key=True)
    name: str = Field(primary_key=True)
    digest: str | None = None
    media_type: str = ""
    sentence: str = ""
    made_at: datetime = Field(default_factory=now, sa_type=Moment)


class Bibliography(SQLModel, table=True):
    """Where the references of a version were read from, and when."""

    version_id: str = Field(foreign_key="paper_version.id", primary_key=True)
    origin: str
    """`html`, `source` or `pdf`."""
    made_at: datetime = Field(default_factory=now, sa_type=Moment)


class Reference(SQLModel, table=True):
    """A work that a paper version cites: one row for each work of an entry of its bibliography. Never changed."""

    __table_args__ = (UniqueConstraint("version_id", "position"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    version_id: str = Field(foreign_key="paper_version.id", index=True)
    position: int
    key: str
    text: str
    title: str = ""
    arxiv_id: str | None = Field(default=None, index=True)
    doi: str | None = Field(default=None, index=True)
    url: str = Field(default="", index=True)
    times: int = 0
    """How often the paper cites it."""
    mentions: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """`{"section", "sentence"}` of each place, in order."""


class ReferencePaper(SQLModel, table=True):
    """A reference outside arXiv that somebody made a paper of, because neither DOI nor address could lead to it."""

    __tablename__ = "reference_paper"
    reference_id: str = Field(foreign_key="reference.id", primary_key=True)
    paper_id: str = Field(foreign_key="paper.id", index=True)
    person_id: str | None = Field(default=None, foreign_key="person.id")
    made_at: datetime = Field(default_factory=now, sa_type=Moment)


class ArxivErrand(SQLModel, table=True):
    """Something asked of arXiv that waits in its lane; kept when done, so that its asker sees what became of it."""

    __tablename__ = "arxiv_errand"
    id: str = Field(default_factory=new_id, primary_key=True)
    kind: ErrandKind = Field(default=ErrandKind.IMPORT, sa_type=word(ErrandKind))
    person_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    lane: Lane = Field(default=Lane.PERSON, index=True, sa_type=word(Lane))
    arxiv_id: str = Field(default="", index=True)
    version: int | None = None
    version_id: str | None = Field(default=None, foreign_key="paper_version.id", index=True)
    """The version whose text, source or figure is asked for."""
    words: str = ""
    """What is searched for, the name of a figure, or the identifiers that are watched."""
    start: int = 0
    found: dict[str, Any] | None = Field(default=None, sa_type=Json)
    """What a search found, as `papers.schemas.FoundPage` writes it."""
    state: ErrandState = Field(default=ErrandState.WAITING, index=True, sa_type=word(ErrandState))
    sentence: str = ""
    """What went wrong and what to do, when it failed."""
    paper_id: str | None = Field(default=None, foreign_key="paper.id")
    asked_at: datetime = Field(default_factory=now, sa_type=Moment, index=True)
    not_before: datetime = Field(default_factory=now, sa_type=Moment)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)
    tries: int = 0
