"""Rows of this room: paper, paper version, its authors, and imports that wait for arXiv."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.database import Json, Moment, new_id, now, word
from app.papers.rules import ErrandKind, ErrandState, Lane


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


class ArxivErrand(SQLModel, table=True):
    """Something asked of arXiv that waits in its lane; kept when done, so that its asker sees what became of it."""

    __tablename__ = "arxiv_errand"
    id: str = Field(default_factory=new_id, primary_key=True)
    kind: ErrandKind = Field(default=ErrandKind.IMPORT, sa_type=word(ErrandKind))
    person_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    lane: Lane = Field(default=Lane.PERSON, index=True, sa_type=word(Lane))
    arxiv_id: str = Field(default="", index=True)
    version: int | None = None
    words: str = ""
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
