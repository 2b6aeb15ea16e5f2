"""Working out a batch: for any group, nobody twice, nobody beyond their room, and what is short is said."""

from collections import Counter
from itertools import combinations, product

import numpy as np
import pytest

from app.reviewing.groups.planning import NO_VERSION, NOBODY_ELSE, Plan, Somebody, Wish, plan
from app.reviewing.matching.evenly import evenly


def made(chance: np.random.Generator) -> tuple[list[Wish], list[Somebody], int]:
    people = [Somebody(f"p{at}", f"Person {at}", int(chance.integers(0, 4))) for at in range(chance.integers(0, 8))]
    wishes = [
        Wish(
            f"d{at}", f"Draft {at}", saved=bool(chance.random() < 0.9),
            may={one.person: float(chance.random()) for one in people if chance.random() < 0.7},
        )
        for at in range(chance.integers(1, 10))
    ]  # fmt: skip
    return wishes, people, int(chance.integers(1, 4))


def held(found: Plan, wishes: list[Wish], people: list[Somebody], each: int) -> None:
    """No conflict, no overload, no double invitation, and every gap has a sentence that names its draft."""
    may, room = {wish.draft: wish.may for wish in wishes}, {one.person: one.room for one in people}
    assert len(set(found.pairs)) == len(found.pairs)
    assert all(person in may[draft] for draft, person in found.pairs)
    assert all(count <= room[person] for person, count in Counter(person for _, person in found.pairs).items())
    served = Counter(draft for draft, _ in found.pairs)
    assert all(count <= each for count in served.values())
    assert not any(served[wish.draft] for wish in wishes if not wish.saved)
    gaps = {wish.draft: each - served[wish.draft] for wish in wishes if served[wish.draft] < each}
    assert {one.draft: one.missing for one in found.short} == gaps
    titles = {wish.draft: wish.title for wish in wishes}
    assert all(one.sentence.startswith(f"“{titles[one.draft]}” is ") for one in found.short)
    assert bool(found.worst) == bool(found.pairs)


def most_even(may: list[list[int]], room: list[int], each: int) -> tuple[int, list[int]]:
    """By trying everything: most slots filled, then the most drafts with a first, then with a second …"""
    best: tuple[int, list[int]] = (0, [])
    choices = [[some for n in range(each + 1) for some in combinations(people, n)] for people in may]
    for chosen in product(*choices):
        load = Counter(person for some in chosen for person in some)
        if all(count <= room[person] for person, count in load.items()):
            served = [len(some) for some in chosen]
            levels = [sum(count > level for count in served) for level in range(each)]
            best = max(best, (sum(served), levels))
    return best


@pytest.mark.parametrize("seed", range(5))
def test_where_people_are_too_few_it_is_as_even_as_can_be(seed: int) -> None:
    chance = np.random.default_rng(seed)
    for _ in range(30):
        room = chance.integers(0, 3, 4).tolist()
        may = [[at for at in range(4) if chance.random() < 0.6] for _ in range(int(chance.integers(1, 5)))]
        counts = evenly(may, room, 2)
        assert (sum(counts), [sum(count > level for count in counts) for level in range(2)]) == most_even(may, room, 2)


def test_no_draft_gets_a_second_before_each_has_a_first() -> None:
    people = [Somebody(f"p{at}", f"Person {at}", 2) for at in range(8)]
    wishes = [
        Wish(f"d{at}", f"Draft {at}", {one.person: (12 - at) / 12 for one in people}) for at in range(12)
    ]  # fmt: skip
    found = plan(wishes, people, 2)
    held(found, wishes, people, 2)
    assert len(found.pairs) == 16
    assert {draft for draft, _ in found.pairs} == {wish.draft for wish in wishes}


@pytest.mark.parametrize("seed", range(10))
def test_random_groups(seed: int) -> None:
    chance = np.random.default_rng(seed)
    for _ in range(40):
        wishes, people, each = made(chance)
        held(plan(wishes, people, each), wishes, people, each)


def test_it_is_the_same_when_worked_out_again() -> None:
    wishes, people, each = made(np.random.default_rng(77))
    assert plan(wishes, people, each) == plan(wishes, people, each)


def test_shortage_in_plain_sentences() -> None:
    people = [Somebody("r", "Rui", 1), Somebody("l", "Lee", 0)]
    wishes = [
        Wish("a", "Kettles", {"r": 0.4}), Wish("b", "Pots", {}), Wish("c", "Pans", {}, saved=False),
        Wish("d", "Lids", {"r": 0.3, "l": 0.2}),
    ]  # fmt: skip
    found = plan(wishes, people, 1)
    assert found.pairs == [("a", "r")]
    said = {one.draft: one.sentence for one in found.short}
    assert said == {
        "b": "“Pots” is 1 person short. Nobody here may be asked about it.",
        "c": f"“Pans” is 1 person short. {NO_VERSION}",
        "d": "“Lids” is 1 person short. "
        "Of the 2 people who may be asked about it, 1 can take one more, and is needed for other drafts.",
    }


def test_the_worst_served_is_named() -> None:
    people = [Somebody("r", "Rui", 2), Somebody("l", "Lee", 2)]
    wishes = [Wish("a", "Kettles", {"r": 0.4, "l": 0.5}), Wish("b", "Pots", {"r": 0.0, "l": 0.0})]
    assert plan(wishes, people, 2).worst == (
        "Served worst is “Pots”: nothing here tells that Rui and Lee work in its area."
    )
    near = [Wish("a", "Kettles", {"r": 0.4}), Wish("b", "Pots", {"l": 0.1})]
    assert plan(near, people, 1).worst == (
        "Served worst is “Pots”: Lee is farther from it than others are from theirs."
    )


def test_nobody_in_the_group() -> None:
    found = plan([Wish("a", "Kettles", {})], [], 2)
    assert [one.sentence for one in found.short] == [f"“Kettles” is 2 people short. {NOBODY_ELSE}"]
    assert found.pairs == []
    assert found.worst == ""
