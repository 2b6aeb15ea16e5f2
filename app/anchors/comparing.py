"""Compare a gap between two aligned texts word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

_AROUND = 6
_DENSE = 0.4
"""Words on either side of equal ones, and the part of them that must be equal too: else it is chance."""
_TYPO = 0.75
"""How alike two words are of which one is misspelt (twice the letters in common by all)."""


@dataclass(frozen=True)
class Gap:
    """Old words `old` to `old_end` that lie where the new words `new` to `new_end` lie (ends excluded)."""

    old: int
    old_end: int
    new: int
    new_end: int
    level: int

    @property
    def size(self) -> int:
        return (self.old_end - self.old) * (self.new_end - self.new)


def compare(old: Sequence[str], new: Sequence[str], gap: Gap, links: list[int], sure: bytearray) -> None:
    """Link a gap word by word, where the words in common stand close together on both sides."""
    here, there = gap.old_end - gap.old, gap.new_end - gap.new
    if _spelled(old[gap.old : gap.old_end]) == _spelled(new[gap.new : gap.new_end]):
        _link_letters(old, new, gap, links, sure)
        return
    matcher = SequenceMatcher(None, old[gap.old : gap.old_end], new[gap.new : gap.new_end], autojunk=False)
    blocks = matcher.get_matching_blocks()[:-1]
    mine, theirs = bytearray(here), bytearray(there)
    blocks += _misspelt(old[gap.old : gap.old_end], new[gap.new : gap.new_end], matcher.get_opcodes())
    for at, other, size in blocks:
        mine[at : at + size] = theirs[other : other + size] = b"\1" * size
    for at, other, size in blocks:
        if dense(mine, at, size) and dense(theirs, other, size):
            links[gap.old + at : gap.old + at + size] = range(gap.new + other, gap.new + other + size)
            sure[gap.old + at : gap.old + at + size] = b"\1" * size


def dense(met: bytearray, at: int, size: int) -> bool:
    """Whether enough of the words around a block are matched too."""
    around = met[max(0, at - _AROUND) : at + size + _AROUND]
    return sum(around) >= _DENSE * len(around)


def _spelled(words: Sequence[str]) -> str:
    """The letters of words; hyphens do not count, for a PDF has its own at the ends of lines."""
    return "".join(words).replace("-", "")


def _link_letters(old: Sequence[str], new: Sequence[str], gap: Gap, links: list[int], sure: bytearray) -> None:
    """Link words that are cut differently, each old one to the new one that has its first letter."""
    at, there, read = gap.new, 0, 0
    for word in range(gap.old, gap.old_end):
        while at < gap.new_end - 1 and there + len(_spelled(new[at : at + 1])) <= read:
            there += len(_spelled(new[at : at + 1]))
            at += 1
        links[word], sure[word] = at, 1
        read += len(_spelled(old[word : word + 1]))


def _misspelt(old: Sequence[str], new: Sequence[str], steps: Sequence[tuple[str, int, int, int, int]]) -> list[Match]:
    """Words that were replaced by as many that are spelt almost like them."""
    found = []
    for kind, start, end, first, last in steps:
        if kind == "replace" and end - start == last - first:
            found += [
                Match(start + step, first + step, 1)
                for step in range(end - start)
                if _typo(old[start + step], new[first + step])
            ]
    return found


def _typo(one: str, other: str) -> bool:
    longest = max(len(one), len(other))
    return longest > 3 and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _TYPO
