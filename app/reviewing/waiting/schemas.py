"""Wire shapes of waiting."""

from datetime import date, datetime

from pydantic import BaseModel

from app.reviewing.waiting.rules import Next


class WaitingAsk(BaseModel):
    """An ask of one's own that nobody answered yet, and what happens next: at a moment, on a day, or neither."""

    ask_id: str
    draft_id: str
    title: str
    question: str
    asked_at: datetime
    due: date
    next: Next
    at: datetime | None
    on: date | None
