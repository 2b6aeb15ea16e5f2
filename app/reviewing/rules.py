"""What an ask, an invitation and a review can be. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from app.errors import BadInput

MINUTES = (5, 120)
SENTENCE_MAXIMUM = 4_000
GRACE = timedelta(days=30)
"""A late answer is welcome; this long after its day an ask that nobody began to answer is over."""
LOOKED_ONCE_WITHIN = timedelta(minutes=30)
"""Looking again within this time is the same look."""
REVIEW_LINK_LIFETIME = timedelta(days=365)
"""How long somebody without an account can come back to their own review."""
COMMENTS_MAXIMUM = 200
ASKS_MAXIMUM = 8
"""Asks that go out together."""
AT_ONCE, PER_MONTH = (0, 20), (0, 60)
"""How many open asks at a time, and asks within a month, somebody may choose to be led to."""
OWN_PAPERS_MAXIMUM = 200
FARTHEST = timedelta(days=366)
_NEAREST = timedelta(days=-1)
"""It may still be yesterday here while it is today where the writer is."""


class AskKind(StrEnum):
    """What a review is asked to look at."""

    CORRECTNESS = "correctness"
    CLARITY = "clarity"
    EXAMPLE = "example"
    STORY = "story"
    PROOFREADING = "proofreading"
    OUTLINE = "outline"
    FAILURE = "failure"
    MENTOR = "mentor"
    """To go along with the draft, from its outline on: help rather than a judgement, so no badge counts it."""


class Via(StrEnum):
    """How somebody was asked."""

    PERSON = "person"
    MAIL = "mail"
    LINK = "link"
    ROUTER = "router"
    """Nobody by name: people are asked for the writer, one after another. No invitation is itself of this kind."""


class Chosen(StrEnum):
    """Who chose the person asked."""

    WRITER = "writer"
    ROUTER = "router"
    THEMSELVES = "themselves"
    """They picked it from the open asks."""
    KEEPER = "keeper"
    """In a batch of a group."""


LED = frozenset({Chosen.ROUTER, Chosen.KEEPER})
"""Chosen by neither the writer nor themselves: when no answer comes, somebody else is asked in their place."""


@dataclass(frozen=True)
class To:
    """Whom to ask. `answers` is how many people may answer through a link to copy; `mail` whether a mail is sent."""

    via: Via
    person_id: str | None = None
    email: str | None = None
    answers: int = 1
    mail: bool = True


@dataclass(frozen=True)
class Wanted:
    """What a writer asks for. Passages are as `Request.passages` keeps them; none means the whole piece."""

    kind: AskKind
    question: str
    passages: Sequence[dict[str, Any]]
    minutes: int
    due: date
    to: Sequence[To]


class Verdict(StrEnum):
    """What a reviewer says of one claim and its passage."""

    RIGHT = "right"
    WRONG = "wrong"
    MISLEADING = "misleading"
    CANNOT_TELL = "cannot_tell"


class ValueAdd(StrEnum):
    """What a good explanation adds to its paper."""

    MOTIVATION = "motivation"
    EXAMPLE = "example"
    STORY = "story"
    FIT = "fit"


class Grade(StrEnum):
    """How far a piece carries one of them; never a number, never a sum."""

    MISSING = "missing"
    THIN = "thin"
    CARRIES = "carries"


class Mark(StrEnum):
    """What a comment of a review is; the others need no words, one key makes them."""

    COMMENT = "comment"
    LOST = "lost"
    FAILS = "fails"


@dataclass(frozen=True)
class Shows:
    """What the screen of a review shows beside the text and the comments: no more than the ask needs."""

    claims: bool = False
    """The claims, each with its passage, to say whether it is right."""
    mark: Mark | None = None
    """What one key says of a place."""
    said_back: bool = False
    ratings: bool = False


def shows(kind: AskKind, *, whole: bool) -> Shows:
    """What an ask of this kind needs to be answered; `whole` when it is about no passages in particular."""
    return Shows(
        claims=kind is AskKind.CORRECTNESS,
        mark={AskKind.CLARITY: Mark.LOST, AskKind.FAILURE: Mark.FAILS}.get(kind),
        said_back=kind in {AskKind.CLARITY, AskKind.STORY},
        ratings=whole and kind not in {AskKind.PROOFREADING, AskKind.FAILURE, AskKind.MENTOR},
    )


def claims_in(minutes: int) -> int:
    """How many claims somebody can look at in so many minutes: two minutes each."""
    return max(1, minutes // 2)


class State(StrEnum):
    """Where an invitation stands, to the writers of the draft."""

    WAITING = "waiting"
    OPENED = "opened"
    BEGUN = "begun"
    ANSWERED = "answered"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    PASSED = "passed"
    """No answer came, so somebody else was asked."""
    EXPIRED = "expired"


OUT = frozenset({State.WAITING, State.OPENED, State.BEGUN})
"""Where an answer may still come."""


@dataclass(frozen=True)
class Facts:
    """What the rows say of an invitation; its state is derived from them and kept nowhere."""

    due: date
    taken_back: bool = False
    declined: bool = False
    opened: bool = False
    passed: bool = False
    begun: int = 0
    """Reviews begun, those sent included."""
    sent: int = 0
    allowed: int = 1


def state(facts: Facts, today: date) -> State:
    """The state of an invitation. What was answered stays so; what was begun never expires."""
    if facts.sent >= facts.allowed:
        return State.ANSWERED
    if facts.taken_back:
        return State.TAKEN_BACK
    if facts.declined:
        return State.DECLINED
    if facts.begun:
        return State.BEGUN
    if facts.passed:
        return State.PASSED
    if today > facts.due + GRACE:
        return State.EXPIRED
    return State.OPENED if facts.opened else State.WAITING


def check_due(due: date, today: date) -> None:
    """Raises BadInput for a day that is past, or over a year away."""
    if not _NEAREST <= due - today <= FARTHEST:
        raise BadInput("Choose a day from today on, within a year. Nobody was asked yet.")


def propose_due(today: date) -> date:
    """The coming Friday when it leaves at least two days, else five days from now."""
    ahead = (4 - today.weekday()) % 7
    return today + timedelta(days=ahead if ahead >= 2 else 5)


def link_lifetime(due: date, today: date) -> timedelta:
    """How long an ask's link works: as long as the ask takes answers, and the rest of its last day."""
    return due - today + GRACE + timedelta(days=1)


def is_recent(arxiv_id: str, since: date) -> bool:
    """Whether a paper came to arXiv since then, as its identifier tells (`YYMM.number`; older forms are long ago)."""
    month = arxiv_id.split(".")[0]
    if not (month.isdecimal() and len(month) == 4):
        return False
    return (2000 + int(month[:2]), int(month[2:])) >= (since.year, since.month)
