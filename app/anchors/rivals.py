"""Whether another passage has as good a claim to a place, or another place to the passage, where two texts differ."""

from collections.abc import Sequence

from app.anchors.aligning import Alignment
from app.anchors.likeness import Candidate, Fragment, blocks, candidates
from app.anchors.words import Marks, Words

Span = tuple[int, int]
_TRIED = 8
"""How many of a passage's rarest words are looked for where nothing is settled."""
_HINTS = 0.3
"""The part of them that must stand about as far apart as in the passage for something like it to be there."""
_NEXT = 3
"""Words next to a passage that tell it from its copy."""
_TWICE = 24
"""Letters from which a changed passage that stands twice is so because it was copied, and not by chance."""
_CLEAR = 0.05
_COPY = 0.95
"""By how much one place must be more like a passage than another; and from when it is a copy of something else."""
_END = 12
"""Words at either end of a changed place that must not stand twice, when they stood once."""
_PART = 0.3
"""The part of a place that is a copy's as well from which the place may be the copy."""
_LOOSE = 0.3
"""The part of a look-alike's words that are not surely something else's, from which it counts."""


def ambiguous(old: Words, new: Words, alignment: Alignment, passage: Span, chosen: Span, same: bool) -> bool:
    """Whether a copy of the passage was put in beside it, or a look-alike taken out beside it, so that which is which
    cannot be told. `same` says that the words of the place are the passage's own.
    """
    links, origins, firm = alignment.links, alignment.origins, alignment.firm
    settled = alignment.settled
    if doubled(old, new, passage, chosen, same):
        return True
    for copy in _unsettled(old, passage, new, settled, chosen) + _claimed(old, new, alignment, passage, chosen):
        if old.keys[slice(*passage)] == new.keys[slice(*copy)] and not _told(old.keys, new.keys, passage, chosen, copy):
            return True
        if _between(old.keys, new.keys, links, firm, passage, copy) or _beside(new.keys, settled, chosen, copy):
            return True
    reach = passage[1] - passage[0]
    exact = same and old.keys[slice(*passage)] == new.keys[slice(*chosen)]
    for twin in _unsettled(old, passage, old, firm, passage, exact=exact):
        if same and new.keys[slice(*chosen)] != old.keys[slice(*twin)]:
            continue
        if any(chosen[0] - reach <= links[at] < chosen[1] + reach for at in range(*twin)):
            return True
        if _between(new.keys, old.keys, origins, settled, chosen, twin):
            return True
    return False


def _claimed(old: Words, new: Words, alignment: Alignment, passage: Span, chosen: Span) -> list[Span]:
    """Where else the very words of a passage stand, and more of what is next to them stood next to it than next to the
    words they were taken for: one of the places is a copy.
    """
    found = []
    for copy in standing(old.keys[slice(*passage)], new, chosen):
        origin = alignment.origins[copy[0]]
        theirs = (origin, origin + copy[1] - copy[0]) if origin >= 0 else (0, 0)
        if _nearer(new.keys, old.keys, copy, passage, theirs):
            found.append(copy)
    return found


def _told(old: Sequence[str], new: Sequence[str], passage: Span, chosen: Span, copy: Span) -> bool:
    """Whether surroundings tell a passage from its copy: all are there at the one, and none at the other."""
    return all(_sides(old, new, passage, chosen)) and not any(_sides(old, new, passage, copy))


def _sides(here: Sequence[str], there: Sequence[str], one: Span, other: Span) -> tuple[bool, bool]:
    """Whether the same few words stand before two places, and after them."""
    before = here[max(0, one[0] - _NEXT) : one[0]] == there[max(0, other[0] - _NEXT) : other[0]]
    return before, here[one[1] : one[1] + _NEXT] == there[other[1] : other[1] + _NEXT]


def doubled(old: Words, new: Words, passage: Span, chosen: Span, same: bool) -> bool:
    """Whether a place may be a copy: a changed one that stands twice, with what is beside it if it is short, or side by
    side, or a good part of one does; or the very words, which stand twice in either text, unless both sides are as
    they were.
    """
    if not same:
        start, end = chosen
        if new.keys[start:end] in (new.keys[end : 2 * end - start], new.keys[max(0, 2 * start - end) : start]):
            return True
        if any(standing(new.keys[slice(*wide)], new, wide) for wide in _wide(new.keys, chosen)):
            return True
        return any(
            _twice(old, new, chosen, end) for end in ((chosen[0], chosen[0] + _END), (chosen[1] - _END, chosen[1]))
        )
    return _repeats(old, new, passage, chosen) and not all(_sides(old.keys, new.keys, passage, chosen))


def _repeats(old: Words, new: Words, passage: Span, chosen: Span) -> bool:
    """Whether the very words of a passage stand at yet another place of either text."""
    keys = old.keys[slice(*passage)]
    return bool(standing(keys, old, passage) or standing(keys, new, chosen))


def _wide(page: Sequence[str], place: Span) -> set[Span]:
    """A place with so many words before it, and after it, that they say enough together."""
    (start, _), (_, end) = place, place
    size = sum(map(len, page[slice(*place)]))
    before = after = size
    while start and before < _TWICE:
        start -= 1
        before += len(page[start])
    while end < len(page) and after < _TWICE:
        after += len(page[end])
        end += 1
    return {(start, place[1]), (place[0], end)}


def _twice(old: Words, new: Words, chosen: Span, end: Span) -> bool:
    """Whether a good part of a place, from this end of it on, stands more often than it did."""
    keys = new.keys[slice(*end)]
    if chosen[1] - chosen[0] <= _END or not 0 < len(standing(keys, old)) < len(standing(keys, new)):
        return False
    for copy in standing(keys, new, end):
        start, stop = _repeated(new.keys, new.keys, end, copy)
        part = new.keys[max(start, chosen[0]) : min(stop, chosen[1])]
        if sum(map(len, part)) >= _PART * sum(map(len, new.keys[slice(*chosen)])):
            return True
    return False


def copied(old: Words, new: Words, settled: Marks, passage: Span, chosen: Span, same: bool) -> bool:
    """Whether another place has as good a claim to a passage that moved (one like it, of words that are nobody's), or,
    where it moved as it was, stands there word for word. `settled` marks the new words whose other half is known.
    """
    if same:
        return _repeats(old, new, passage, chosen)
    return bool(_unsettled(old, passage, new, settled, chosen)) or doubled(old, new, passage, chosen, same)


def _nearer(new: Sequence[str], old: Sequence[str], chosen: Span, passage: Span, twin: Span) -> bool:
    """Whether more of what stands next to a place stood next to the passage than next to its twin."""
    return sum(_sides(new, old, chosen, passage)) > sum(_sides(new, old, chosen, twin))


def outdone(
    old: Words, new: Words, settled: tuple[Marks, Marks], passage: Span, chosen: Span, *, held: bool = False
) -> bool:
    """Whether a changed place is rather another old passage, or another new place rather the passage. `settled` marks
    the old and the new words whose other half is known. A passage that is `held` between
    its neighbours is at no other new place.
    """
    own = likeness(old.keys[slice(*passage)], new.keys[slice(*chosen)])
    least = own - _CLEAR
    for one in candidates(Fragment(new.keys[slice(*chosen)], [], []), old, passage, least=least):
        loose = _loose(settled[0], one) >= _LOOSE
        beside = loose and _beside(old.keys, settled[0], passage, (one.first, one.last))
        if one.likeness > own + (-_CLEAR if beside else 2 * _CLEAR) and (loose or one.likeness >= _COPY):
            return True
    if held:
        return False
    elsewhere = candidates(Fragment(old.keys[slice(*passage)], [], []), new, chosen, least=own, settled=settled[1])
    return any(one.likeness > own + _CLEAR and _loose(settled[1], one) >= _LOOSE for one in elsewhere)


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Twice the letters two stretches have in common, in order, by all they have."""
    held = sum(sum(map(len, one[block.b : block.b + block.size])) for block in blocks(other, one))
    return 2 * held / max(1, sum(map(len, one)) + sum(map(len, other)))


def _loose(settled: Sequence[int], one: Candidate) -> float:
    """The part of a place's words that are nothing else's for sure."""
    return _loose_part(settled, (one.first, one.last))


def _loose_part(settled: Sequence[int], place: Span) -> float:
    return 1 - sum(settled[slice(*place)]) / (place[1] - place[0])


def standing(keys: Sequence[str], page: Words, own: Span = (0, 0)) -> list[Span]:
    """Where the very words stand in a text, but for a place that is known."""
    known = [page.places.get(key, ()) for key in keys]
    counts = [len(places) for places in known]
    if not all(counts) or not counts:
        return []
    at = counts.index(min(counts))
    starts = (place - at for place in known[at])
    places = [
        (start, start + len(keys)) for start in starts if start >= 0 and page.keys[start : start + len(keys)] == keys
    ]
    return [place for place in places if place[1] <= own[0] or own[1] <= place[0]]


def _unsettled(
    source: Words, passage: Span, page: Words, settled: Marks, own: Span, *, exact: bool = False
) -> list[Span]:
    """Places like the passage (or of its very words), but for its own, whose words are not surely something else's."""
    keys = source.keys[slice(*passage)]
    found = {place for place in standing(keys, page, own) if _loose_part(settled, place) >= _LOOSE}
    if not exact and _hinted(keys, page, settled, own):
        like = candidates(Fragment(keys, [], []), page, own, settled=settled)
        found |= {(one.first, one.last) for one in like if _loose(settled, one) >= _LOOSE}
    return sorted(found)


def _hinted(keys: Sequence[str], page: Words, settled: Marks, own: Span) -> bool:
    """Whether some of a passage's rarest words stand unsettled about as far apart as in it."""
    loose = settled.loose(page)
    if loose.keys().isdisjoint(keys):
        return False
    rare = sorted({key: (len(page.places[key]), at) for at, key in enumerate(keys) if key in page.places}.values())
    hints = sorted(
        (place - at, at) for _, at in rare[:_TRIED] for place in loose.get(keys[at], ()) if not own[0] <= place < own[1]
    )
    needed = max(1, _HINTS * len(rare[:_TRIED]))
    width, first = max(len(keys), 8), 0
    for last, (offset, _) in enumerate(hints):
        while hints[first][0] < offset - width:
            first += 1
        if last - first + 1 >= needed and len({at for _, at in hints[first : last + 1]}) >= needed:
            return True
    return False


def _between(
    here: Sequence[str], there: Sequence[str], links: Sequence[int], firm: Sequence[int], passage: Span, other: Span
) -> bool:
    """Whether `other`, as far as it repeats what stands around the passage too, lies between the same neighbours."""
    start, end = _repeated(here, there, passage, other)
    before = next((links[at] for at in range(start - 1, -1, -1) if firm[at]), -1)
    after = next((links[at] for at in range(end, len(here)) if firm[at]), len(there))
    return before < other[0] and other[1] <= after


def _beside(page: Sequence[str], settled: Sequence[int], chosen: Span, other: Span) -> bool:
    """Whether no settled word of a text lies between two places in it, but for such as stand around both of them."""
    if other[0] < chosen[0]:
        chosen, other = other, chosen
    _, end = _repeated(page, page, chosen, other)
    start, _ = _repeated(page, page, other, chosen)
    return not any(settled[end:start])


def _repeated(here: Sequence[str], there: Sequence[str], one: Span, other: Span) -> Span:
    """How far the words around one place go on as those around the other."""
    (start, end), (first, last) = one, other
    while start and first and here[start - 1] == there[first - 1]:
        start, first = start - 1, first - 1
    while end < len(here) and last < len(there) and here[end] == there[last]:
        end, last = end + 1, last + 1
    return start, end
