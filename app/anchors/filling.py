"""A passage of which little is left, where what stood next to it still does: what is there now is it, changed."""

from collections.abc import Sequence

from app.anchors.aligning import Alignment
from app.anchors.keeping import Kept, kept, letters
from app.anchors.likeness import blocks
from app.anchors.words import Words

Span = tuple[int, int]
_SLACK = 3
"""Words next to a passage that may have changed with it."""
_LEFT = 0.35
"""The part of its letters, or of its words, that must be left."""
_SHORTER, _LONGER = 0.5, 1.7
"""How much shorter or longer what is there now may be."""


def filled(old: Words, new: Words, alignment: Alignment, passage: Span) -> tuple[Kept, Sequence[int]] | None:
    """What is left of a passage between its old neighbours, and the new word of each old one (-1: none)."""
    around = _around(alignment, passage)
    if around is None:
        return None
    (start, end), (here, there) = around
    weight, now = letters(old.keys[start:end]), letters(new.keys[here:there])
    if not _SHORTER * weight <= now <= _LONGER * weight + 2:
        return None
    links = [-1] * (passage[1] + 1)
    for block in blocks(old.keys[start:end], new.keys[here:there]):
        for step in range(min(block.size, passage[1] - start - block.a)):
            links[start + block.a + step] = here + block.b + step
    links[passage[1]] = there if end == passage[1] else -1
    if start == passage[0]:
        links[start - 1] = here - 1
    part = kept(new.keys, links, *passage)
    if part is None:
        return None
    enough = part.letters >= _LEFT * letters(old.keys[slice(*passage)]) or part.words >= _LEFT * (
        passage[1] - passage[0]
    )
    return (part, links) if enough else None


def held_between(old: Words, new: Words, alignment: Alignment, passage: Span) -> Span | None:
    """The new words between those next to a passage, when both of these stayed for sure and what is between them now
    is about as long, and nobody else's: whatever else is like the passage, this is where it was.
    """
    around = _around(alignment, passage, 0)
    if around is None:
        return None
    weight, now = letters(old.keys[slice(*passage)]), letters(new.keys[slice(*around[1])])
    return around[1] if _SHORTER * weight <= now <= _LONGER * weight + 2 else None


def _around(alignment: Alignment, passage: Span, slack: int = _SLACK) -> tuple[Span, Span] | None:
    """The old words between the neighbours of a passage, and the new ones, which must be nobody else's."""
    links, firm, (start, end) = alignment.links, alignment.firm, passage
    while start > max(0, passage[0] - slack) and not firm[start - 1]:
        start -= 1
    while end < min(len(links), passage[1] + slack) and not firm[end]:
        end += 1
    if not start or end >= len(links) or not firm[start - 1] or not firm[end]:
        return None
    here, there = links[start - 1] + 1, links[end]
    if here >= there or any(alignment.moves[at] >= 0 for at in range(start, end)):
        return None
    own = all(origin < 0 or start <= origin < end for origin in alignment.origins[here:there])
    return ((start, end), (here, there)) if own else None
