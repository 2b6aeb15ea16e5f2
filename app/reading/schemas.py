"""Wire shapes of this room."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from app.anchors import Anchor
from app.papers.schemas import PaperRow
from app.people.schemas import PersonOut
from app.reading.rules import QUOTE_MAXIMUM, WORDS_MAXIMUM, Progress, Sharing, clean_line, clean_words


class AnchorWire(BaseModel):
    """A passage of a text, and what stands around it (W3C Web Annotation, TextQuote- and TextPositionSelector).

    Offsets count Unicode code points of the text as the server has it.
    """

    exact: str = Field(min_length=1, max_length=QUOTE_MAXIMUM)
    prefix: str = Field(default="", max_length=400)
    suffix: str = Field(default="", max_length=400)
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    section: str = Field(default="", max_length=300)

    def anchor(self) -> Anchor:
        """The same, for looking it up. Raises BadInput for characters that nothing can hold."""
        quote, prefix, suffix = (clean_words(text) for text in (self.exact, self.prefix, self.suffix))
        return Anchor(quote, prefix, suffix, self.start, self.end, clean_line(self.section))

    @classmethod
    def of(cls, written: dict[str, Any]) -> "AnchorWire":
        """The wire shape of an anchor as a row keeps it (`Anchor.as_json`)."""
        return cls(**vars(Anchor.from_json(written)))


class ShelfOut(BaseModel):
    """A paper on one's shelf."""

    paper: PaperRow
    progress: Progress
    notes: int
    changed_at: datetime


class ProgressIn(BaseModel):
    """Where one stands with a paper."""

    progress: Progress


class NoteIn(BaseModel):
    """A new note; without an anchor it is about the whole paper, without words it is a highlight."""

    version_id: str
    words: str = Field(default="", max_length=WORDS_MAXIMUM)
    anchor: AnchorWire | None = None


class NoteChange(BaseModel):
    """New words for a note."""

    words: str = Field(max_length=WORDS_MAXIMUM)


class SharingIn(BaseModel):
    """Who may read a note's words from now on."""

    sharing: Sharing


class NoteOut(BaseModel):
    """A note, to its writer (or to others once its words are shared)."""

    id: str
    version_id: str
    paper_key: str
    paper_title: str
    number: int
    words: str
    html: str
    anchor: AnchorWire | None
    sharing: Sharing
    person: PersonOut
    mine: bool
    created_at: datetime
    changed_at: datetime
