"""What can become of a suggestion. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from app.errors import Conflict
from app.writing.rules import Outcome

STALLED = timedelta(minutes=2)
"""How long an editor has to put an accepted suggestion in the text before somebody else may open it again."""
_SAID = {
    Outcome.ACCEPTED: "was accepted already",
    Outcome.DECLINED: "was dismissed already",
    Outcome.WITHDRAWN: "was taken back by its writer",
}


class Settling(StrEnum):
    """What somebody may want to do with a suggestion."""

    ACCEPT = "accept"
    DISMISS = "dismiss"
    WITHDRAW = "withdraw"
    UNDO_ACCEPT = "undo_accept"
    UNDO_DISMISS = "undo_dismiss"


_NEXT: dict[tuple[Outcome | None, Settling], Outcome | None] = {
    (None, Settling.ACCEPT): Outcome.ACCEPTED,
    (None, Settling.DISMISS): Outcome.DECLINED,
    (None, Settling.WITHDRAW): Outcome.WITHDRAWN,
    (None, Settling.UNDO_ACCEPT): None,
    (None, Settling.UNDO_DISMISS): None,
    (Outcome.ACCEPTED, Settling.UNDO_ACCEPT): None,
    (Outcome.DECLINED, Settling.DISMISS): Outcome.DECLINED,
    (Outcome.DECLINED, Settling.UNDO_DISMISS): None,
    (Outcome.WITHDRAWN, Settling.WITHDRAW): Outcome.WITHDRAWN,
}
"""To accept is granted once, for whoever it is granted to changes the text; the others can be said twice."""


def settled(outcome: Outcome | None, want: Settling) -> Outcome | None:
    """What becomes of a suggestion that has come to `outcome` (None: open). Raises Conflict."""
    if (outcome, want) in _NEXT:
        return _NEXT[outcome, want]
    said = _SAID[outcome] if outcome else "is open"
    raise Conflict(f"This suggestion {said}. The text was not changed.")


def check_not_under_way(decided_at: datetime | None, applied_at: datetime | None, moment: datetime) -> None:
    """Raises Conflict while somebody's editor may be putting an accepted suggestion in the text at this very moment."""
    if decided_at and applied_at is None and moment - decided_at < STALLED:
        raise Conflict("Somebody is putting this in the text right now. Nothing was changed; look again in a minute.")
