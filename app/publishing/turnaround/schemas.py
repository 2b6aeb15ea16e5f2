"""Wire shapes of the turn-around clock."""

from datetime import datetime

from pydantic import BaseModel


class OwnClock(BaseModel):
    """One answered ask of one's own: when it was made, first answered, and what was published next."""

    draft_id: str
    title: str
    asked_at: datetime
    answered_at: datetime
    published_at: datetime | None


class TurnaroundOut(BaseModel):
    """How long it takes here, in a sentence (empty: too few to tell), and how long one's own took."""

    here: str
    mine: list[OwnClock]
