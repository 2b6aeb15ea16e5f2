"""Rows of this room: publication, release (its papers, its people), change of audience, withdrawal, comparison."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.database import Json, Moment, new_id, now, word
from app.publishing.rules import Audience, Licence


def _urn() -> str:
    return uuid.uuid4().urn


class Publication(SQLModel, table=True):
    """The lasting thing: one slug, one feed id, many releases."""

    id: str = Field(default_factory=new_id, primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", unique=True)
    slug: str = Field(unique=True)
    urn: str = Field(default_factory=_urn, unique=True)
    """Its id in every feed (RFC 4287, section 4.2.6), made once."""
    link_key: str = Field(default_factory=new_id)
    """What an address must carry while the audience is anyone with the link."""
    audience: Audience = Field(default=Audience.HERE, sa_type=word(Audience))
    changed: int = 0
    created_at: datetime = Field(default_factory=now, sa_type=Moment)


class Release(SQLModel, table=True):
    """A revision made public to an audience. Never changed."""

    __table_args__ = (UniqueConstraint("publication_id", "number"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    publication_id: str = Field(foreign_key="publication.id", index=True)
    revision_id: str = Field(foreign_key="revision.id", index=True)
    number: int
    audience: Audience = Field(sa_type=word(Audience))
    licence: Licence = Field(default=Licence.CC_BY, sa_type=word(Licence))
    contributors: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """`{"name", "person_id", "own"}` in order, as they signed it; a pen name is not their `own` and links nowhere."""
    note: str = ""
    """What changed since the last release, in the writer's words."""
    released_by: str = Field(foreign_key="person.id")
    released_at: datetime = Field(default_factory=now, sa_type=Moment, index=True)


class ReleasePaper(SQLModel, table=True):
    """A paper that a release explains, so that the pieces about it can be found. Never changed."""

    __tablename__ = "release_paper"
    release_id: str = Field(foreign_key="release.id", primary_key=True)
    paper_key: str = Field(primary_key=True, index=True)


class ReleasePerson(SQLModel, table=True):
    """Somebody who signed a release with their own name, so that it stands on their page; no row for a pen name."""

    __tablename__ = "release_person"
    release_id: str = Field(foreign_key="release.id", primary_key=True)
    person_id: str = Field(foreign_key="person.id", primary_key=True, index=True)


class AudienceChange(SQLModel, table=True):
    """The audience of a publication was widened or narrowed after a release. Never changed."""

    __tablename__ = "audience_change"
    id: str = Field(default_factory=new_id, primary_key=True)
    publication_id: str = Field(foreign_key="publication.id", index=True)
    audience: Audience = Field(sa_type=word(Audience))
    changed_by: str = Field(foreign_key="person.id")
    changed_at: datetime = Field(default_factory=now, sa_type=Moment)


class Withdrawal(SQLModel, table=True):
    """A publication was taken back; its page and its feed entry say so, until a later release. Never changed."""

    id: str = Field(default_factory=new_id, primary_key=True)
    publication_id: str = Field(foreign_key="publication.id", index=True)
    reason: str = ""
    withdrawn_by: str = Field(foreign_key="person.id")
    withdrawn_at: datetime = Field(default_factory=now, sa_type=Moment)


class Comparison(SQLModel, table=True):
    """What became of the passages that a revision cites of a paper, in a later version of that paper."""

    revision_id: str = Field(foreign_key="revision.id", primary_key=True)
    version_id: str = Field(foreign_key="paper_version.id", primary_key=True, index=True)
    cited: int = 0
    changed: int = 0
    """Those that read differently there, or are gone."""
    made_at: datetime = Field(default_factory=now, sa_type=Moment)
