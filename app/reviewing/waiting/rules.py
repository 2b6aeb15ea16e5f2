"""What happens next with an ask, and when; who is reminded on which day. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.reviewing.rules import GRACE, OUT, State

DAY = timedelta(days=1)


class Reminder(StrEnum):
    """When somebody who was asked is reminded: once before its day, and once on it."""

    BEFORE = "before"
    ON_THE_DAY = "on_the_day"


def reminder(invited: date, due: date, today: date) -> Reminder | None:
    """The reminder for today, all three days in the reader's own zone; none right after they were asked, none late."""
    if today == due and invited < due:
        return Reminder.ON_THE_DAY
    if today == due - DAY and invited < due - DAY:
        return Reminder.BEFORE
    return None


def next_reminder(invited: date, due: date, today: date) -> date | None:
    """The next day from `today` on, on which somebody is reminded."""
    days = (due - DAY, due)
    return next((day for day in days if day >= today and reminder(invited, due, day)), None)


def is_overdue(due: date, today: date) -> bool:
    """Whether the writer hears now that its day went by without an answer; a server that slept catches up for a day."""
    return due + DAY <= today <= due + 2 * DAY


class Next(StrEnum):
    """What happens next with an ask that has no answer yet."""

    LOOKING = "looking"
    """Somebody who fits is looked for this very moment."""
    BEGUN = "begun"
    """Somebody is answering."""
    NEXT_PERSON = "next_person"
    REMINDER = "reminder"
    DUE = "due"
    """Nothing before its day."""
    LATE = "late"
    """Its day is past; an answer is taken until then."""
    NOBODY = "nobody"
    """Nobody is left, or everybody said no: the writer's turn."""


@dataclass(frozen=True)
class Asked:
    """Somebody who was asked: where it stands, since when, whether the router chose them, whether they get mail."""

    state: State
    since: datetime
    routed: bool = False
    named: bool = True
    """A person or an address, who can be reminded; not whoever holds a link."""


@dataclass(frozen=True)
class Comes:
    """What comes next: at a moment, or on a day, or neither."""

    next: Next
    at: datetime | None = None
    on: date | None = None


def comes(
    asked: Sequence[Asked], due: date, moment: datetime, patience: timedelta, *, routed: bool, nobody: bool
) -> Comes:
    """What happens next with an ask that nobody answered yet; `routed`: people are asked for the writer."""
    today = moment.date()
    out = [one for one in asked if one.state in OUT]
    if any(one.state is State.BEGUN for one in out):
        return Comes(Next.BEGUN)
    if routed and not nobody:
        pending = [one.since + patience for one in out if one.routed]
        return Comes(Next.NEXT_PERSON, at=max(pending)) if pending else Comes(Next.LOOKING)
    if not out:
        return Comes(Next.NOBODY)
    if today > due:
        return Comes(Next.LATE, on=due + GRACE)
    days = [next_reminder(one.since.date(), due, today) for one in out if one.named]
    soonest = min((day for day in days if day), default=None)
    return Comes(Next.REMINDER, on=soonest) if soonest else Comes(Next.DUE, on=due)
