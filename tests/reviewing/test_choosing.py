"""Whom to ask first, why, and what the router does next: pure decisions, every state of them."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from app.errors import Conflict, Gone, NotFound
from app.reviewing.choosing import Candidate, Room, fits, has_room, in_order, why
from app.reviewing.deciding import (
    ALREADY_ANSWERED,
    BEGUN_BY_ANOTHER,
    EXPIRED,
    TAKEN_BACK,
    Step,
    Tried,
    decide_pick,
    next_step,
)
from app.reviewing.rules import AskKind, State, is_recent

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PATIENCE = timedelta(hours=48)
JUST_NOW, LONG_AGO = NOW - timedelta(hours=47), NOW - timedelta(hours=48)
TODAY = NOW.date()
WAITED_FOR = {State.WAITING, State.OPENED}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("since", [JUST_NOW, LONG_AGO])
@pytest.mark.parametrize("by_router", [True, False])
def test_one_who_was_asked(state: State, since: datetime, by_router: bool) -> None:
    found = next_step([Tried(state, since, by_router)], NOW, PATIENCE, routed=True)
    if state is State.ANSWERED:
        assert found == (Step.REST, [])
    elif state is State.BEGUN:
        assert found == (Step.WAIT, [])
    elif state in WAITED_FOR and by_router:
        assert found == ((Step.WAIT, []) if since == JUST_NOW else (Step.ASK_NEXT, [0]))
    else:
        assert found == (Step.ASK_NEXT, [])


@pytest.mark.parametrize("states", list(product(State, repeat=2)))
def test_two_who_were_asked(states: tuple[State, State]) -> None:
    step, over = next_step([Tried(one, LONG_AGO) for one in states], NOW, PATIENCE, routed=True)
    if State.ANSWERED in states:
        assert step is Step.REST
    elif State.BEGUN in states:
        assert step is Step.WAIT
    else:
        assert step is Step.ASK_NEXT
        assert over == [at for at, one in enumerate(states) if one in WAITED_FOR]


def test_nobody_was_asked_yet_or_nobody_is_to_be() -> None:
    assert next_step([], NOW, PATIENCE, routed=True) == (Step.ASK_NEXT, [])
    assert next_step([], NOW, PATIENCE, routed=False) == (Step.REST, [])
    assert next_step([Tried(State.DECLINED, LONG_AGO)], NOW, PATIENCE, routed=False) == (Step.REST, [])


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("offered", [True, False])
@pytest.mark.parametrize("taken_back", [True, False])
@pytest.mark.parametrize("late", [True, False])
def test_picking_an_open_ask(state: State, offered: bool, taken_back: bool, late: bool) -> None:
    refusal: tuple[type[Exception], str] | None = None
    if not offered:
        refusal = NotFound, ""
    elif taken_back:
        refusal = Gone, TAKEN_BACK
    elif state is State.ANSWERED:
        refusal = Conflict, ALREADY_ANSWERED
    elif state is State.BEGUN:
        refusal = Conflict, BEGUN_BY_ANOTHER
    elif late:
        refusal = Gone, EXPIRED
    if refusal is None:
        decide_pick([State.DECLINED, state], offered=offered, taken_back=taken_back, late=late)
        return
    with pytest.raises(refusal[0]) as raised:
        decide_pick([State.DECLINED, state], offered=offered, taken_back=taken_back, late=late)
    assert refusal[1] in str(raised.value) or refusal[1] in getattr(raised.value, "sentence", "")


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (Room(), True),
        (Room(refuses=frozenset({"clarity"})), True),
        (Room(refuses=frozenset({"correctness"})), False),
        (Room(open_asks=1), True),
        (Room(open_asks=2), False),
        (Room(at_once=0), False),
        (Room(asked_this_month=4), False),
        (Room(asked_this_month=4, per_month=5), True),
        (Room(away_until=TODAY), False),
        (Room(away_until=TODAY - timedelta(days=1)), True),
        (Room(away_until=date(2027, 1, 1)), False),
    ],
)
def test_who_has_room(room: Room, expected: bool) -> None:
    assert has_room(room, AskKind.CORRECTNESS, TODAY) is expected


def test_who_is_nearer_goes_first_and_who_was_asked_less_among_equals() -> None:
    far, near = Candidate("far", 0.1), Candidate("near", 0.41)
    busy, fresh = Candidate("busy", 0.44, asked_lately=2), Candidate("fresh", 0.42, asked_lately=1)
    cited = Candidate("cited", 0.2, cited=3)
    assert [one.person for one in in_order([far, busy, fresh, near, cited])] == [
        "cited",
        "near",
        "fresh",
        "busy",
        "far",
    ]
    assert not fits(Candidate("stranger", 0.01))
    assert fits(Candidate("says so", topics=("kettles",)))
    assert in_order([Candidate("stranger", 0.01)]) == []


@pytest.mark.parametrize(
    ("candidate", "words"),
    [
        (Candidate("a", 0.5), "Works in this area. Free."),
        (Candidate("a", 0.5, cited=1, asked_lately=1), "Wrote 1 paper this draft cites. Asked once lately."),
        (
            Candidate("a", cited=2, reviewed=3, published=1, asked_lately=4),
            "Wrote 2 papers this draft cites. Published 1 piece on this topic. Reviewed 3 pieces on this topic. "
            "Asked 4 times lately.",
        ),
        (Candidate("a", topics=("kettles", "LLMs", "bees")), "Works on kettles and LLMs. Free."),
    ],
)
def test_the_reasons_in_words(candidate: Candidate, words: str) -> None:
    assert why(candidate) == words


@pytest.mark.parametrize(
    ("arxiv_id", "expected"),
    [("2611.01234", True), ("2311.01234", True), ("2310.01234", False), ("hep-th/9901001", False), ("9912.1", True)],
)
def test_what_is_recent(arxiv_id: str, expected: bool) -> None:
    assert is_recent(arxiv_id, date(2023, 11, 30)) is expected
