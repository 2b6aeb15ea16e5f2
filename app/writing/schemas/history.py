"""Wire shapes: looking back at what a text was, and who wrote what."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from app.people.schemas import PersonOut
from app.writing.rules import Occasion
from app.writing.schemas.texts import SavedOut


class VersionOut(BaseModel):
    """The text as it once was: a saved version, or one kept by itself; `now` is the text as it stands."""

    id: str
    kind: Literal["now", "saved", "automatic"]
    number: int | None = None
    """Of a saved version."""
    name: str = ""
    occasion: Occasion | None = None
    at: datetime
    by: str = ""
    """Who saved it, or had changed the text last; empty when nobody knows."""


class VersionName(BaseModel):
    """What to call a version that was kept by itself; empty: nothing."""

    name: str = Field(max_length=120)


class RestoredOut(SavedOut):
    """A version's text is in place again; `stood` is the id of the version that holds what stood there before."""

    stood: str | None


class PieceOut(BaseModel):
    """A piece of a comparison: in both texts, only in the old one, or only in the new one."""

    kind: Literal["same", "gone", "new"]
    text: str


class ComparisonOut(BaseModel):
    """Two versions side by side: their sources as pieces in order, and both as the page would show them, in blocks.

    Each block carries `data-h`, a hash of what it shows.
    """

    old: VersionOut
    new: VersionOut
    pieces: list[PieceOut]
    old_blocks: list[str]
    new_blocks: list[str]


class WritersOut(BaseModel):
    """Whose words each Yjs client wrote in an epoch of a text: client ids (decimal) to ids of `people`."""

    epoch: int
    clients: dict[str, str]
    people: list[PersonOut]
    document: str
    """The document itself (a Yjs update, in base64), whose items name their clients."""
