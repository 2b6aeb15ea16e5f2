"""Who may keep their name to themselves, until when, and what others read in its place. Pure."""

from enum import StrEnum

from app.errors import Conflict, NotFound
from app.reviewing.rules import Chosen, State

UNNAMED = "An unnamed reviewer"
"""What a review is signed with whose writer keeps their name private."""
UNNAMED_WRITER = "A writer of the draft"
"""Who replied, to a reviewer who does not learn who writes."""
BLIND = "In this batch nobody learns who reviews, so your name stays off. You can sign your review once it is sent."
SOMEBODY = "somebody who fits"
"""What a writer reads of somebody they did not pick, until that person signs."""
PICKED = "You were asked by name, so whoever asked knows it already. Your name stands on this review."
SIGNED = "Your name was read with this review already, so it cannot be taken off. Nothing was changed."
NOT_SIGNED_HERE = "This review was sent without your name. To sign it, say so where it stands."
NOT_SENT = "This review was not sent yet. Choose there whether your name stands on it."


class Naming(StrEnum):
    """What a reviewer may do about their name."""

    KEEP = "keep"
    """Keep it private when the review is sent."""
    SHOW = "show"
    """Have it stand there when it is sent."""
    SIGN = "sign"
    """Sign later what was sent without it."""


class Named(StrEnum):
    """Where a review stands, with a view to its writer's name."""

    NONE = "none"
    UNSENT = "unsent"
    PRIVATE = "private"
    """It was sent without the name."""
    OPEN = "open"
    """It was sent with the name."""


def may_be_private(chosen: Chosen) -> bool:
    """Whether somebody so chosen may keep their name private: a writer's own pick is open."""
    return chosen is not Chosen.WRITER


def decide_naming(before: Named, command: Naming, chosen: Chosen) -> None:
    """Whether a reviewer chosen like that may do `command`. Doing again what was done is allowed and changes nothing.

    Raises NotFound without a review of one's own, Conflict with the one sentence that says why not.
    """
    if before is Named.NONE:
        raise NotFound
    if command is Naming.SIGN:
        if before is Named.UNSENT:
            raise Conflict(NOT_SENT)
        return
    if command is Naming.KEEP and not may_be_private(chosen):
        raise Conflict(PICKED)
    kept = Named.PRIVATE if command is Naming.KEEP else Named.OPEN
    if before is not Named.UNSENT and before is not kept:
        raise Conflict(SIGNED if before is Named.OPEN else NOT_SIGNED_HERE)


def is_hidden(chosen: Chosen, state: State, *, private: bool) -> bool:
    """Whether the writers of a draft do not learn who an invitation went to: until a review came, signed by name."""
    return may_be_private(chosen) and (state is not State.ANSWERED or private)
