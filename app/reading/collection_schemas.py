"""Wire shapes for all of a person's notes together: found again, sorted by colour and tag, brought here."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, Field

from app.reading.rules import MEANING_MAXIMUM, Colour, Sharing


class NoteHit(BaseModel):
    """A note that was found. Both snippets are safe HTML, their formulas drawn, `<mark>` around what was looked for."""

    id: str
    version_id: str
    paper_id: str
    paper_key: str
    paper_title: str
    paper_title_html: str
    number: int
    section: str
    quote_html: str
    """Of its passage; '' for a note on the whole paper."""
    snippet_html: str
    """Of its words; '' for a highlight."""
    colour: Colour
    tags: list[str]
    sharing: Sharing
    changed_at: datetime


class NoteHits(BaseModel):
    """A page of what was found, newest first."""

    hits: list[NoteHit]
    total: int
    next: int | None = None
    """The `offset` of the next page; None on the last one."""


class TagOut(BaseModel):
    """A tag and how many of one's notes carry it."""

    tag: str
    count: int


class ColourWire(BaseModel):
    """A colour, and what it means to a person ('' while they have not said)."""

    colour: Colour
    meaning: str = Field(default="", max_length=MEANING_MAXIMUM)


class ImportState(StrEnum):
    """What became of one note of a file."""

    PLACED = "placed"
    """It is here, at its passage."""
    ORPHAN = "orphan"
    """It is here; its passage was not found in a text here, and is looked for in every text that comes."""
    WHOLE = "whole"
    """It is here, on the whole paper."""
    KNOWN = "known"
    """It had been brought here before; nothing was changed."""
    NO_PAPER = "no_paper"
    """Its paper is not here, so it was left in the file."""
    LEFT_OUT = "left_out"
    """It was left in the file, and the sentence says why."""


class ImportedNote(BaseModel):
    """One note of a file and what became of it."""

    state: ImportState
    sentence: str
    quote: str
    """The first words of its passage, else of the note."""
    note_id: str | None = None
    paper_key: str | None = None
    paper_words: str = ""
    """What the file calls its paper: what to paste into the box to import it."""


class ImportedNotes(BaseModel):
    """What became of a file of notes."""

    sentence: str
    """The sum of it, such as `12 of 14 notes came in: 10 at their passage, 2 on a whole paper, 2 here already.`"""
    notes: list[ImportedNote]
