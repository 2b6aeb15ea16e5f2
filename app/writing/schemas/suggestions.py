"""Wire shapes: suggested edits."""

from datetime import datetime

from pydantic import BaseModel, Field

from app.reading.schemas import AnchorWire
from app.writing.rules import Outcome
from app.writing.schemas.texts import HintWire, PlaceOut


class SuggestionIn(BaseModel):
    """Other words for a passage of the draft's source; no words: take it out."""

    anchor: AnchorWire
    hint: HintWire | None = None
    replacement: str = Field(max_length=20_000)
    why: str = Field(default="", max_length=1_000)


class SuggestionOut(BaseModel):
    """A suggested edit; `place` is where its passage is in the live text, None when it lost its place or is settled."""

    id: str
    anchor: AnchorWire
    place: PlaceOut | None
    hint: HintWire | None
    replacement: str
    why: str
    byline: str
    mine: bool
    created_at: datetime
    outcome: Outcome | None
    decided_at: datetime | None
    decided_by: str
    """The name of whoever settled it; empty while it is open."""
    decided_here: bool
    """The asker settled it."""
    applied_at: datetime | None
    """When an accepted one was known to be in the text; None: perhaps it is not."""
