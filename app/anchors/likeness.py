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
_HELD = 0.6
"""The part of a passage's words that must be left, in order, when its surroundings agree on both sides."""
_ALIKE = 0.8
"""How alike a place must be when they agree on one side only (twice the words held by the words of both)."""
_CHANGED = 4
"""Words at an edge of a passage that may have changed and still belong to it."""
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
    held, first, last = _densest(_blocks(page.words[slice(*region)], quote))
    if not held or held < _HELD * len(quote):
        return None
    first, last = region[0] + first, region[0] + last
    inside, likeness = page.words[first:last], 2 * held / (last - first + len(quote))
    preceding, following = page.words[max(0, first - len(before) - 1) : first], page.words[last : last + len(after) + 1]
    left, right = _agrees(preceding, before), _agrees(following, after)
    if (not left and _agrees(inside, before)) or (not right and _agrees(inside, after)):
        return None
    if likeness < {0: 2.0, 1: _ALIKE, 2: _HELD}[left + right]:
        return None
    first -= _gap(preceding[::-1], before[-1]) if left else 0
    last += _gap(following, after[0]) if right else 0
    return _Candidate(first, last, likeness, left + right)


def _gap(words: list[str], edge: str) -> int:
    """How many words lie between the passage and its surroundings: its own, changed, when they are few."""
    return words[:_CHANGED].index(edge) if edge in words[:_CHANGED] else 0


def _densest(blocks: list[Match]) -> tuple[int, int, int]:
    """Of all runs of matching blocks the one with most words for its length: (words held, first, last excluded)."""
    best, chosen = 0.0, (0, 0, 0)
    for index, begin in enumerate(blocks):
        held = 0
        for block in blocks[index:]:
            held += block.size
            end = block.a + block.size
            worth = held - 0.5 * (end - begin.a - held)
            if worth > best:
                best, chosen = worth, (held, begin.a, end)
    return chosen


def _blocks(words: list[str], known: list[str]) -> list[Match]:
    matcher = SequenceMatcher(None, words, known, autojunk=False)
    return [block for block in matcher.get_matching_blocks() if block.size]


def _agrees(words: list[str], known: list[str]) -> bool:
    """Whether three quarters of the surroundings' words stand there in order, at least three: two are chance."""
    held = sum(block.size for block in _blocks(words, known)) if len(known) >= 3 else 0
    return held >= max(3, 0.75 * len(known))
