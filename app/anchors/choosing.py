"""The rules by which a passage gets one of several places, or none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import Match

from app.anchors.claiming import Claim, Sighted, lead
from app.anchors.likeness import Candidate, blocks
from app.anchors.quotes import Around
from app.anchors.words import Words

_MARGIN = 0.15
"""By how much a passage must explain a place better than a look-alike does, and better than it explains another."""
_SPOKEN, _LETTERS = 4, 24
"""Different words of some length, and letters, from which very words are no chance."""
_MUCH = 8
"""Words that are left of a changed passage from which it is trusted far from where it was."""
_LIKE = 0.6
_WHOLE = 0.9
_CROWD = 8


@dataclass(frozen=True)
class Sight:
    place: Candidate
    seen: Sighted
    lead: float

    @property
    def score(self) -> float:
        return self.seen.score


def choose(exact: str, around: Around, page: Words, same: list[Candidate], like: list[Candidate]) -> Candidate | None:
    """The place of a passage among those where its very words stand and those like it, or None."""
    claim = Claim.of(exact, around.before, around.after)
    twins = [Claim.of(twin.exact, twin.before, twin.after) for twin in around.twins]
    places = same + [one for one in like if not any(one.meets(other) for other in same)]
    beside = claim.neighbours() if like else []
    sights = [_sight(claim, twins + beside, page, place) for place in places]
    sights = [one for one in sights if one.lead > -_MARGIN]
    mine = [one for one in sights if one.lead >= _MARGIN]
    if not mine:
        return None
    best = max(mine, key=lambda one: one.score)
    others = [one for one in sights if one is not best]
    if any(_competes(best, other) for other in others):
        return None
    crowd = len(twins) >= _CROWD and not (best.place.span and all(one.near.words != claim.near.words for one in twins))
    return best.place if _enough(best, claim, page, crowd) else None


def _sight(claim: Claim, twins: list[Claim], page: Words, place: Candidate) -> Sight:
    leads = [lead(claim, twin, page, place) for twin in twins]
    return Sight(place, claim.at(page, place), min(leads, default=2.0))


def _competes(best: Sight, other: Sight) -> bool:
    same = other.place.span or other.seen.near.likeness > best.seen.near.likeness - 0.1
    if same and other.seen.there:
        return True
    if best.place.span is None and other.place.span:
        return True
    if other.place.span and best.seen.near.sides < 2:
        return True
    if other.score > best.score - _MARGIN:
        return True
    return best.seen.near.sides < 2 and other.seen.near.sides > 0


def _enough(best: Sight, claim: Claim, page: Words, crowd: bool) -> bool:
    near, words, place = best.seen.near, claim.near.words, best.place
    if crowd and min(near.left, near.right) < _WHOLE:
        return False
    if place.span:
        return best.seen.there or _telling(words)
    here = page.keys[place.first : place.last]
    if _torn(words, page, place):
        return False
    left = set(words) & set(here)
    if not _telling(left):
        return min(near.left, near.right) >= _WHOLE and near.likeness >= _LIKE
    if near.sides == 2:
        return True
    held = near.likeness * len(words)
    return near.likeness >= _LIKE and (best.seen.there or held >= _MUCH)


def _telling(words: Iterable[str]) -> bool:
    """Whether words are so many and so long that they are no chance."""
    long = {word for word in words if len(word) > 2 and word.isalpha()}
    return len(long) >= _SPOKEN and sum(map(len, long)) >= _LETTERS


def _torn(words: Sequence[str], page: Words, place: Candidate) -> bool:
    """Whether a good part of a passage that is not at its place stands elsewhere."""
    here = page.keys[place.first : place.last]
    last, gaps = 0, []
    for block in [*blocks(words, here), Match(len(words), 0, 0)]:
        gaps.append((last, block.a))
        last = block.a + block.size
    start, end = max(gaps, key=lambda gap: gap[1] - gap[0])
    if end - start < max(_MUCH, 0.2 * len(words)):
        return False
    threes = [tuple(words[at : at + 3]) for at in range(start, end - 2)]
    held = sum(any(tuple(page.keys[at : at + 3]) == three for at in page.places.get(three[0], ())) for three in threes)
    return held > 0.5 * len(threes)
