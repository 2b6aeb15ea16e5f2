"""A text as words and signs, each with where it stands; and how much two stretches of them have in common."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log2

_ALONE = "\u0370-\u03ff\u1f00-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Greek and East Asian letters stand alone: formulas join the first, and the others are written without blanks."""
_WORD = re.compile(rf"[^\W\d_{_ALONE}]+|\d+|\S")


@dataclass(frozen=True)
class Words:
    """The folded words and signs of a text (NFKC, small letters) and where they stand in it (code points)."""

    keys: list[str]
    starts: list[int]
    ends: list[int]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands, counted in words."""
        places: dict[str, list[int]] = defaultdict(list)
        for at, key in enumerate(self.keys):
            places[key].append(at)
        return dict(places)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The words that have a character in `start` to `end` (excluded): the first, and the one after the last."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def reach(self, first: int, last: int) -> int:
        """From the first of some words to the end of the last (excluded), in code points; 0 when there are none."""
        return self.ends[last - 1] - self.starts[first] if first < last else 0

    def bits(self, words: Iterable[str]) -> float:
        """How much it says that these words are there, from how rare they are in this text."""
        return sum(log2(len(self.keys) / len(self.places[word])) for word in {*words} if word in self.places)


class Marks(bytearray):
    """Which words of a text are settled: their other half is known."""

    rare = 200
    """Places of a word beyond which it says nothing."""

    def loose(self, page: Words) -> dict[str, list[int]]:
        """Where the rare words of that text stand which are not; a list is kept for the next who asks."""
        if not hasattr(self, "_loose"):
            self._loose: dict[str, list[int]] = {}
            for at, key in enumerate(page.keys):
                if not self[at] and len(page.places[key]) <= self.rare:
                    self._loose.setdefault(key, []).append(at)
        return self._loose


@lru_cache(maxsize=6)
def split(text: str) -> Words:
    """The words of a text."""
    found, find, at = _WORD.findall(text), text.find, 0
    starts, ends = [], []
    for word in found:  # nothing but white space lies between two of them
        at = find(word, at)
        starts.append(at)
        at += len(word)
        ends.append(at)
    folded = _Folded()
    return Words([folded[word] for word in found], starts, ends)


def keys(text: str) -> list[str]:
    """The folded words of a short text; nothing is kept of it."""
    folded = _Folded()
    return [folded[word] for word in _WORD.findall(text)]


class _Folded(dict[str, str]):
    def __missing__(self, word: str) -> str:
        folded = self[word] = (word if word.isascii() else unicodedata.normalize("NFKC", word)).lower()
        return folded


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence (Hyyrö 2004, bit-parallel)."""
    masks: dict[str, int] = {}
    for at, key in enumerate(one):
        masks[key] = masks.get(key, 0) | 1 << at
    full = (1 << len(one)) - 1
    row = full
    for key in other:
        met = row & masks.get(key, 0)
        row = (row + met) | (row - met)
    return len(one) - (row & full).bit_count()
