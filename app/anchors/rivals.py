"""Whether another passage has as good a claim to a place, or another place to the passage, where two texts differ."""

from collections.abc import Sequence

from app.anchors.aligning import Alignment
from app.anchors.likeness import Candidate, Fragment, blocks, candidates
from app.anchors.words import Words

Span = tuple[int, int]
_TRIED = 8
"""How many of a passage's rarest words are looked for where nothing is settled."""
_NEXT = 3
"""Words next to a passage that tell it from its copy."""
_COMMON = 200
_CLEAR = 0.05
_COPY = 0.95
"""By how much one place must be more like a passage than another; and from when it is a copy of something else."""
_LOOSE = 0.3
"""The part of a look-alike's words that are not surely something else's, from which it counts."""


def ambiguous(old: Words, new: Words, alignment: Alignment, passage: Span, chosen: Span, same: bool) -> bool:
    """Whether a copy of the passage was put in beside it, or a look-alike taken out beside it, so that which is which
    cannot be told. `same` says that the words of the place are the passage's own.
    """
    links, origins, firm = alignment.links, alignment.origins, alignment.firm
    settled = alignment.settled
    for copy in _unsettled(old, passage, new, settled, chosen):
        if old.keys[slice(*passage)] == new.keys[slice(*copy)] and not _told(old.keys, new.keys, passage, chosen, copy):
            return True
        if _between(old.keys, new.keys, links, firm, passage, copy) or _beside(new.keys, settled, chosen, copy):
            return True
    reach = passage[1] - passage[0]
    for twin in _unsettled(old, passage, old, firm, passage):
        if same and new.keys[slice(*chosen)] != old.keys[slice(*twin)]:
            continue
        if any(chosen[0] - reach <= links[at] < chosen[1] + reach for at in range(*twin)):
            return True
        if _between(new.keys, old.keys, origins, settled, chosen, twin):
            return True
    return False


def _told(old: Sequence[str], new: Sequence[str], passage: Span, chosen: Span, copy: Span) -> bool:
    """Whether surroundings tell a passage from its copy: all are there at the one, and none at the other."""

    def same(place: Span) -> tuple[bool, bool]:
        before = old[max(0, passage[0] - _NEXT) : passage[0]] == new[max(0, place[0] - _NEXT) : place[0]]
        return before, old[passage[1] : passage[1] + _NEXT] == new[place[1] : place[1] + _NEXT]

    return all(same(chosen)) and not any(same(copy))


def copied(old: Words, new: Words, settled: Sequence[int], passage: Span, chosen: Span, same: bool) -> bool:
    """Whether another place has as good a claim to a passage that moved: one like it, of words that are nobody's."""
    copies = _unsettled(old, passage, new, settled, chosen)
    return any(not same or old.keys[slice(*passage)] == new.keys[slice(*copy)] for copy in copies)


def outdone(old: Words, new: Words, settled: tuple[Sequence[int], Sequence[int]], passage: Span, chosen: Span) -> bool:
    """Whether a changed place is rather another old passage, or another new place rather the passage. `settled` marks
    the old and the new words whose other half is known.
    """
    own = likeness(old.keys[slice(*passage)], new.keys[slice(*chosen)])
    for one in candidates(Fragment(new.keys[slice(*chosen)], [], []), old, passage):
        loose = _loose(settled[0], one) >= _LOOSE
        beside = loose and _beside(old.keys, settled[0], passage, (one.first, one.last))
        if one.likeness > own + (-_CLEAR if beside else 2 * _CLEAR) and (loose or one.likeness >= _COPY):
            return True
    elsewhere = candidates(Fragment(old.keys[slice(*passage)], [], []), new, chosen)
    return any(one.likeness > own + _CLEAR and _loose(settled[1], one) >= _LOOSE for one in elsewhere)


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Twice the letters two stretches have in common, in order, by all they have."""
    held = sum(sum(map(len, one[block.b : block.b + block.size])) for block in blocks(other, one))
    return 2 * held / max(1, sum(map(len, one)) + sum(map(len, other)))


def _loose(settled: Sequence[int], one: Candidate) -> float:
    """The part of a place's words that are nothing else's for sure."""
    return 1 - sum(settled[one.first : one.last]) / (one.last - one.first)


def _unsettled(source: Words, passage: Span, page: Words, settled: Sequence[int], own: Span) -> list[Span]:
    """Places like the passage, but for its own, whose words are not surely something else's."""
    keys = source.keys[slice(*passage)]
    rare = sorted((len(page.places[key]), key) for key in set(keys) if key in page.places)[:_TRIED]
    met = sum(
        count <= _COMMON and any(not settled[at] and not own[0] <= at < own[1] for at in page.places[key])
        for count, key in rare
    )
    if not rare or 2 * met < len(rare):
        return []
    found = []
    for one in candidates(Fragment(keys, [], []), page, own):
        if _loose(settled, one) >= _LOOSE:
            found.append((one.first, one.last))
    return found


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
