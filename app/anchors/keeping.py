"""What is left of a passage in a new text, and where it begins and ends there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.anchors.words import Words

_LEFT = 0.5
_SURE = 0.4
"""The part of a passage that must be left, in letters or words, and the part of its letters that must surely be so."""
_FEW = 16
"""Words up to which a passage is left when most of them are, however short."""
_ROOM = 14
"""Letters that may stand for what was lost at an edge, however little: a long word."""
_INSERTED = 0.5
"""What a letter put in between costs of those that are left, when it is decided how much hangs together."""

_CERTAIN = 0.52
"""The part of a place that is surely the passage, and the part of what may be the passage that is the place."""
_MORE = 6
"""Letters by which changed words may be longer than twice the lost ones."""


@dataclass(frozen=True)
class Kept:
    """Old words `old` to `old_end` of a passage that are new words `first` to `last` (ends excluded)."""

    old: int
    old_end: int
    first: int
    last: int
    letters: int
    words: int
    sure: int

    def enough(self, passage: Sequence[str]) -> bool:
        """Whether this is the passage still, and not a few words of it."""
        weight = letters(passage)
        counted = len(passage) <= _FEW and self.words > _LEFT * len(passage)
        return self.sure >= _SURE * weight and (self.letters >= _LEFT * weight or counted)


def letters(keys: Sequence[str]) -> int:
    """How many letters and signs words have."""
    return sum(map(len, keys))


class Some(dict[int, int]):
    """New words of some old ones; the others have none (-1)."""

    def __missing__(self, at: int) -> int:
        return -1


Links = Sequence[int] | Some


def kept(new: Sequence[str], links: Links, first: int, last: int, sure: Sequence[int] | None = None) -> Kept | None:
    """The part of the old words `first` to `last` that hangs together: the run of largest worth (Kadane 1984).
    `sure` marks the links that are not to be doubted; all of them, when it is not given.
    """
    whole = _whole(new, links, first, last, sure)
    if whole:
        return whole
    best: Kept | None = None
    worth, top, run = 0.0, 0.0, None
    for at in range(first, last):
        link = links[at]
        if link < 0 or (run and link < run.last):
            continue
        size = len(new[link])
        certain = size * (sure[at] if sure else 1)
        lost = _INSERTED * letters(new[run.last : link]) if run else 0.0
        if run is None or worth - lost <= 0:
            worth, run = float(size), Kept(at, at + 1, link, link + 1, size, 1, certain)
        else:
            worth += size - lost
            run = Kept(run.old, at + 1, run.first, link + 1, run.letters + size, run.words + 1, run.sure + certain)
        if worth > top:
            top, best = worth, run
    return best


def _whole(new: Sequence[str], links: Links, first: int, last: int, sure: Sequence[int] | None) -> Kept | None:
    """All of it, when it stands there as it did."""
    there, count = links[first] if first < last else -1, last - first
    if there < 0 or any(links[first + step] != there + step for step in range(count)):
        return None
    sizes = [len(word) for word in new[there : there + count]]
    certain = sum(size for at, size in enumerate(sizes, first) if not sure or sure[at])
    return Kept(first, last, there, there + count, sum(sizes), count, certain)


def widened(
    old: Sequence[str],
    new: Sequence[str],
    part: Kept,
    links: Links,
    free: Sequence[int],
    passage: tuple[int, int],
) -> tuple[int, int]:
    """The new words of a passage: what is left, and at its edges what was changed, up to its old neighbours."""
    first, last = passage
    start, end = part.first, part.last
    if first < part.old:
        neighbour = links[first - 1] + 1 if first and links[first - 1] >= 0 else -1
        fits = 0 <= neighbour <= start and _alike(old[first : part.old], new[neighbour:start])
        start = neighbour if fits else start - _run(new, free, start - 1, -1, old[first : part.old])
    if last > part.old_end:
        neighbour = links[last] if last < len(old) else -1
        fits = neighbour >= end and _alike(old[part.old_end : last], new[end:neighbour])
        end = neighbour if fits else end + _run(new, free, end, 1, old[part.old_end : last])
    return start, end


def bounded(
    old: Sequence[str],
    new: Words,
    links: Links,
    away: Callable[[int], bool],
    passage: tuple[int, int],
    place: tuple[int, int],
) -> bool:
    """Whether a place is about right wherever a changed passage ends: what is left is a good part of it, and it is a
    good part of all that may be the passage's. `away` says of an old word that it is known to be elsewhere.
    """
    (first, last), (start, end) = passage, place
    held = [at for at in range(first, last) if start <= links[at] < end]
    if not held:
        return False
    here, there = links[held[0]], links[held[-1]] + 1
    before = links[first - 1] + 1 if first else 0
    after = links[last] if last < len(old) else -1
    core, size, room = new.reach(here, there), new.reach(start, end), 0
    for lost, put, beyond in (
        (range(first, held[0]), (start, here), (before, start) if 0 < before <= start else None),
        (range(held[-1] + 1, last), (there, end), (end, after) if after >= end else None),
    ):
        if beyond and beyond[0] == beyond[1]:
            core += new.reach(*put) // 2 if put[1] - put[0] == len(lost) else 0
        elif most := 2 * sum(len(old[at]) + 1 for at in lost if not away(at)):
            room += min(most + _MORE, new.reach(*beyond)) if beyond else most + _MORE
    return core >= _CERTAIN * size and size >= _CERTAIN * (size + room)


def _alike(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether new words are not many more than the old ones in whose place they are."""
    return len(new) <= len(old) + 3 and letters(new) <= 1.5 * letters(old) + 2


def _run(new: Sequence[str], free: Sequence[int], at: int, step: int, lost: Sequence[str]) -> int:
    """How many new words from here on are nobody's: no more than were lost, and not much longer."""
    count, room = 0, max(1.2 * letters(lost), _ROOM)
    while count < len(lost) and 0 <= at < len(free) and free[at] and len(new[at]) <= room:
        room -= len(new[at])
        at, count = at + step, count + 1
    return count


def span(old: Words, new: Words, passage: tuple[int, int], part: Kept, chosen: tuple[int, int]) -> tuple[int, int]:
    """Code points of the chosen new words for a passage (code points); where that begins or ends within a word that is
    still the same, so does its place.
    """
    (start, end), (first, last) = passage, chosen
    head, tail = old.between(start, end)
    at, until = new.starts[first], new.ends[last - 1]
    if part.old == head and part.first == first:
        at += min(max(0, start - old.starts[head]), new.ends[first] - at - 1)
    if part.old_end == tail and part.last == last:
        until -= min(max(0, old.ends[tail - 1] - end), until - new.starts[last - 1] - 1)
    return (at, until) if at < until else (new.starts[first], new.ends[last - 1])
