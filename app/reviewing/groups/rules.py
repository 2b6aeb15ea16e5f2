"""Who belongs to a group, what its keeper sees of a draft, and what a batch may ask for. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.errors import BadInput, Conflict, Gone, NotFound
from app.reviewing.rules import MINUTES, check_due

NAME_MAXIMUM = 120
PAPERS_MAXIMUM, INVITED_MAXIMUM = 200, 200
"""Papers on a reading list; people invited at once."""
DRAFTS_MAXIMUM, EACH_MAXIMUM, AT_MOST_MAXIMUM = 200, 10, 20
"""Drafts in a batch; reviewers each; asks of one batch that one person can get."""
LINK_DAYS, LINK_USES = 14, 100
CLOSED = "This group has ended. Nothing was changed, and its keeper sees nothing of it any more."
THEY_LEFT = "{name} left the group and was not asked again. They can come back through the group's link."
ENDS_FIRST = "A group cannot end before it begins. Nothing was changed."
NO_NAME = "Give the group a name. Nothing was changed."
NOT_YOURS_TO_BRING = "Only somebody in the group who writes a draft can bring it. Nothing was changed."


class Belonging(StrEnum):
    """Where somebody stands with a group."""

    NONE = "none"
    INVITED = "invited"
    MEMBER = "member"
    LEFT = "left"
    """They left, or did not want to come."""
    REMOVED = "removed"


class Doing(StrEnum):
    """What may be done about somebody's belonging."""

    INVITE = "invite"
    """The keeper asks them in."""
    JOIN = "join"
    """They come, as they were asked to."""
    COME = "come"
    """They come through the group's link."""
    LEAVE = "leave"
    REMOVE = "remove"
    """The keeper takes them out."""


_AFTER: dict[Doing, dict[Belonging, Belonging]] = {
    Doing.INVITE: {
        Belonging.NONE: Belonging.INVITED, Belonging.INVITED: Belonging.INVITED, Belonging.MEMBER: Belonging.MEMBER,
        Belonging.REMOVED: Belonging.INVITED,
    },
    Doing.JOIN: {Belonging.INVITED: Belonging.MEMBER, Belonging.MEMBER: Belonging.MEMBER},
    Doing.COME: {
        Belonging.NONE: Belonging.MEMBER, Belonging.INVITED: Belonging.MEMBER, Belonging.MEMBER: Belonging.MEMBER,
        Belonging.LEFT: Belonging.MEMBER,
    },
    Doing.LEAVE: {
        Belonging.INVITED: Belonging.LEFT, Belonging.MEMBER: Belonging.LEFT, Belonging.LEFT: Belonging.LEFT,
    },
    Doing.REMOVE: {
        Belonging.INVITED: Belonging.REMOVED, Belonging.MEMBER: Belonging.REMOVED,
        Belonging.REMOVED: Belonging.REMOVED, Belonging.LEFT: Belonging.LEFT,
    },
}  # fmt: skip


def decide(before: Belonging, command: Doing, *, name: str = "They", closed: bool = False) -> Belonging:
    """Where somebody stands after `command`. Doing again what was done is allowed and changes nothing.

    Raises Gone for a group that has ended (one can still leave it), Conflict when the keeper asks somebody who left,
    NotFound for everything else that cannot be.
    """
    if closed and command is not Doing.LEAVE:
        raise Gone(CLOSED)
    if command is Doing.INVITE and before is Belonging.LEFT:
        raise Conflict(THEY_LEFT.format(name=name))
    after = _AFTER[command].get(before)
    if after is None:
        raise NotFound
    return after


def check_group(name: str, begins: date | None, ends: date | None) -> None:
    """Raises BadInput for a group without a name, or one that ends before it begins."""
    if not name:
        raise BadInput(NO_NAME)
    if begins and ends and ends < begins:
        raise BadInput(ENDS_FIRST)


class Stage(StrEnum):
    """How far a draft is, as the keeper of a group sees it."""

    WRITING = "writing"
    """No version of it was saved yet."""
    SAVED = "saved"
    ASKED = "asked"
    """Reviews are asked for, none came yet."""
    REVIEWED = "reviewed"
    PUBLISHED = "published"


def stage(*, saved: bool, released: bool, out: int, answered: int) -> Stage:
    """The stage of a draft: `out` asks wait for an answer, `answered` have one."""
    if released:
        return Stage.PUBLISHED
    if answered:
        return Stage.REVIEWED
    if out:
        return Stage.ASKED
    return Stage.SAVED if saved else Stage.WRITING


@dataclass(frozen=True)
class Terms:
    """What a batch asks for: of each draft the same."""

    kind: str
    question: str
    minutes: int
    due: date
    each: int
    """Reviewers for each draft."""
    at_most: int
    """Asks of this batch that one person gets at most."""
    blind: bool = False
    """Whether reviewers do not learn who writes, as writers do not learn who reviews."""


def check_terms(terms: Terms, today: date) -> None:
    """Raises BadInput for a batch that cannot be asked for."""
    check_due(terms.due, today)
    if not MINUTES[0] <= terms.minutes <= MINUTES[1]:
        raise BadInput(f"An ask takes {MINUTES[0]} to {MINUTES[1]} minutes. Nobody was asked yet.")
    if not 1 <= terms.each <= EACH_MAXIMUM or not 1 <= terms.at_most <= AT_MOST_MAXIMUM:
        raise BadInput(
            f"A draft gets 1 to {EACH_MAXIMUM} reviewers, a person 1 to {AT_MOST_MAXIMUM} asks. Nobody was asked yet."
        )


def link_lifetime(days: int) -> timedelta:
    """How long a link into a group works."""
    return timedelta(days=days)


def sees(keeper: str) -> list[str]:
    """What members are told of what the group's keeper sees."""
    return [
        f"{keeper} sees who is in the group, and how many of its asks wait for you.",
        f"Of each draft you bring here {keeper} sees its title, how far it is, when it last changed and which of its "
        "asks are open. Of your other drafts, nothing.",
        "Never your notes, your reading, a word of a draft, or who you would rather not deal with.",
        f"When {keeper} has drafts reviewed, the newest saved version of each that you brought goes to people of the "
        "group, and what they say comes to you alone.",
    ]
