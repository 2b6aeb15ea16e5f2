"""Who is asked about which draft."""

from collections import Counter
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from app.reviewing.matching import assigning
from app.reviewing.matching.assigning import Assignment, assign
from app.reviewing.matching.fairness import PRICE

Instance = tuple[NDArray[np.float64], list[int], list[int]]
MAY_NOT = np.nan


def _made(chance: np.random.Generator, drafts: int, people: int) -> Instance:
    scores = chance.integers(0, 20, (drafts, people)) / 20
    scores[chance.random((drafts, people)) < chance.choice([0, 0.2, 0.6])] = MAY_NOT
    return scores, chance.integers(0, 4, drafts).tolist(), chance.integers(0, 3, people).tolist()


def _check(found: Assignment, scores: NDArray[np.float64], wants: list[int], room: list[int]) -> None:
    """No conflict, no overload, no double invitation; what is missing is said."""
    assert not any(np.isnan(scores[pair]) for pair in found.pairs)
    assert all(many <= room[person] for person, many in Counter(person for _, person in found.pairs).items())
    assert len(set(found.pairs)) == len(found.pairs)
    served = Counter(draft for draft, _ in found.pairs)
    missing = {draft: want - served[draft] for draft, want in enumerate(wants) if want > served[draft]}
    assert all(served[draft] <= want for draft, want in enumerate(wants))
    assert {one.draft: one.missing for one in found.short} == missing


def _total(found: Assignment, scores: NDArray[np.float64]) -> float:
    return float(sum(scores[pair] for pair in found.pairs))


def _best(scores: NDArray[np.float64], wants: list[int], room: list[int]) -> tuple[int, float]:
    """Most slots filled, then the greatest total, by trying everything."""

    @cache
    def onwards(draft: int, person: int, missing: int, left: tuple[int, ...]) -> tuple[int, float]:
        if person == len(room):
            return (0, 0.0) if draft + 1 == len(wants) else onwards(draft + 1, 0, wants[draft + 1], left)
        without = onwards(draft, person + 1, missing, left)
        if not missing or not left[person] or np.isnan(scores[draft, person]):
            return without
        fewer = (*left[:person], left[person] - 1, *left[person + 1 :])
        filled, total = onwards(draft, person + 1, missing - 1, fewer)
        return max(without, (filled + 1, round(total + float(scores[draft, person]), 9)))

    return onwards(0, 0, wants[0], tuple(room))


def test_ten_thousand_instances_keep_the_rules() -> None:
    chance = np.random.default_rng(1)
    for _ in range(10_000):
        made = _made(chance, int(chance.integers(1, 6)), int(chance.integers(1, 6)))
        _check(assign(*made), *made)


def test_nothing_is_better_than_what_is_found() -> None:
    chance = np.random.default_rng(2)
    for _ in range(300):
        made = _made(chance, int(chance.integers(1, 5)), int(chance.integers(1, 6)))
        found = assign(*made)
        assert (len(found.pairs), pytest.approx(_total(found, made[0]), abs=1e-6)) == _best(*made)


def _shares(found: Assignment, scores: NDArray[np.float64], drafts: int) -> dict[int, float]:
    given: dict[int, list[float]] = {}
    for draft, person in found.pairs:
        given.setdefault(draft, []).append(float(scores[draft, person]))
    return {draft: sum(each) / len(each) for draft, each in given.items()}


@pytest.mark.parametrize("exact", [True, False])
def test_fair_is_never_worse_for_the_worst_and_keeps_to_its_price(exact: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not exact:
        monkeypatch.setattr("app.reviewing.matching.fairness.EXACT_UP_TO", 0)
        monkeypatch.setattr("app.reviewing.matching.fairness.ROUNDS", 4)
    chance, lifted = np.random.default_rng(3), 0
    for _ in range(250):
        drafts = int(chance.integers(1, 8))
        made = _made(chance, drafts, int(chance.integers(1, 8)))
        plain, fair = assign(*made), assign(*made, fair=True)
        _check(fair, *made)
        assert [one.missing for one in fair.short] == [one.missing for one in plain.short]
        assert _total(fair, made[0]) >= (1 - PRICE) * _total(plain, made[0]) - 1e-6
        before, after = (_shares(one, made[0], drafts) for one in (plain, fair))
        if before:
            assert min(after.values()) >= min(before.values()) - 1e-6
            lifted += min(after.values()) > min(before.values()) + 1e-6
    assert lifted


def test_fair_gives_the_worst_more_where_it_is_cheap() -> None:
    scores = np.array([[0.9, 0.5], [0.75, 0.3]])
    assert assign(scores, [1, 1], [1, 1]).pairs == [(0, 1), (1, 0)]
    tight = np.array([[1.0, 0.5], [0.82, 0.3]])
    assert assign(tight, [1, 1], [1, 1]).pairs == [(0, 1), (1, 0)]
    dear = np.array([[1.0, 0.6], [0.68, 0.3]])
    assert assign(dear, [1, 1], [1, 1]).pairs == [(0, 0), (1, 1)]
    assert assign(dear, [1, 1], [1, 1], fair=True).pairs == [(0, 1), (1, 0)]
    far = np.array([[1.0, 0.4], [0.6, 0.3]])
    assert assign(far, [1, 1], [1, 1], fair=True).pairs == [(0, 0), (1, 1)], "that would cost more than a twentieth"


def test_a_slot_left_empty_by_few_candidates_is_tried_with_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assigning, "CANDIDATES", 1)
    scores = np.array([[0.9, 0.8, 0.1], [0.9, 0.2, 0.1], [0.9, 0.2, 0.3]])
    assert assign(scores, [1, 1, 1], [1, 1, 1]).pairs == [(0, 1), (1, 0), (2, 2)]


def test_a_shortage_is_said() -> None:
    scores = np.array(
        [[MAY_NOT, MAY_NOT, MAY_NOT], [0.5, MAY_NOT, MAY_NOT], [MAY_NOT, 0.4, 0.4], [0.9, MAY_NOT, MAY_NOT]]
    )
    found = assign(scores, [1, 2, 1, 1], [1, 0, 0])
    assert found.pairs in ([(1, 0)], [(3, 0)])
    assert found.pairs == [(3, 0)]
    assert [(one.draft, one.missing, one.sentence) for one in found.short] == [
        (0, 1, "Nobody here may be asked about it."),
        (1, 2, "It needs 2 people, and only 1 may be asked about it."),
        (2, 1, "Of the 2 people who may be asked about it, none can take one more."),
    ]
    both = assign(scores[[1, 3]], [1, 1], [1, 0, 0])
    assert both.short[0].sentence == "The 1 person who may be asked about it is needed for other drafts."


def test_nobody_and_nothing() -> None:
    assert assign(np.zeros((0, 3)), [], [1, 1, 1]) == Assignment([], [])
    found = assign(np.zeros((2, 0)), [1, 0], [], fair=True)
    assert [one.draft for one in found.short] == [0]
