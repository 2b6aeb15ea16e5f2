"""Where something like a passage stands in a text: its words in order, and how far its surroundings agree."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match

from app.anchors.words import Words, common

BESIDE = 12
"""Words of the surroundings that are compared on each side."""
AGREES = 0.6
"""The part of them that must stand there in order for a side to agree."""
LIKE = 0.5
"""The part of a passage's letters that must be left, in order, for a place to be like it."""
_RARE = 12
_COMMON = 64
"""How many of a passage's words say where to look, and places of a word beyond which it says nothing."""
_REGIONS = 7
CHANGED = 4
"""Words at an edge of a passage that may have changed and still belong to it."""


@dataclass(frozen=True)
class Fragment:
    """The words of a passage, and those before and after it."""

    words: Sequence[str]
    before: Sequence[str]
    after: Sequence[str]

    @classmethod
    def of(cls, page: Words, first: int, last: int) -> "Fragment":
        keys = page.keys
        return cls(keys[first:last], keys[max(0, first - BESIDE) : first], keys[last : last + BESIDE])


@dataclass(frozen=True)
class Candidate:
    """Words `first` to `last` (excluded) of a text: how like the passage (0 to 1), and the part of each side there.

    `span` is where the very words stand (code points), when they do.
    """

    first: int
    last: int
    likeness: float
    left: float
    right: float
    span: tuple[int, int] | None = None

    @property
    def score(self) -> float:
        return self.likeness + 0.25 * (self.left + self.right)

    @property
    def sides(self) -> int:
        return (self.left >= AGREES) + (self.right >= AGREES)

    def meets(self, other: "Candidate") -> bool:
        return self.first < other.last and other.first < self.last


def beside(fragment: Fragment, page: Words, first: int, last: int, likeness: float = 1.0, slack: int = 0) -> Candidate:
    """The candidate at these words; a passage without any surroundings has those of wherever its very words stand."""
    if not fragment.before and not fragment.after:
        return Candidate(first, last, likeness, float(likeness == 1), float(likeness == 1))
    before = page.keys[max(0, first - len(fragment.before) - 3 - slack) : first]
    after = page.keys[last : last + len(fragment.after) + 3 + slack]
    left = _side(fragment.before[::-1], before[::-1], likeness == 1 and first == 0)
    return Candidate(
        first, last, likeness, left, _side(fragment.after, after, likeness == 1 and last == len(page.keys))
    )


def _side(known: Sequence[str], here: Sequence[str], edge: bool) -> float:
    """The part of one side that stands here, nearest words first; few words must be next to it, and where
    there were none the text must begin or end.
    """
    if not known:
        return float(edge)
    if len(known) < 3:
        return float(list(here[: len(known)]) == list(known))
    return common(known, here) / len(known)


def swallows(fragment: Fragment, page: Words, candidate: Candidate) -> bool:
    """Whether the candidate holds what stood beside the passage: it is its neighbour, then, not the passage."""
    inside = page.keys[candidate.first : candidate.last]
    return (candidate.left < AGREES and _holds(inside, fragment.before)) or (
        candidate.right < AGREES and _holds(inside, fragment.after)
    )


def _holds(inside: Sequence[str], known: Sequence[str]) -> bool:
    return len(known) >= 3 and common(known, inside) >= max(3, 0.75 * len(known))


def candidates(
    fragment: Fragment,
    page: Words,
    own: tuple[int, int] | None = None,
    *,
    least: float = 0.0,
    settled: Sequence[int] | None = None,
) -> list[Candidate]:
    """The places that hold at least `LIKE` of a passage, whatever stands around them; each once, and none in `own`.

    To save time, a caller who has no use for places of less likeness than `least`, or where no word is unsettled, says
    so: some of those are left out.
    """
    found: list[Candidate] = []
    regions = _regions(fragment, page, own or (-1, -1))
    for start, end in regions if settled is None else _open(regions, settled):
        for part in [(start, end)] if own is None else [(start, min(end, own[0])), (max(start, own[1]), end)]:
            for one in _measured(fragment, page, *part, least):
                if not any(one.meets(other) and other.score >= one.score for other in found):
                    found = [other for other in found if not one.meets(other)]
                    found.append(one)
    return found


def _open(regions: list[tuple[int, int]], settled: Sequence[int]) -> list[tuple[int, int]]:
    """The regions that have an unsettled word, or overlap others which do."""
    found, reach, held = set[tuple[int, int]](), 0, list[tuple[int, int]]()
    for start, end in [*sorted(regions), (len(settled) + CHANGED, 0)]:
        if start > reach + CHANGED and held:
            if not all(settled[max(0, held[0][0] - CHANGED) : reach + CHANGED]):
                found.update(held)
            held = []
        reach = max(reach, end)
        held.append((start, end))
    return [region for region in regions if region in found]


def _measured(fragment: Fragment, page: Words, start: int, end: int, least: float) -> list[Candidate]:
    """The best place in a region, and the best before and after it."""
    one = _measure(fragment, page, start, end, least)
    if one is None:
        return []
    parts = [_measure(fragment, page, start, one.first, least), _measure(fragment, page, one.last, end, least)]
    return [one, *(part for part in parts if part)]


def _regions(fragment: Fragment, page: Words, own: tuple[int, int]) -> list[tuple[int, int]]:
    """Stretches of the text where the rarest words of a passage and its sides stand about as far apart as in it."""
    count, beside = len(fragment.words), len(fragment.before)
    inside = [(at, 2) for at in _rarest(fragment.words, page, _RARE)]
    around = [*fragment.before, *[""] * count, *fragment.after]
    outside = [(at - beside, 1) for at in _rarest(around, page, _RARE // 2)]
    width, votes = max(count // 3, 4), defaultdict[int, list[int]](list)
    for at, weight in inside + outside:
        for place in page.places[fragment.words[at] if weight == 2 else around[at + beside]]:
            first = place - at
            if first != own[0] and not own[0] <= place < own[1]:
                votes[first // width] += (first, first) if weight == 2 else (first,)
    likely = sorted(votes.values(), key=len, reverse=True)[:_REGIONS]
    slack = width + 2
    return [(max(0, min(one) - slack), min(len(page.keys), max(one) + count + slack)) for one in likely]


def _rarest(words: Sequence[str], page: Words, count: int) -> list[int]:
    """Which words are the rarest in a text that has them, if any is rare enough to say where to look."""
    places = sorted((len(page.places[word]), at) for at, word in enumerate(words) if word in page.places)
    return [at for often, at in places[:count] if often <= _COMMON]


def _measure(fragment: Fragment, page: Words, start: int, end: int, least: float) -> Candidate | None:
    words, region = fragment.words, page.keys[start:end]
    weight, present = sum(map(len, words)), set(region)
    most = sum(len(word) for word in words if word in present)
    if most < LIKE * weight or 2 * most < least * (most + weight) or common(words, region) < 0.4 * len(words):
        return None
    held, first, last = densest(blocks(region, words), region)
    if not held or held < LIKE * weight:
        return None
    first, last = start + first, start + last
    likeness = 2 * held / (sum(map(len, page.keys[first:last])) + weight)
    made = beside(fragment, page, first, last, likeness)
    first -= _gap(page.keys[max(0, first - CHANGED) : first][::-1], fragment.before[-1:])
    last += _gap(page.keys[last : last + CHANGED], fragment.after[:1])
    return Candidate(first, last, made.likeness, made.left, made.right)


def _gap(words: Sequence[str], edge: Sequence[str]) -> int:
    """How many words lie between the passage and its surroundings: its own, changed, when they are few."""
    return words.index(edge[0]) if edge and edge[0] in words else 0


def densest(found: list[Match], region: Sequence[str]) -> tuple[int, int, int]:
    """Of all runs of matching blocks the one with most letters for its length: (letters held, first, last excluded)."""
    best, chosen = 0.0, (0, 0, 0)
    sizes = [sum(map(len, region[one.a : one.a + one.size])) for one in found]
    for index, begin in enumerate(found):
        held, lost, end = 0, 0, begin.a
        for block, size in zip(found[index:], sizes[index:], strict=True):
            lost += sum(map(len, region[end : block.a]))
            held, end = held + size, block.a + block.size
            if held - 0.5 * lost > best:
                best, chosen = held - 0.5 * lost, (held, begin.a, end)
    return chosen


def blocks(words: Sequence[str], known: Sequence[str]) -> list[Match]:
    """The matching blocks of two sequences of words, in order: what difflib's SequenceMatcher finds, for which words
    that only one of them has cost nothing.
    """
    places: dict[str, list[int]] = {}
    for at, word in enumerate(known):
        places.setdefault(word, []).append(at)
    shared = [(at, places[word]) for at, word in enumerate(words) if word in places]
    found, left = [], [(0, len(shared), 0, len(known))]
    while left:
        start, end, low, high = left.pop()
        block = _longest(shared[start:end], low, high)
        if block.size:
            found.append(block)
            # `shared` has every word of the block, one after the other
            first = bisect_left(shared, block.a, start, end, key=_place)
            left.append((start, first, low, block.b))
            left.append((first + block.size, end, block.b + block.size, high))
    return sorted(found)


def _place(shared: tuple[int, list[int]]) -> int:
    return shared[0]


def _longest(shared: Sequence[tuple[int, list[int]]], low: int, high: int) -> Match:
    """The longest matching block among some places, and places `low` to `high` of the other; the first of equals."""
    best, lengths, last = (0, 0, 0), dict[int, int](), -2
    for at, others in shared:
        known = lengths if at == last + 1 else {}
        lengths, last = {}, at
        for other in others:
            if other >= high:
                break
            if other >= low:
                size = lengths[other] = known.get(other - 1, 0) + 1
                if size > best[2]:
                    best = (at - size + 1, other - size + 1, size)
    return Match(*best)
