"""What an ask, an invitation and a review can be, and become. Pure decisions over (state, command)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from app.errors import BadInput, Conflict, Gone, NotFound, StillroomError

MINUTES = (5, 120)
SENTENCE_MAXIMUM = 4_000
GRACE = timedelta(days=30)
"""A late answer is welcome; this long after its day an ask that nobody began to answer is over."""
LOOKED_ONCE_WITHIN = timedelta(minutes=30)
"""Looking again within this time is the same look."""
REVIEW_LINK_LIFETIME = timedelta(days=365)
"""How long somebody without an account can come back to their own review."""
COMMENTS_MAXIMUM = 200
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


class Via(StrEnum):
    """How somebody was asked."""

    PERSON = "person"
    MAIL = "mail"
    LINK = "link"


@dataclass(frozen=True)
class To:
    """Whom to ask. `answers` is how many people may answer through a link to copy."""

    via: Via
    person_id: str | None = None
    email: str | None = None
    answers: int = 1


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


class State(StrEnum):
    """Where an invitation stands, to the writers of the draft."""

    WAITING = "waiting"
    OPENED = "opened"
    BEGUN = "begun"
    ANSWERED = "answered"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Facts:
    """What the rows say of an invitation; its state is derived from them and kept nowhere."""

    due: date
    taken_back: bool = False
    declined: bool = False
    opened: bool = False
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
    if today > facts.due + GRACE:
        return State.EXPIRED
    return State.OPENED if facts.opened else State.WAITING


class Answering(StrEnum):
    """What somebody may do with an invitation."""

    LOOK = "look"
    BEGIN = "begin"
    DECLINE = "decline"
    TAKE_BACK = "take_back"


class Stage(StrEnum):
    """Where one's own review of an invitation stands."""

    NONE = "none"
    UNSENT = "unsent"
    SENT = "sent"


class Reviewing(StrEnum):
    """What may be done with a review: by its writer, and (read) by the draft's."""

    CHANGE = "change"
    SEND = "send"
    READ = "read"


TAKEN_BACK = "The ask was taken back by whoever made it. Nothing is needed from you any more."
EXPIRED = "This ask ended some time ago, so it takes no new answers. Whoever sent it can ask again."
ALREADY_ANSWERED = "This was answered already. Thank you; nothing more is needed."
NO_ANSWERS_LEFT = "This link has had all the answers it was made for. Ask whoever sent it for a new one."
OPEN_TO_SEVERAL = "This link may be in several hands, so there is nothing to decline: simply close the page."
SENT_STANDS = "Your review was sent already and stands as it is. The writer can ask you again if something is missing."
OWN_DRAFT = "You write this draft yourself, so its review has to come from somebody else."
STILL_YOURS = "The ask was taken back, so your review can no longer be changed or sent. Your words are here to copy."
ANSWERED_STAYS = "This was answered, so it can no longer be taken back."
NOT_A_SENTENCE = "Write one sentence, or comment on one passage, then send. Nothing was sent; what you have is kept."
NO_NAME = "Give a name to sign your review with, then send. Nothing was sent; what you have is kept."


@dataclass(frozen=True)
class Asker:
    """What is known of whoever gives a command: where their own review stands, and whether they write the draft."""

    own: Stage = Stage.NONE
    writes: bool = False


def decide(before: State, command: Answering, asker: Asker = Asker(), via: Via = Via.PERSON) -> None:
    """Whether `asker` may do `command` to an invitation in state `before`.

    Doing again what one did already (begin, decline, take back) is allowed and changes nothing; beginning after having
    declined takes the refusal back. Raises Gone or Conflict with the one sentence that says why not.
    """
    if refusal := _RULES[command](before, asker, via):
        raise refusal


def _taking_back(before: State, asker: Asker, via: Via) -> StillroomError | None:
    return Conflict(ANSWERED_STAYS) if before is State.ANSWERED else None


def _declining(before: State, asker: Asker, via: Via) -> StillroomError | None:
    if before is State.TAKEN_BACK:
        return Gone(TAKEN_BACK)
    if asker.own is Stage.SENT or before is State.ANSWERED:
        return Conflict(ALREADY_ANSWERED)
    return Conflict(OPEN_TO_SEVERAL) if via is Via.LINK else None


def _looking(before: State, asker: Asker, via: Via) -> StillroomError | None:
    if asker.own is not Stage.NONE:
        return None
    if before is State.ANSWERED:
        return Gone(NO_ANSWERS_LEFT) if via is Via.LINK else Conflict(ALREADY_ANSWERED)
    return {State.TAKEN_BACK: Gone(TAKEN_BACK), State.EXPIRED: Gone(EXPIRED)}.get(before)


def _beginning(before: State, asker: Asker, via: Via) -> StillroomError | None:
    return Conflict(OWN_DRAFT) if asker.writes else _looking(before, asker, via)


_RULES = {
    Answering.LOOK: _looking,
    Answering.BEGIN: _beginning,
    Answering.DECLINE: _declining,
    Answering.TAKE_BACK: _taking_back,
}


def decide_review(own: Stage, command: Reviewing, taken_back: bool) -> None:
    """Whether `command` may be done to a review. A late review is welcome; a sent one stands.

    Raises NotFound to a writer of the draft who would read what was not sent, Conflict or Gone to its own writer.
    """
    if command is Reviewing.READ:
        if own is not Stage.SENT:
            raise NotFound
        return
    if own is Stage.NONE:
        raise NotFound
    if own is Stage.SENT:
        raise Conflict(SENT_STANDS)
    if taken_back:
        raise Gone(STILL_YOURS)


def check_enough(sentence: str, comments: int, byline: str) -> None:
    """Raises BadInput unless a review says something and is signed. Ticks alone are not a review: one sentence is."""
    if not sentence.strip() and not comments:
        raise BadInput(NOT_A_SENTENCE)
    if not byline.strip():
        raise BadInput(NO_NAME)


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
