"""Wire shapes of the shelf and of notes."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from app.anchors import Anchor
from app.papers.rules import TextForm
from app.papers.schemas import PaperRow
from app.people.schemas import PersonOut
from app.reading.rules import (
    QUOTE_MAXIMUM,
    TAG_MAXIMUM,
    TAGS_MAXIMUM,
    WORDS_MAXIMUM,
    Colour,
    PlaceState,
    Progress,
    Sharing,
    clean_line,
    clean_words,
)

Tags = Annotated[list[Annotated[str, Field(max_length=TAG_MAXIMUM)]], Field(max_length=TAGS_MAXIMUM)]


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


class StandOut(BaseModel):
    """Where a note's passage stands in the text that was asked for; without a `start` it is gone."""

    state: PlaceState
    exact: str = ""
    """The words that stand there, which differ from the note's own when it changed."""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    confidence: float = 0.0
    """1 is certain; a changed passage has less than 0.9."""


class ShelfOut(BaseModel):
    """A paper on one's shelf."""

    paper: PaperRow
    progress: Progress
    notes: int
    changed_at: datetime
    newest: int
    """The number of the newest version known at arXiv; `paper.number` is the newest one here."""
    waiting: list[str] = []
    """What waits there for its reader, a sentence each."""


class ProgressIn(BaseModel):
    """Where one stands with a paper."""

    progress: Progress


class NoteIn(BaseModel):
    """A new note; without an anchor it is about the whole paper, without words it is a highlight."""

    version_id: str
    text_id: str | None = None
    """The text that its anchor was made on; None for the abstract."""
    words: str = Field(default="", max_length=WORDS_MAXIMUM)
    anchor: AnchorWire | None = None
    colour: Colour = Colour.AMBER
    tags: Tags = []


class NoteChange(BaseModel):
    """What is to be otherwise in a note; what is left out stays."""

    words: str | None = Field(default=None, max_length=WORDS_MAXIMUM)
    colour: Colour | None = None
    tags: Tags | None = None


class NoteAnchorIn(BaseModel):
    """Where a note belongs now: a passage of a text (None: of the abstract), or without one the whole paper."""

    version_id: str
    text_id: str | None = None
    anchor: AnchorWire | None = None


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
    form: TextForm
    text_digest: str
    """The digest of the text the anchor was made on; '' for the abstract, and for a passage that was brought here and
    not found yet."""
    place: StandOut | None = None
    """Where it stands in the text that was asked for. None for a note on the whole paper, when no text was asked for,
    and for a moment while it is being looked for."""
    colour: Colour
    tags: list[str]
    sharing: Sharing
    person: PersonOut
    mine: bool
    created_at: datetime
    changed_at: datetime
