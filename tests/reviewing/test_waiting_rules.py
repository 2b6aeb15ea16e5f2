"""What comes next with an ask, and who is reminded when: every state, every day around it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.reviewing.rules import State
from app.reviewing.waiting.rules import Asked, Comes, Next, Reminder, comes, is_overdue, next_reminder, reminder

DUE = date(2026, 12, 10)
NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)
PATIENCE = timedelta(hours=48)
DAY = timedelta(days=1)


@pytest.mark.parametrize("asked_before", range(6))
@pytest.mark.parametrize("ahead", range(-3, 7))
def test_one_reminder_before_the_day_and_one_on_it(asked_before: int, ahead: int) -> None:
    found = reminder(DUE - asked_before * DAY, DUE, DUE - ahead * DAY)
    wanted = {0: Reminder.ON_THE_DAY if asked_before else None, 1: Reminder.BEFORE if asked_before > 1 else None}
    assert found is wanted.get(ahead)


def test_nobody_is_reminded_more_than_twice() -> None:
    for asked_before in range(40):
        invited = DUE - asked_before * DAY
        reminders = [reminder(invited, DUE, invited + days * DAY) for days in range(80)]
        assert [one for one in reminders if one] == [
            one for one in (Reminder.BEFORE, Reminder.ON_THE_DAY) if asked_before > (one is Reminder.BEFORE)
        ]


@pytest.mark.parametrize(
    ("invited", "today", "day"),
    [
        (5, 5, DUE - DAY),
        (5, 1, DUE - DAY),
        (5, 0, DUE),
        (5, -1, None),
        (1, 1, DUE),
        (0, 0, None),
    ],
)
def test_the_next_reminder(invited: int, today: int, day: date | None) -> None:
    assert next_reminder(DUE - invited * DAY, DUE, DUE - today * DAY) == day


def test_the_writer_hears_once_the_day_went_by() -> None:
    assert [late for late in range(-3, 5) if is_overdue(DUE, DUE + late * DAY)] == [1, 2]


def asked(state: State, hours: int = 1, *, routed: bool = False, named: bool = True) -> Asked:
    return Asked(state, NOON - timedelta(hours=hours), routed, named)


def then(*those: Asked, moment: datetime = NOON, routed: bool = False, nobody: bool = False) -> Comes:
    return comes(those, DUE, moment, PATIENCE, routed=routed, nobody=nobody)


OUT = (State.WAITING, State.OPENED)
OVER = (State.DECLINED, State.TAKEN_BACK, State.PASSED, State.EXPIRED)


@pytest.mark.parametrize("state", OUT)
def test_the_next_person_is_asked_when_patience_ends(state: State) -> None:
    first, second = asked(State.PASSED, 60, routed=True), asked(state, 10, routed=True)
    assert then(first, second, routed=True) == Comes(Next.NEXT_PERSON, at=NOON + timedelta(hours=38))


@pytest.mark.parametrize("state", OVER)
def test_somebody_else_is_looked_for_when_whoever_was_asked_is_out_of_it(state: State) -> None:
    assert then(asked(state, routed=True), routed=True) == Comes(Next.LOOKING)
    assert then(routed=True) == Comes(Next.LOOKING)


@pytest.mark.parametrize("state", OVER)
def test_it_is_the_writers_turn_when_nobody_is_asked_any_more(state: State) -> None:
    assert then(asked(state)) == Comes(Next.NOBODY)
    assert then(asked(state, routed=True), routed=True, nobody=True) == Comes(Next.NOBODY)


@pytest.mark.parametrize("routed", [True, False])
def test_whoever_has_begun_is_waited_for(routed: bool) -> None:
    assert then(asked(State.BEGUN, routed=routed), routed=routed) == Comes(Next.BEGUN)


@pytest.mark.parametrize("state", OUT)
def test_whom_the_writer_picked_is_reminded(state: State) -> None:
    assert then(asked(state, 24)) == Comes(Next.REMINDER, on=DUE - DAY)
    assert then(asked(state, 24), moment=NOON + 3 * DAY) == Comes(Next.REMINDER, on=DUE)
    assert then(asked(state, named=False)) == Comes(Next.DUE, on=DUE), "a link has no address"
    assert then(asked(state, 24), moment=NOON + 4 * DAY) == Comes(Next.LATE, on=DUE + 30 * DAY)
