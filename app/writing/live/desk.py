"""What a room needs of the process it is in: threads for the database, commits with others, word to other processes."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from sqlmodel import Session

from app.writing.live.appending import Outcome, Waiting
from app.writing.live.presence import State

Result = TypeVar("Result")


class Desk(Protocol):
    """What a room needs of the process it is in."""

    async def read(self, verb: Callable[[Session], Result]) -> Result:
        """Do something that only reads the database, in a thread."""
        ...

    async def write(self, verb: Callable[[Session], Result]) -> Result:
        """Do something in a transaction, in a thread."""
        ...

    def append(self, waiting: Waiting) -> Awaitable[Outcome]:
        """Commit changes, together with those of other rooms."""
        ...

    def in_turn(self, job: Callable[[], None]) -> None:
        """Call something that can wait, a moment after what came before it: many rooms do not settle at once."""
        ...

    def spread(self, draft_id: str, states: list[State]) -> None:
        """Tell other processes who is where."""
        ...

    def leave(self, draft_id: str) -> None:
        """Nobody is in a draft's room, and nothing happens there."""
        ...
