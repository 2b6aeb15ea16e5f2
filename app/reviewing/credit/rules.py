"""Which reviews readers may read, and who may say that one helped. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from app.errors import Conflict, NotFound

NO_ACCOUNT = "Only a review signed by somebody with a name here has a page of its own. Join, and it can have one."
PRIVATE = "This review was sent without your name, so only the draft’s writers read it. Sign it first."
PEN_NAME = "This review is signed with another name than yours here, so it stays with the draft’s writers."
OWN = "This review is yours, so whether it helped is for others to say."


class Helper(StrEnum):
    """Who says that a review helped."""

    WRITER = "writer"
    READER = "reader"


@dataclass(frozen=True)
class Standing:
    """What decides whether readers may read a review. `here`: its writer joined; `own`: it is signed with that name."""

    exists: bool = True
    sent: bool = False
    private: bool = False
    here: bool = True
    own: bool = True

    @property
    def signed(self) -> bool:
        """Whether its writer's own name stands on it, for the draft's writers to read."""
        return self.exists and self.sent and not self.private and self.here and self.own


def decide_showing(before: Standing, *, shown: bool) -> None:
    """Whether the review's writer may say that readers shall read it (`shown`), or that it stays with the writers.

    The latter is always allowed. Raises NotFound without a review, Conflict with the sentence that says why not.
    """
    if not before.exists:
        raise NotFound
    if not shown:
        return
    if not before.here:
        raise Conflict(NO_ACCOUNT)
    if before.sent and before.private:
        raise Conflict(PRIVATE)
    if before.sent and not before.own:
        raise Conflict(PEN_NAME)


def decide_help(*, own: bool) -> None:
    """Whether somebody may say that a review helped. Raises Conflict for one's own."""
    if own:
        raise Conflict(OWN)
