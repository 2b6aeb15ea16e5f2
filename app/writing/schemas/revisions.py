"""Wire shapes: saved versions and the passages behind their claims."""

from datetime import datetime

from pydantic import BaseModel, Field

from app.writing.rules import Occasion


class RevisionIn(BaseModel):
    """A version to save, of the text at `base_version`."""

    name: str = Field(default="", max_length=120)
    occasion: Occasion = Occasion.NAMED
    base_version: int


class RevisionRow(BaseModel):
    """A saved version in a list."""

    id: str
    number: int
    name: str
    occasion: Occasion
    made_at: datetime


class EvidenceOut(BaseModel):
    """The passage behind one claim of a saved version."""

    id: str
    note_id: str
    claim: str
    quote: str
    quote_html: str
    before: str
    before_html: str
    after: str
    after_html: str
    section: str
    label: str
    url: str
    words_html: str


class RevisionOut(RevisionRow):
    """A saved version, rendered."""

    draft_id: str
    title: str
    deck: str
    reader: str
    should_know: list[str]
    authors: list[str]
    html: str
    source: str
    evidence: list[EvidenceOut]
