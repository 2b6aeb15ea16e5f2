"""Whether what is seen of a passage at a place is enough to believe it."""

from collections.abc import Sequence
from difflib import Match

from app.anchors.claiming import Claim, Sighted, threes_of
from app.anchors.likeness import BESIDE, CHANGED, Candidate, blocks
from app.anchors.rivals import standing
from app.anchors.words import Words, common

LIKE, _LONE = 0.6, 0.75
"""The part of a changed passage's words that must be left in order, unless both sides and rare words tell it; and where
a side is not there."""
WHOLE = 0.9
"""The part of both sides that must be there in a crowd of look-alikes, or beside an equal one."""
_ABOUT = 0.6
"""The part of the wider surroundings, in threes of words, from which they are as good as there."""
_CROWD = 8
"""Look-alikes from which there may be more than are remembered."""
_MUCH = 8
"""Words that are no chance when they stand in a row."""
_SEAM = 3
"""Words on either side of where a passage begins or ends that tell that from others."""
_TORN = 0.15
"""The part of a passage that may stand elsewhere."""
_SHORT, _CUT = 20, 0.3
"""Words of a short passage, and the part of it that may be gone at one end."""
_EXACT, _OWN = 40, 12
"""Bits from which very words are believed anywhere; and of those that a look-alike does not have."""
_LEAST, _NEAR, _TWO, _ONE, _NONE = 15, 25, 40, 50, 70
"""Bits of the words left of a changed passage: at least; with its wider surroundings; with both sides, one, or none."""


def enough(claim: Claim, twins: list[Claim], page: Words, place: Candidate, seen: Sighted) -> bool:
    """Whether a passage with such look-alikes is to be believed at the place that explains it best."""
    equal = any(one.near.words == claim.near.words for one in twins)
    strict = equal or (len(twins) >= _CROWD and not place.span)
    if strict and min(seen.near.left, seen.near.right) < WHOLE:
        return False
    if _doubled(claim, twins, page, place):
        return False
    if place.span:
        return seen.there or _said(claim, twins, page)
    return _changed(claim, twins, page, place, seen)


def _said(claim: Claim, twins: list[Claim], page: Words) -> bool:
    """Whether very words are so rare that they need no surroundings."""
    words = set(claim.near.words)
    return page.bits(words) >= _EXACT and all(page.bits(words - set(one.near.words)) >= _OWN for one in twins)


def _changed(claim: Claim, twins: list[Claim], page: Words, place: Candidate, seen: Sighted) -> bool:
    words, here = claim.near.words, page.keys[place.first : place.last]
    if (
        _parted(claim, page, place, seen.near)
        or torn(words, page, here, twins)
        or _neighbour(claim, here)
        or _cut(words, here)
    ):
        return False
    told = page.bits(word for word in {*words} & {*here} if len(word) > 2 and word.isalpha())
    near, about = seen.near, seen.about >= _ABOUT
    if near.likeness >= WHOLE and min(near.left, near.right) >= WHOLE:
        return True
    if told < _LEAST or (near.likeness < _LONE and near.sides < 2):
        return False
    if near.sides == 2:
        whole = near.likeness >= LIKE and (about or min(near.left, near.right) >= WHOLE)
        return whole or told >= (_NEAR if about else _TWO)
    if near.sides:
        return told >= (_NEAR if about else _ONE)
    return told >= (_ONE if seen.there else _NONE)


def _doubled(claim: Claim, twins: list[Claim], page: Words, place: Candidate) -> bool:
    """Whether the beginning or the end of a passage was copied next to it."""
    words, reach = list(claim.near.words), 2 * len(claim.near.words)
    here = page.keys[max(0, place.first - reach) : place.last + reach]
    once = [*claim.before, *words, *claim.after, *(word for one in twins for word in one.near.words)]
    ends = (words[:_MUCH], words[-_MUCH:]) if len(words) > _MUCH else ()
    return any(_times(end, here) > max(1, _times(end, once)) for end in ends)


def _times(words: list[str], page: list[str]) -> int:
    """How often words stand in a stretch of a text."""
    return sum(key == words[0] and page[at : at + len(words)] == words for at, key in enumerate(page))


def _neighbour(claim: Claim, here: Sequence[str]) -> bool:
    """Whether a place is rather what stood next to the passage."""
    threes = threes_of(here)
    return max(len(threes & known) for known in claim.threes) > len(threes & threes_of(claim.near.words))


def _parted(claim: Claim, page: Words, place: Candidate, near: Candidate) -> bool:
    """Whether what stood where a passage began, or ended, is seen elsewhere and not about this place."""
    words = list(claim.near.words)
    begin, end = [*claim.near.before[-_SEAM:], *words[:_SEAM]], [*words[-_SEAM:], *claim.near.after[:_SEAM]]
    seams = [seam for seam, side in ((begin, near.left), (end, near.right)) if side < WHOLE]
    around = (place.first - BESIDE, place.last + BESIDE)
    return any(
        len(seam) == 2 * _SEAM and len(standing(seam, page, around)) == len(standing(seam, page)) > 0 for seam in seams
    )


def _cut(words: Sequence[str], here: Sequence[str]) -> bool:
    """Whether the beginning or the end of a short passage is gone."""
    found = blocks(words, here)
    lost = max(found[0].a, len(words) - found[-1].a - found[-1].size) if found else len(words)
    return len(words) < _SHORT and lost > max(CHANGED, _CUT * len(words))


def torn(
    words: Sequence[str],
    page: Words,
    here: Sequence[str],
    twins: Sequence[Claim] = (),
    least: float = _TORN,
    settled: Sequence[int] = (),
) -> bool:
    """Whether a good part of a passage (at least this much of its words) that is not at its place stands elsewhere,
    among words that are not `settled`, where that is known.
    """
    start = end = last = 0
    for block in [*blocks(words, here), Match(len(words), 0, 0)]:
        if block.a - last > end - start:
            start, end = last, block.a
        last = block.a + block.size
    run = words[start:end]
    if len(run) < max(_MUCH, least * len(words)) or any(common(run, one.near.words) > 0.5 * len(run) for one in twins):
        return False
    threes = [list(words[at : at + 3]) for at in range(start, end - 2)]
    held = sum(
        any(page.keys[at : at + 3] == three and not any(settled[at : at + 3]) for at in page.places.get(three[0], ()))
        for three in threes
    )
    return held > 0.5 * len(threes)
