"""How long it takes, and how honest that is to those who still wait."""

from datetime import timedelta

import pytest

from app.publishing.turnaround.rules import Wait, sentence, spoken, spread, within

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def came(*days: float) -> list[Wait]:
    return [Wait(one * DAY) for one in days]


def waits(*days: float) -> list[Wait]:
    return [Wait(one * DAY, came=False) for one in days]


def test_when_all_came_it_is_the_plain_quantile() -> None:
    found = spread(came(1, 2, 3, 4))
    assert (found.quarter, found.half, found.most) == (1 * DAY, 2 * DAY, 3 * DAY)


def test_those_who_wait_count_for_as_long_as_they_did() -> None:
    """Kaplan and Meier 1958, by hand: 1 of 4 at day 1, then 1 of 2 at day 3 (one was lost from sight at day 2)."""
    known = [*came(1, 3), *waits(2, 5)]
    assert within(known, 0.25) == 1 * DAY
    assert within(known, 0.5) == within(known, 0.6) == 3 * DAY
    assert within(known, 0.75) is None


def test_nothing_flatters() -> None:
    assert within([*came(1), *waits(*[30] * 9)], 0.5) is None
    assert within(waits(1, 2), 0.1) is None
    assert within([], 0.5) is None


def test_every_wait_stands_in_one_bar() -> None:
    found = spread([*came(0.01, 0.2, 0.9, 1.5, 3, 6, 10, 100), *waits(1, 50)])
    assert [count for _, count in found.bins] == [1, 1, 1, 1, 1, 1, 1, 1, 2]
    assert found.count == sum(count for _, count in found.bins) == 10


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (0 * HOUR, "less than an hour"),
        (HOUR, "1 hour"),
        (47 * HOUR, "47 hours"),
        (49 * HOUR, "2 days"),
        (13 * DAY, "13 days"),
        (21 * DAY, "3 weeks"),
    ],
)
def test_times_are_spoken(time: timedelta, said: str) -> None:
    assert spoken(time) == said


def test_it_is_one_sentence() -> None:
    assert sentence(spread(came(1, 2, 3, 4)), "it") == "Half have it within 2 days, three quarters within 3 days."
    assert sentence(spread([*came(1, 2), *waits(9, 9)]), "it") == "Half have it within 2 days."
    assert sentence(spread([*came(1), *waits(9, 9)]), "it") == "Fewer than half have it so far."
