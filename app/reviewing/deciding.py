"""What may be done with an ask or a review as it stands: decisions over (state, command), each refusal named. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.errors import BadInput, Conflict, Gone, NotFound, StillroomError
from app.reviewing.rules import State, Via


class Answering(StrEnum):
    """What somebody may do with an invitation."""

    LOOK = "look"
    BEGIN = "begin"
    DECLINE = "decline"
    TAKE_BACK = "take_back"
    POINT = "point"
    """Say no, and name somebody to ask instead."""
    ASK_INSTEAD = "ask_instead"
    """The writer asks whom they named."""


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
PASSED_ON = "Somebody else was asked meanwhile, so nothing is needed from you any more."
BEGUN_BY_ANOTHER = "Somebody else has begun to answer this. Thank you; nothing more is needed."
EXPIRED = "This ask ended some time ago, so it takes no new answers. Whoever sent it can ask again."
ALREADY_ANSWERED = "This was answered already. Thank you; nothing more is needed."
NO_ANSWERS_LEFT = "This link has had all the answers it was made for. Ask whoever sent it for a new one."
OPEN_TO_SEVERAL = "This link may be in several hands, so there is nothing to decline: simply close the page."
SENT_STANDS = "Your review was sent already and stands as it is. The writer can ask you again if something is missing."
OWN_DRAFT = "You write this draft yourself, so its review has to come from somebody else."
STILL_YOURS = "The ask was taken back, so your review can no longer be changed or sent. Your words are here to copy."
ANSWERED_STAYS = "This was answered, so it can no longer be taken back."
NOT_DECLINED = "Nobody was named here to ask instead. Nobody was asked."
THEY_BEGAN = "They have begun to answer after all, so nobody else was asked."
CAME_AFTER_ALL = "Their answer came after all, so nobody else was asked."
YOU_TOOK_IT_BACK = "This ask was taken back, so nobody was asked. Make a new one for them."
TOO_LATE_TO_ASK = "This ask ended some time ago, so nobody was asked. Make a new one for them."
ASKED_AGAIN = "They were asked again already; that ask stands on this page. Nobody was asked twice."
NOT_ANSWERED = "Nobody has answered this ask yet, so it is still out. Nobody was asked again."
NOTHING_CHANGED = "The text is still as they read it. Change something, then ask again; nobody was asked yet."
OUT_ALREADY = "{who} has this very ask already and has not answered yet. Nobody was asked."
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
    if before is State.PASSED:
        return Gone(PASSED_ON)
    if asker.own is Stage.SENT or before is State.ANSWERED:
        return Conflict(ALREADY_ANSWERED)
    return Conflict(OPEN_TO_SEVERAL) if via is Via.LINK else None


def _asking_instead(before: State, asker: Asker, via: Via) -> StillroomError | None:
    return {
        State.WAITING: Conflict(NOT_DECLINED), State.OPENED: Conflict(NOT_DECLINED), State.BEGUN: Conflict(THEY_BEGAN),
        State.ANSWERED: Conflict(CAME_AFTER_ALL), State.PASSED: Conflict(NOT_DECLINED),
        State.TAKEN_BACK: Gone(YOU_TOOK_IT_BACK), State.EXPIRED: Gone(TOO_LATE_TO_ASK),
    }.get(before)  # fmt: skip


def _looking(before: State, asker: Asker, via: Via) -> StillroomError | None:
    if asker.own is not Stage.NONE:
        return None
    if before is State.ANSWERED:
        return Gone(NO_ANSWERS_LEFT) if via is Via.LINK else Conflict(ALREADY_ANSWERED)
    return {
        State.TAKEN_BACK: Gone(TAKEN_BACK), State.PASSED: Gone(PASSED_ON), State.EXPIRED: Gone(EXPIRED),
    }.get(before)  # fmt: skip


def _beginning(before: State, asker: Asker, via: Via) -> StillroomError | None:
    return Conflict(OWN_DRAFT) if asker.writes else _looking(before, asker, via)


_RULES = {
    Answering.LOOK: _looking,
    Answering.BEGIN: _beginning,
    Answering.DECLINE: _declining,
    Answering.TAKE_BACK: _taking_back,
    Answering.POINT: _declining,
    Answering.ASK_INSTEAD: _asking_instead,
}


class Step(StrEnum):
    """What the router does next for an ask."""

    REST = "rest"
    """Nothing ever more, unless something changes."""
    WAIT = "wait"
    ASK_NEXT = "ask_next"


@dataclass(frozen=True)
class Tried:
    """Somebody who was asked: where it stands, since when, and whether the router chose them."""

    state: State
    since: datetime
    routed: bool = True


_PENDING = {State.WAITING, State.OPENED}


def next_step(tried: Sequence[Tried], moment: datetime, patience: timedelta, *, routed: bool) -> tuple[Step, list[int]]:
    """What to do now for an ask for which people are asked one after another, and whose invitations that ends.

    Somebody who has begun is waited for; a router's own choice who gave no sign for `patience` is not.
    """
    if not routed or any(one.state is State.ANSWERED for one in tried):
        return Step.REST, []
    if any(one.state is State.BEGUN for one in tried):
        return Step.WAIT, []
    pending = [(at, one) for at, one in enumerate(tried) if one.routed and one.state in _PENDING]
    if any(moment - one.since < patience for _, one in pending):
        return Step.WAIT, []
    return Step.ASK_NEXT, [at for at, _ in pending]


def decide_pick(tried: Sequence[State], *, offered: bool, taken_back: bool, late: bool) -> None:
    """Whether somebody may take an open ask that stands like this. Raises NotFound, Gone or Conflict, saying why."""
    if not offered:
        raise NotFound
    if taken_back:
        raise Gone(TAKEN_BACK)
    if State.ANSWERED in tried:
        raise Conflict(ALREADY_ANSWERED)
    if State.BEGUN in tried:
        raise Conflict(BEGUN_BY_ANOTHER)
    if late:
        raise Gone(EXPIRED)


def decide_again(*, answers: int, changed: bool, asked_again: bool) -> None:
    """Whether those who answered an ask can be asked about the text as it is now. Raises Conflict, saying why not."""
    if asked_again:
        raise Conflict(ASKED_AGAIN)
    if not answers:
        raise Conflict(NOT_ANSWERED)
    if not changed:
        raise Conflict(NOTHING_CHANGED)


def decide_review(asker: Asker, command: Reviewing, taken_back: bool) -> None:
    """Whether `command` may be done to a review. A late review is welcome; a sent one stands.

    Raises NotFound to a writer of the draft who would read what was not sent, Conflict or Gone to its own writer.
    """
    if command is Reviewing.READ:
        if asker.own is not Stage.SENT:
            raise NotFound
        return
    if asker.own is Stage.NONE:
        raise NotFound
    if asker.own is Stage.SENT:
        raise Conflict(SENT_STANDS)
    if taken_back:
        raise Gone(STILL_YOURS)
    if asker.writes and command is Reviewing.SEND:
        raise Conflict(OWN_DRAFT)


def check_enough(sentence: str, comments: int, byline: str) -> None:
    """Raises BadInput unless a review says something and is signed. Ticks alone are not a review: one sentence is."""
    if not sentence.strip() and not comments:
        raise BadInput(NOT_A_SENTENCE)
    if not byline.strip():
        raise BadInput(NO_NAME)
