"""Which places of two lists are the same, in a number of steps that is bounded for any two lists. Pure.

What stands once in either list holds the two together (patience difference, after Bram Cohen); what lies between is
compared step by step (Myers, "An O(ND) difference algorithm", 1986) as long as there are steps left to spend; what is
still open then counts as wholly different.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Pair = tuple[int, int]

STEPS = 2_000_000
"""Steps one comparison may take in all: about a second."""


@dataclass
class Budget:
    """The steps still to spend."""

    left: int = STEPS


def stretches(old: Sequence[str], new: Sequence[str], budget: Budget) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Both lists cut into the same number of stretches: equal ones, and those between that differ."""
    at = there = 0
    ends = (len(old), len(new))
    for one, other in [*_pairs(_numbered(old, new), budget), ends]:
        if one > at or other > there:
            yield old[at:one], new[there:other]
        if (one, other) != ends:
            yield old[one : one + 1], new[other : other + 1]
        at, there = one + 1, other + 1


def _numbered(old: Sequence[str], new: Sequence[str]) -> tuple[list[int], list[int]]:
    """The same lists with a number for each different token: numbers compare faster."""
    numbers = {one: at for at, one in enumerate(dict.fromkeys([*old, *new]))}
    return [numbers[one] for one in old], [numbers[one] for one in new]


def _pairs(lists: tuple[list[int], list[int]], budget: Budget) -> list[Pair]:
    """Places that are the same in both lists, rising in both."""
    old, new = lists
    found: list[Pair] = []
    gaps = [(0, len(old), 0, len(new))]
    while gaps:
        start, end, first, last = gaps.pop()
        while start < end and first < last and old[start] == new[first]:
            found.append((start, first))
            start, first = start + 1, first + 1
        while start < end and first < last and old[end - 1] == new[last - 1]:
            end, last = end - 1, last - 1
            found.append((end, last))
        if start == end or first == last:
            continue
        anchors = _rising(_once(old[start:end], new[first:last]))
        if anchors:
            gaps += _between(anchors, (start, end, first, last))
            found += [(start + one, first + other) for one, other in anchors]
        else:
            found += [(start + one, first + other) for one, other in _shortest(old[start:end], new[first:last], budget)]
    return sorted(found)


def _between(anchors: list[Pair], gap: tuple[int, int, int, int]) -> Iterator[tuple[int, int, int, int]]:
    start, end, first, last = gap
    at, there = start, first
    for one, other in anchors:
        yield at, start + one, there, first + other
        at, there = start + one + 1, first + other + 1
    yield at, end, there, last


def _once(old: list[int], new: list[int]) -> list[Pair]:
    """What stands once in either list, in the order of the old one."""
    there: dict[int, int] = {}
    for at, one in enumerate(new):
        there[one] = -1 if one in there else at
    here: dict[int, int] = {}
    for at, one in enumerate(old):
        here[one] = -1 if one in here else at
    return [(at, there[one]) for one, at in here.items() if at >= 0 and there.get(one, -1) >= 0]


def _rising(pairs: list[Pair]) -> list[Pair]:
    """The longest subsequence in which the second numbers rise; the first ones do."""
    ends: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for at, (_, value) in enumerate(pairs):
        place = bisect_left(ends, value)
        before.append(holders[place - 1] if place else -1)
        ends[place : place + 1] = [value]
        holders[place : place + 1] = [at]
    chosen, at = [], holders[-1] if holders else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _shortest(old: list[int], new: list[int], budget: Budget) -> list[Pair]:
    """The pairs of a shortest way from one list to the other; none when the budget ends before it is found."""
    reached: dict[int, int] = {1: 0}
    trace: list[dict[int, int]] = []
    for distance in range(len(old) + len(new) + 1):
        trace.append(dict(reached))
        for diagonal in range(-distance, distance + 1, 2):
            at = _step(reached, diagonal, distance)
            there = at - diagonal
            while at < len(old) and there < len(new) and old[at] == new[there]:
                at, there, budget.left = at + 1, there + 1, budget.left - 1
            reached[diagonal] = at
            if at >= len(old) and there >= len(new):
                return _traced(trace, len(old), len(new))
        budget.left -= 2 * distance + 1
        if budget.left < 0:
            return []
    return []


def _step(reached: dict[int, int], diagonal: int, distance: int) -> int:
    """How far the diagonal is reached by one more change: from above (a new token) or from the left (one gone)."""
    if diagonal == -distance or (diagonal != distance and reached[diagonal - 1] < reached[diagonal + 1]):
        return reached[diagonal + 1]
    return reached[diagonal - 1] + 1


def _traced(trace: list[dict[int, int]], at: int, there: int) -> list[Pair]:
    """The pairs met on the way back from the end."""
    pairs: list[Pair] = []
    for distance in range(len(trace) - 1, -1, -1):
        reached, diagonal = trace[distance], at - there
        came = _step(reached, diagonal, distance)
        down = came == reached.get(diagonal + 1)
        while at > came and there > came - diagonal:
            at, there = at - 1, there - 1
            pairs.append((at, there))
        if distance:
            at, there = (came, came - diagonal - 1) if down else (came - 1, came - diagonal)
    return pairs
