"""Wire shapes: places one is not sure of."""

from datetime import datetime

from pydantic import BaseModel, Field

from app.reading.schemas import AnchorWire
from app.writing.schemas.texts import PlaceOut


class UnsureIn(BaseModel):
    """A passage of the draft's source one is not sure of."""

    anchor: AnchorWire
    question: str = Field(default="", max_length=500)


class UnsureOut(BaseModel):
    """An open mark; `place` is None when the passage is no longer in the text."""

    id: str
    anchor: AnchorWire
    question: str
    place: PlaceOut | None
    created_at: datetime


class QuestionIn(BaseModel):
    """What one asks about a marked passage."""

    question: str = Field(max_length=500)
