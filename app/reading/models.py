"""Rows of this room: shelf item, note."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from app.database import Json, Moment, new_id, now, word
from app.reading.rules import Progress, Sharing


class ShelfItem(SQLModel, table=True):
    """A paper on somebody's shelf."""

    __tablename__ = "shelf_item"
    person_id: str = Field(foreign_key="person.id", primary_key=True)
    paper_id: str = Field(foreign_key="paper.id", primary_key=True, index=True)
    progress: Progress = Field(default=Progress.TO_READ, sa_type=word(Progress))
    added_at: datetime = Field(default_factory=now, sa_type=Moment)
    changed_at: datetime = Field(default_factory=now, sa_type=Moment)


class Note(SQLModel, table=True):
    """What somebody wrote about a passage of a paper version (no anchor: the whole; no words: a highlight)."""

    id: str = Field(default_factory=new_id, primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    version_id: str = Field(foreign_key="paper_version.id", index=True)
    words: str = ""
    anchor: dict[str, Any] | None = Field(default=None, sa_type=Json)
    """W3C Web Annotation selectors, as `app.anchors.Anchor.as_json` writes them."""
    sharing: Sharing = Field(default=Sharing.PRIVATE, sa_type=word(Sharing))
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    changed_at: datetime = Field(default_factory=now, sa_type=Moment)
