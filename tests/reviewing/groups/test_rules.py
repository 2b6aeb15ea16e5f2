"""Who belongs to a group, and how far a draft is: every state and every command."""

from datetime import date, timedelta
from itertools import product

import pytest

from app.errors import BadInput, Conflict, Gone, NotFound, StillroomError
from app.reviewing.groups.rules import Belonging, Doing, Stage, Terms, check_group, check_terms, decide, stage

N, I, M, L, R = Belonging.NONE, Belonging.INVITED, Belonging.MEMBER, Belonging.LEFT, Belonging.REMOVED  # noqa: E741
TABLE: dict[Doing, dict[Belonging, Belonging | type[StillroomError]]] = {
    Doing.INVITE: {N: I, I: I, M: M, L: Conflict, R: I},
    Doing.JOIN: {N: NotFound, I: M, M: M, L: NotFound, R: NotFound},
    Doing.COME: {N: M, I: M, M: M, L: M, R: NotFound},
    Doing.LEAVE: {N: NotFound, I: L, M: L, L: L, R: NotFound},
    Doing.REMOVE: {N: NotFound, I: R, M: R, L: L, R: R},
}


@pytest.mark.parametrize(("before", "command"), list(product(Belonging, Doing)))
def test_every_state_and_command(before: Belonging, command: Doing) -> None:
    expected = TABLE[command][before]
    if isinstance(expected, Belonging):
        after = decide(before, command)
        assert after is expected
        assert decide(after, command) is after, "twice is once"
    else:
        with pytest.raises(expected):
            decide(before, command)


@pytest.mark.parametrize(("before", "command"), list(product(Belonging, Doing)))
def test_a_group_that_has_ended_lets_people_leave_and_nothing_else(before: Belonging, command: Doing) -> None:
    if command is Doing.LEAVE and before in {I, M, L}:
        assert decide(before, command, closed=True) is L
    else:
        with pytest.raises(NotFound if command is Doing.LEAVE else Gone):
            decide(before, command, closed=True)


def test_who_left_is_named_and_not_asked_again() -> None:
    with pytest.raises(Conflict, match="Rui left the group and was not asked again"):
        decide(L, Doing.INVITE, name="Rui")


@pytest.mark.parametrize(
    ("saved", "released", "out", "answered", "expected"),
    [
        (False, False, 0, 0, Stage.WRITING),
        (True, False, 0, 0, Stage.SAVED),
        (True, False, 2, 0, Stage.ASKED),
        (True, False, 0, 1, Stage.REVIEWED),
        (True, False, 2, 1, Stage.REVIEWED),
        (True, True, 0, 0, Stage.PUBLISHED),
        (True, True, 2, 1, Stage.PUBLISHED),
    ],
)
def test_stage(saved: bool, released: bool, out: int, answered: int, expected: Stage) -> None:
    assert stage(saved=saved, released=released, out=out, answered=answered) is expected


def test_a_group_has_a_name_and_ends_after_it_begins() -> None:
    check_group("Autumn", None, date(2026, 12, 1))
    check_group("Autumn", date(2026, 12, 1), date(2026, 12, 1))
    with pytest.raises(BadInput):
        check_group("", None, None)
    with pytest.raises(BadInput):
        check_group("Autumn", date(2026, 12, 2), date(2026, 12, 1))


@pytest.mark.parametrize(
    "wrong",
    [{"minutes": 4}, {"minutes": 121}, {"each": 0}, {"each": 11}, {"at_most": 0}, {"at_most": 21}, {"ahead": -9}],
)
def test_terms_that_cannot_be(wrong: dict[str, int]) -> None:
    today = date(2026, 12, 1)
    given = {"minutes": 20, "each": 2, "at_most": 3, "ahead": 3, **wrong}
    terms = Terms("clarity", "", given["minutes"], today + timedelta(given["ahead"]), given["each"], given["at_most"])
    with pytest.raises(BadInput):
        check_terms(terms, today)
