"""Wire shapes: the text, its preview."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints

from app.anchors import Place


class TextOut(BaseModel):
    """A draft's text as it is committed. Live editing of it opens the document of `epoch`."""

    body: str
    version: int
    epoch: int
    changed_at: datetime


class TextIn(BaseModel):
    """A new text, made from version `base_version`."""

    body: str
    base_version: int


class SavedOut(BaseModel):
    """Committed: this version of the text is on disk."""

    version: int
    changed_at: datetime


class PlaceOut(BaseModel):
    """Where a passage stands in the live text (code points), and how sure that is (1 is exact)."""

    start: int
    end: int
    confidence: float

    @classmethod
    def of(cls, place: Place | None) -> "PlaceOut | None":
        """The wire shape of a place, if there is one."""
        return cls(start=place.start, end=place.end, confidence=place.confidence) if place else None


class HintWire(BaseModel):
    """Where the live document has a passage: relative positions of Yjs in base64, good within one epoch."""

    epoch: int = Field(ge=0)
    start: str = Field(max_length=400)
    end: str = Field(max_length=400)

    @classmethod
    def of(cls, kept: dict[str, Any] | None) -> "HintWire | None":
        """The wire shape of a hint as a row keeps it, if there is one."""
        return cls(**kept) if kept else None


class PreviewIn(BaseModel):
    """Source to show as the page would show it; `have` are the hashes (`data-h`) of blocks one has already."""

    body: str
    have: list[Annotated[str, StringConstraints(max_length=40)]] = Field(default_factory=list, max_length=20_000)


class ProblemOut(BaseModel):
    """Something the renderer could not do, at a line of the source (from 1)."""

    line: int
    kind: str
    message: str
    source: str
    """What is written there, from that line on; '' where it cannot be told."""


class HeadingOut(BaseModel):
    """A heading of a rendering."""

    level: int
    id: str
    text: str


class PreviewOut(BaseModel):
    """A rendering in blocks; each top-level element carries `data-h` (hash) and `data-line`.

    Of a block one has already only `<kept data-h="…" data-line="…">` comes.
    """

    blocks: list[str]
    headings: list[HeadingOut]
    problems: list[ProblemOut]
    words: int
    formulas: int
    claims: int
    missing: list[str]
    """Keys of citations that name no work, in the order of the text."""
