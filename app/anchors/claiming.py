"""Which of several places is a passage's, when what stood around it and its look-alikes are remembered.

A place belongs to whoever explains it best, the passage or one of its look-alikes: by words that only one of them has,
and by what stands around. A place that two explain about as well is nobody's.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.anchors.likeness import BESIDE, Candidate, Fragment, beside
from app.anchors.words import Words, common, keys

FAR = 60
"""Words of the wider surroundings on each side."""
_MARGIN = 0.15
"""By how much a passage must explain a place better than a look-alike does, and better than it explains another."""
_OWN = 0.3
"""What words that only one of two look-alikes has are worth, when all of them are there."""
_ABOUT = 0.2
"""The part of the wider surroundings, in threes of words, that tells where a passage was."""
Three = tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """A passage, or one that looks like it: its words, and those around it, near and far."""

    near: Fragment
    before: Sequence[str]
    after: Sequence[str]

    @classmethod
    def of(cls, exact: str, before: str, after: str) -> "Claim":
        return cls.by(keys(before), keys(exact), keys(after))

    @classmethod
    def by(cls, before: list[str], words: list[str], after: list[str]) -> "Claim":
        return cls(Fragment(words, before[-BESIDE:], after[:BESIDE]), before[-FAR:], after[:FAR])

    @cached_property
    def threes(self) -> tuple[frozenset[Three], frozenset[Three]]:
        return threes_of(self.before), threes_of(self.after)

    def at(self, page: Words, place: Candidate) -> "Sighted":
        """How well this explains a place, or one that the place is a part of."""
        words = self.near.words
        slack = max(0, len(words) - (place.last - place.first))
        here = page.keys[max(0, place.first - slack) : place.last + slack]
        likeness = common(words, here) / max(1, len(words))
        near = beside(self.near, page, place.first, place.last, likeness, slack)
        reach = FAR + FAR // 2
        before = threes_of(page.keys[max(0, place.first - reach) : place.first])
        after = threes_of(page.keys[place.last : place.last + reach])
        parts = [_part(known, here) for known, here in zip(self.threes, (before, after), strict=True)]
        return Sighted(near, max(parts), sum(parts) / 2)

    def neighbours(self) -> list["Claim"]:
        """What stood on either side, as long as this is, when that much is known."""
        size, words = len(self.near.words), list(self.near.words)
        if size >= FAR // 2:
            return []
        before, after = list(self.before), list(self.after)
        found = []
        if len(before) > size:
            found.append(Claim.by(before[:-size], before[-size:], words + after))
        if len(after) > size:
            found.append(Claim.by(before + words, after[:size], after[size:]))
        return found


@dataclass(frozen=True)
class Sighted:
    """A place as somebody's: its likeness and sides, the better of its wider sides, and both."""

    near: Candidate
    about: float
    wide: float

    @property
    def score(self) -> float:
        return self.near.score + 0.25 * self.wide

    @property
    def there(self) -> bool:
        """Whether anything around it is what stood around."""
        return self.near.sides > 0 or self.about >= _ABOUT


def threes_of(words: Sequence[str]) -> frozenset[Three]:
    """Every run of three words."""
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _part(known: frozenset[Three], here: frozenset[Three]) -> float:
    return len(known & here) / len(known) if known else 0.0


def lead(passage: Claim, twin: Claim, page: Words, place: Candidate) -> float:
    """By how much a passage explains a place better than its look-alike does."""
    here = Counter(page.keys[place.first : place.last])
    mine, theirs = Counter(passage.near.words), Counter(twin.near.words)
    own = _held(mine - theirs, here - (mine & theirs)) - _held(theirs - mine, here - (mine & theirs))
    return passage.at(page, place).score - twin.at(page, place).score + _OWN * own


def _held(words: Counter[str], here: Counter[str]) -> float:
    return (words & here).total() / words.total() if words else 0.0
