"""Find a passage whose words changed, by those that are left of it in order, beside surroundings that still agree.

A sentence that merely resembles the passage is not it. So the words alone never suffice: what stood before or after
must still stand there; and what stood after (or before) is never taken for the passage itself, which is how a deleted
sentence would otherwise be found on its neighbour.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import lru_cache

from app.anchors.quotes import Anchor, Place
from app.anchors.squeezing import bare, squeeze

_WORD = re.compile(r"\w+")
_COMMON = 400
"""Places of one word beyond which it says nothing about where to look."""
_REGIONS = 6
_BESIDE = 8
"""Words of the surroundings that are compared on each side."""
_SEAM = 12
"""Characters either side of a cut that tell it from chance."""
_SURE = 0.89
_MARGIN = 0.1


@dataclass(frozen=True)
class _Words:
    words: list[str]
    spans: list[tuple[int, int]]
    places: dict[str, list[int]]


@dataclass(frozen=True)
class _Candidate:
    """Words `first` to `last` (excluded) of the text; how alike they are, and how many sides agree."""

    first: int
    last: int
    likeness: float
    sides: int

    @property
    def score(self) -> float:
        return self.likeness + 0.25 * self.sides


def similar(anchor: Anchor, text: str) -> Place | None:
    """The place that holds 60 % of the passage's words in order, beside its old surroundings; None when unsure."""
    if _healed(anchor, text):
        return None
    quote, page = _words(anchor.exact), _split(text)
    before, after = _words(anchor.prefix)[-_BESIDE:], _words(anchor.suffix)[:_BESIDE]
    found = [
        candidate for region in _regions(quote, page) if (candidate := _measure(quote, page, region, before, after))
    ]
    if not found:
        return None
    best = max(found, key=lambda candidate: candidate.score)
    rivals = [one for one in found if one.last <= best.first or one.first >= best.last]
    if any(rival.score > best.score - _MARGIN for rival in rivals):
        return None
    return Place(page.spans[best.first][0], page.spans[best.last - 1][1], round(min(_SURE, best.likeness), 3))


def _healed(anchor: Anchor, text: str) -> bool:
    """Whether what stood before now runs straight into what stood after: then the passage was taken out."""
    before, after = bare(anchor.prefix)[-_SEAM:], bare(anchor.suffix)[:_SEAM]
    return len(before) + len(after) == 2 * _SEAM and before + after in squeeze(text).text


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


@lru_cache(maxsize=8)
def _split(text: str) -> _Words:
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    places: dict[str, list[int]] = defaultdict(list)
    for match in _WORD.finditer(text):
        word = match.group().lower()
        places[word].append(len(words))
        words.append(word)
        spans.append(match.span())
    return _Words(words, spans, dict(places))


def _regions(quote: list[str], page: _Words) -> list[tuple[int, int]]:
    """Stretches of the text where most words of the quote stand about as far apart as in it."""
    width, votes = max(len(quote) // 2, 3), Counter[int]()
    for offset, word in enumerate(quote):
        places = page.places.get(word, [])
        if len(places) <= _COMMON:
            votes.update({max(place - offset, 0) // width for place in places})
    likely = [bucket * width for bucket, _ in votes.most_common(_REGIONS)]
    return [(max(0, start - width), min(len(page.words), start + len(quote) + 2 * width)) for start in likely]


def _measure(
    quote: list[str], page: _Words, region: tuple[int, int], before: list[str], after: list[str]
) -> _Candidate | None:
    start, words = region[0], page.words[region[0] : region[1]]
    blocks = [
        block for block in SequenceMatcher(None, words, quote, autojunk=False).get_matching_blocks() if block.size
    ]
    held, first, last = _densest([(block.a, block.size) for block in blocks])
    if not held or held < 0.6 * len(quote):
        return None
    first, last = start + first, start + last
    likeness = 2 * held / (last - first + len(quote))
    left = _beside(page.words[max(0, first - len(before) - 1) : first], before)
    right = _beside(page.words[last : last + len(after) + 1], after)
    inside = page.words[first:last]
    if not (left or right) or (not right and _beside(inside, after)) or (not left and _beside(inside, before)):
        return None
    candidate = _Candidate(first, last, likeness, left + right)
    return candidate if likeness >= (0.6 if candidate.sides == 2 else 0.72) else None


def _densest(blocks: list[tuple[int, int]]) -> tuple[int, int, int]:
    """Of all runs of matching blocks the one with most words for its length: (words held, first, last excluded)."""
    best, chosen = 0.0, (0, 0, 0)
    for index, (first, _) in enumerate(blocks):
        held = 0
        for at, size in blocks[index:]:
            held += size
            worth = held - 0.5 * (at + size - first - held)
            if worth > best:
                best, chosen = worth, (held, first, at + size)
    return chosen


def _blocks(words: list[str], known: list[str]) -> list[Match]:
    matcher = SequenceMatcher(None, words, known, autojunk=False)
    return [block for block in matcher.get_matching_blocks() if block.size]


def _beside(words: list[str], known: list[str]) -> bool:
    """Whether at least 60 % of the surroundings' words stand there in order (three or more, for two are chance)."""
    if len(known) < 3:
        return False
    held = sum(block.size for block in _blocks(words, known))
    return held >= max(3, 0.6 * len(known))
