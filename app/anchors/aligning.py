"""Which word of a new text is which word of the old one, for all that kept its order.

Runs of words that stand once in either text hold the two together (patience difference, after Bram Cohen), the longest
rising sequence of them is kept, and what lies between is filled from both ends, then by shorter runs, then word by
word. A word that could as well be another one (one of two equal sentences was taken out, or put in) is linked but not
sure. What moved has no link, but a move (moving.py).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.anchors.comparing import Gap, compare
from app.anchors.doubting import doubt_slides, prune
from app.anchors.moving import follow_moves
from app.anchors.words import Marks, split

_RUNS = (7, 3)
"""Lengths of the runs that are looked for, in words, one after the other."""
_SMALL = 2_500
_LARGE = 60_000
"""Sizes of a gap (words of the one times words of the other) that is compared word by word at once, or at all."""


@dataclass(frozen=True)
class Alignment:
    """Old words and new ones by their numbers (-1: none).

    `links` gives the new word of an old one, `origins` the old word of a new one. `sure` says that a link is not to
    be doubted, `firm` that it is also part of a run that is no chance, `settled` the same of a new word's. `moves`
    gives the new word of an old one that moved away.
    """

    links: list[int]
    origins: list[int]
    sure: bytearray
    firm: Marks
    settled: Marks
    moves: list[int]


@lru_cache(maxsize=2)
def aligned(was: str, text: str) -> Alignment:
    """The alignment of two texts."""
    return align(split(was).keys, split(text).keys)


def align(old: Sequence[str], new: Sequence[str]) -> Alignment:
    """The alignment of two sequences of words."""
    links, sure = [-1] * len(old), bytearray(len(old))
    whole = Gap(0, len(old), 0, len(new), 0)
    shared = _shared_once(old, new, whole, _RUNS[0])
    gaps = _split(shared, whole, links, sure)
    while gaps:
        gap = gaps.pop()
        gap = _close(old, new, gap, links, sure)
        if gap.size and (gap.size <= _SMALL or (gap.level == len(_RUNS) and gap.size <= _LARGE)):
            compare(old, new, gap, links, sure)
        elif gap.size and gap.level < len(_RUNS):
            gaps.extend(_split(_shared_once(old, new, gap, _RUNS[gap.level]), gap, links, sure))
    doubt_slides(old, new, links, sure)
    firm = prune(old, new, links, sure)
    origins = [-1] * len(new)
    for at, link in enumerate(links):
        if link >= 0 and (origins[link] < 0 or sure[at]):
            origins[link] = at
    pairs = [(at, there) for at, there in shared if links[at] != there]
    taken = bytearray(origin >= 0 for origin in origins)
    moves = follow_moves(old, new, pairs, _RUNS[0], links, taken)
    for at, move in enumerate(moves):
        if move >= 0 <= links[at]:  # it may be at either place
            firm[at] = sure[at] = 0
    settled = Marks(origin >= 0 and firm[origin] for origin in origins)
    return Alignment(links, origins, sure, Marks(firm), settled, moves)


def _split(shared: list[tuple[int, int]], gap: Gap, links: list[int], sure: bytearray) -> list[Gap]:
    """Link the runs that stand once in either side of a gap and begin at `shared`; give the gaps between them."""
    length, left = _RUNS[gap.level], []
    at, there = gap.old, gap.new
    for first, new_first, end in _joined(_rising(shared), length):
        skip = max(at - first, there - new_first, 0)
        first, new_first = first + skip, new_first + skip
        if first >= end:
            continue
        if first > at or new_first > there:
            left.append(Gap(at, first, there, new_first, gap.level + 1))
        links[first:end] = range(new_first, new_first + end - first)
        sure[first:end] = b"\1" * (end - first)
        at, there = end, new_first + end - first
    left.append(Gap(at, gap.old_end, there, gap.new_end, gap.level + 1))
    return left


def _joined(pairs: list[tuple[int, int]], length: int) -> list[tuple[int, int, int]]:
    """Runs of one length that begin at pairs of words, as longer ones where each begins a word after the last: where
    they begin in either text, and end in the first.
    """
    joined, start = [], 0
    for at, (first, there) in enumerate(pairs, 1):
        if at == len(pairs) or pairs[at] != (first + 1, there + 1):
            joined.append((*pairs[start], first + length))
            start = at
    return joined


def _shared_once(old: Sequence[str], new: Sequence[str], gap: Gap, length: int) -> list[tuple[int, int]]:
    """Where the runs begin that stand once in the old and once in the new side of a gap."""
    here: dict[tuple[str, ...], int] = {}
    for at, run in enumerate(_runs(old[gap.old : gap.old_end], length), gap.old):
        if here.setdefault(run, at) != at:
            here[run] = -1
    there: dict[int, int] = {}
    for at, run in enumerate(_runs(new[gap.new : gap.new_end], length), gap.new):
        if (mine := here.get(run, -1)) >= 0 and there.setdefault(mine, at) != at:
            there[mine] = -1
    return sorted(pair for pair in there.items() if pair[1] >= 0)


def _runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[shift:] for shift in range(length)), strict=False)


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence in which the second numbers rise; the first ones do."""
    ends: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for at, (_, value) in enumerate(pairs):
        if not ends or value > ends[-1]:
            before.append(holders[-1] if holders else -1)
            ends.append(value)
            holders.append(at)
            continue
        place = bisect_left(ends, value)
        before.append(holders[place - 1] if place else -1)
        ends[place], holders[place] = value, at
    chosen, at = [], holders[-1] if holders else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _close(old: Sequence[str], new: Sequence[str], gap: Gap, links: list[int], sure: bytearray) -> Gap:
    """Link what is equal at both ends of a gap; what both claim is linked twice and not sure. Gives what is left."""
    here, there = gap.old_end - gap.old, gap.new_end - gap.new
    room = min(here, there)
    head = next((at for at in range(room) if old[gap.old + at] != new[gap.new + at]), room)
    if head == here == there:
        links[gap.old : gap.old_end] = range(gap.new, gap.new_end)
        sure[gap.old : gap.old_end] = b"\1" * head
        return Gap(gap.old_end, gap.old_end, gap.new_end, gap.new_end, gap.level)
    tail = next((at for at in range(room) if old[gap.old_end - 1 - at] != new[gap.new_end - 1 - at]), room)
    contested = max(0, head + tail - room)
    links[gap.old_end - tail : gap.old_end] = range(gap.new_end - tail, gap.new_end)
    sure[gap.old_end - tail : gap.old_end] = b"\0" * contested + b"\1" * (tail - contested)
    links[gap.old : gap.old + head] = range(gap.new, gap.new + head)
    sure[gap.old : gap.old + head] = b"\1" * (head - contested) + b"\0" * contested
    tail -= contested
    return Gap(gap.old + head, max(gap.old + head, gap.old_end - tail), gap.new + head, gap.new_end - tail, gap.level)
