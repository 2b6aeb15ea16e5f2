"""Rows of this room: shelf item, note, its tags, its places in other texts, and what a person's colours mean."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from app.database import Json, Moment, new_id, now, word
from app.papers.rules import TextForm
from app.reading.rules import Colour, PlaceState, Progress, Sharing


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
    form: TextForm = Field(default=TextForm.ABSTRACT, sa_type=word(TextForm))
    text_digest: str = Field(default="", index=True)
    """SHA-256 of the text the anchor was made on (a text body's); '' for the abstract, which never changes."""
    colour: Colour = Field(default=Colour.AMBER, sa_type=word(Colour))
    sharing: Sharing = Field(default=Sharing.PRIVATE, sa_type=word(Sharing))
    origin: str = ""
    """Where it came in from: `zotero`, `hypothesis` and the id it had there; '' when it was made here."""
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    changed_at: datetime = Field(default_factory=now, sa_type=Moment)
    deleted_at: datetime | None = Field(default=None, sa_type=Moment)


class NoteTag(SQLModel, table=True):
    """A tag on a note, in the writer's spelling."""

    __tablename__ = "note_tag"
    note_id: str = Field(foreign_key="note.id", primary_key=True)
    tag: str = Field(primary_key=True, index=True)


class Anchoring(SQLModel, table=True):
    """Where a note's passage stands in a text it was not made on. Never changed."""

    note_id: str = Field(foreign_key="note.id", primary_key=True)
    text_id: str = Field(foreign_key="paper_text.id", primary_key=True, index=True)
    state: PlaceState = Field(sa_type=word(PlaceState))
    start: int | None = None
    end: int | None = None
    confidence: float = 0.0
    made_at: datetime = Field(default_factory=now, sa_type=Moment)


class ColourMeaning(SQLModel, table=True):
    """What a colour means to a person."""

    __tablename__ = "colour_meaning"
    person_id: str = Field(foreign_key="person.id", primary_key=True)
    colour: Colour = Field(primary_key=True, sa_type=word(Colour))
    meaning: str
