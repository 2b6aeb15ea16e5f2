"""The decisions of the reviewing room, every state against every command."""

from datetime import date, timedelta

import pytest

from app.errors import BadInput, Conflict, Gone, NotFound
from app.reviewing.deciding import (
    ALREADY_ANSWERED,
    ANSWERED_STAYS,
    ASKED_AGAIN,
    CAME_AFTER_ALL,
    EXPIRED,
    NO_ANSWERS_LEFT,
    NOT_ANSWERED,
    NOT_DECLINED,
    NOTHING_CHANGED,
    OPEN_TO_SEVERAL,
    OWN_DRAFT,
    PASSED_ON,
    SENT_STANDS,
    STILL_YOURS,
    TAKEN_BACK,
    THEY_BEGAN,
    TOO_LATE_TO_ASK,
    YOU_TOOK_IT_BACK,
    Answering,
    Asker,
    Reviewing,
    Stage,
    check_enough,
    decide,
    decide_again,
    decide_review,
)
from app.reviewing.rules import Facts, State, Via, check_due, link_lifetime, propose_due, state

TODAY = date(2026, 11, 24)
FRIDAY = date(2026, 11, 27)
LONG_AGO = TODAY - timedelta(days=31)
JUST_IN_TIME = TODAY - timedelta(days=30)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(FRIDAY), State.WAITING),
        (Facts(FRIDAY, opened=True), State.OPENED),
        (Facts(FRIDAY, opened=True, begun=1), State.BEGUN),
        (Facts(FRIDAY, begun=1, sent=1), State.ANSWERED),
        (Facts(FRIDAY, begun=2, sent=1, allowed=3), State.BEGUN),
        (Facts(FRIDAY, begun=3, sent=3, allowed=3), State.ANSWERED),
        (Facts(FRIDAY, declined=True), State.DECLINED),
        (Facts(FRIDAY, declined=True, begun=1), State.DECLINED),
        (Facts(FRIDAY, taken_back=True), State.TAKEN_BACK),
        (Facts(FRIDAY, taken_back=True, declined=True, begun=1), State.TAKEN_BACK),
        (Facts(FRIDAY, taken_back=True, begun=1, sent=1), State.ANSWERED),
        (Facts(FRIDAY, opened=True, passed=True), State.PASSED),
        (Facts(FRIDAY, passed=True, begun=1), State.BEGUN),
        (Facts(FRIDAY, passed=True, declined=True), State.DECLINED),
        (Facts(LONG_AGO, passed=True), State.PASSED),
        (Facts(LONG_AGO), State.EXPIRED),
        (Facts(LONG_AGO, opened=True), State.EXPIRED),
        (Facts(LONG_AGO, begun=1), State.BEGUN),
        (Facts(JUST_IN_TIME), State.WAITING),
        (Facts(TODAY - timedelta(days=1)), State.WAITING),
    ],
)
def test_the_state_follows_from_what_happened(facts: Facts, expected: State) -> None:
    assert state(facts, TODAY) is expected


FRESH, HALF, DONE, WRITER = Asker(), Asker(Stage.UNSENT), Asker(Stage.SENT), Asker(writes=True)
FINE = None
SEVERAL = (Conflict, OPEN_TO_SEVERAL)
ANSWERED, GONE = (Conflict, ALREADY_ANSWERED), (Gone, TAKEN_BACK)
PASSED = (Gone, PASSED_ON)
OVER, NO_MORE = (Gone, EXPIRED), (Gone, NO_ANSWERS_LEFT)
OWN, STAYS = (Conflict, OWN_DRAFT), (Conflict, ANSWERED_STAYS)

LOOK, BEGIN, DECLINE = Answering.LOOK, Answering.BEGIN, Answering.DECLINE
OPEN_ROW = {LOOK: (FINE, FINE, FINE), BEGIN: (FINE, FINE, FINE), DECLINE: (FINE, FINE, ANSWERED)}

# For each state and command: what somebody gets who has no review yet, one not sent, one sent; all asked in person.
TABLE: dict[State, dict[Answering, tuple[object, object, object]]] = {
    State.WAITING: OPEN_ROW,
    State.OPENED: OPEN_ROW,
    State.BEGUN: OPEN_ROW,
    State.DECLINED: OPEN_ROW,
    State.EXPIRED: {LOOK: (OVER, FINE, FINE), BEGIN: (OVER, FINE, FINE), DECLINE: (FINE, FINE, ANSWERED)},
    State.TAKEN_BACK: {LOOK: (GONE, FINE, FINE), BEGIN: (GONE, FINE, FINE), DECLINE: (GONE, GONE, GONE)},
    State.PASSED: {LOOK: (PASSED, FINE, FINE), BEGIN: (PASSED, FINE, FINE), DECLINE: (PASSED, PASSED, PASSED)},
    State.ANSWERED: {LOOK: (ANSWERED, FINE, FINE), BEGIN: (ANSWERED, FINE, FINE), DECLINE: (ANSWERED,) * 3},
}


def _outcome(before: State, command: Answering, asker: Asker, via: Via) -> object:
    try:
        decide(before, command, asker, via)
    except (Conflict, Gone) as refusal:
        return type(refusal), refusal.sentence
    return FINE


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("command", [LOOK, BEGIN, DECLINE])
def test_every_command_on_every_state_when_asked_in_person(before: State, command: Answering) -> None:
    got = tuple(_outcome(before, command, asker, Via.PERSON) for asker in (FRESH, HALF, DONE))
    assert got == TABLE[before][command]
    assert got == tuple(_outcome(before, command, asker, Via.MAIL) for asker in (FRESH, HALF, DONE))


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("command", [LOOK, BEGIN, DECLINE])
def test_every_command_on_every_state_through_a_link_for_several(before: State, command: Answering) -> None:
    differs = {FINE: SEVERAL} if command is DECLINE else {ANSWERED: NO_MORE}
    expected = [differs.get(outcome, outcome) for outcome in TABLE[before][command]]
    assert [_outcome(before, command, asker, Via.LINK) for asker in (FRESH, HALF, DONE)] == expected


@pytest.mark.parametrize("before", State)
def test_a_writer_of_the_draft_never_answers_for_it(before: State) -> None:
    assert _outcome(before, Answering.BEGIN, WRITER, Via.LINK) == OWN


@pytest.mark.parametrize("before", State)
def test_taking_back_works_until_it_was_answered(before: State) -> None:
    assert _outcome(before, Answering.TAKE_BACK, FRESH, Via.PERSON) == (STAYS if before is State.ANSWERED else FINE)


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("via", [Via.PERSON, Via.MAIL, Via.LINK])
def test_naming_somebody_else_is_saying_no(before: State, via: Via) -> None:
    for asker in (FRESH, HALF, DONE, WRITER):
        assert _outcome(before, Answering.POINT, asker, via) == _outcome(before, DECLINE, asker, via)


ASKING_INSTEAD = {
    State.WAITING: (Conflict, NOT_DECLINED),
    State.OPENED: (Conflict, NOT_DECLINED),
    State.BEGUN: (Conflict, THEY_BEGAN),
    State.ANSWERED: (Conflict, CAME_AFTER_ALL),
    State.DECLINED: FINE,
    State.PASSED: (Conflict, NOT_DECLINED),
    State.TAKEN_BACK: (Gone, YOU_TOOK_IT_BACK),
    State.EXPIRED: (Gone, TOO_LATE_TO_ASK),
}


@pytest.mark.parametrize("before", State)
def test_whom_they_named_is_asked_only_while_they_say_no(before: State) -> None:
    assert _outcome(before, Answering.ASK_INSTEAD, FRESH, Via.PERSON) == ASKING_INSTEAD[before]


@pytest.mark.parametrize("answers", [0, 1, 3])
@pytest.mark.parametrize("changed", [False, True])
@pytest.mark.parametrize("asked_again", [False, True])
def test_they_are_asked_again_once_when_they_answered_and_something_changed(
    answers: int, changed: bool, asked_again: bool
) -> None:
    expected = ASKED_AGAIN if asked_again else NOT_ANSWERED if not answers else None if changed else NOTHING_CHANGED
    try:
        decide_again(answers=answers, changed=changed, asked_again=asked_again)
        got = None
    except Conflict as refused:
        got = refused.sentence
    assert got == expected


@pytest.mark.parametrize("taken_back", [False, True])
@pytest.mark.parametrize(
    ("own", "command", "refusal", "when_taken_back"),
    [
        (Stage.NONE, Reviewing.CHANGE, NotFound, NotFound),
        (Stage.NONE, Reviewing.SEND, NotFound, NotFound),
        (Stage.NONE, Reviewing.READ, NotFound, NotFound),
        (Stage.UNSENT, Reviewing.CHANGE, None, STILL_YOURS),
        (Stage.UNSENT, Reviewing.SEND, None, STILL_YOURS),
        (Stage.UNSENT, Reviewing.READ, NotFound, NotFound),
        (Stage.SENT, Reviewing.CHANGE, SENT_STANDS, SENT_STANDS),
        (Stage.SENT, Reviewing.SEND, SENT_STANDS, SENT_STANDS),
        (Stage.SENT, Reviewing.READ, None, None),
    ],
)
def test_every_command_on_every_stage_of_a_review(
    own: Stage, command: Reviewing, refusal: object, when_taken_back: object, taken_back: bool
) -> None:
    expected = when_taken_back if taken_back else refusal
    try:
        decide_review(Asker(own), command, taken_back)
        got: object = None
    except NotFound:
        got = NotFound
    except (Conflict, Gone) as refused:
        got = refused.sentence
    assert got == expected


def test_who_became_a_co_author_meanwhile_keeps_their_words_and_sends_none() -> None:
    author = Asker(Stage.UNSENT, writes=True)
    decide_review(author, Reviewing.CHANGE, taken_back=False)
    with pytest.raises(Conflict, match="You write this draft yourself"):
        decide_review(author, Reviewing.SEND, taken_back=False)


def test_a_review_needs_a_sentence_or_a_comment_and_a_name() -> None:
    check_enough("Sound.", 0, "Rui")
    check_enough("", 1, "Rui")
    with pytest.raises(BadInput, match="one sentence"):
        check_enough(" \n", 0, "Rui")
    with pytest.raises(BadInput, match="name"):
        check_enough("Sound.", 0, "  ")


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 11, 23), FRIDAY),
        (date(2026, 11, 24), FRIDAY),
        (date(2026, 11, 25), FRIDAY),
        (date(2026, 11, 26), date(2026, 12, 1)),
        (date(2026, 11, 27), date(2026, 12, 2)),
        (date(2026, 11, 28), date(2026, 12, 4)),
        (date(2026, 11, 29), date(2026, 12, 4)),
    ],
)
def test_the_day_proposed_leaves_time_to_answer(today: date, due: date) -> None:
    assert propose_due(today) == due


def test_a_day_to_answer_by_lies_ahead_and_within_a_year() -> None:
    check_due(TODAY, TODAY)
    check_due(TODAY - timedelta(days=1), TODAY)
    for day in (TODAY - timedelta(days=2), TODAY + timedelta(days=367)):
        with pytest.raises(BadInput, match="day"):
            check_due(day, TODAY)


def test_a_link_outlives_the_ask_it_opens() -> None:
    last_day = FRIDAY + timedelta(days=30)
    assert state(Facts(FRIDAY), last_day) is State.WAITING
    assert TODAY + link_lifetime(FRIDAY, TODAY) > last_day
