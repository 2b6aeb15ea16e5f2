"""Compare a gap between two aligned texts word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_AROUND = 6
_DENSE = 0.4
"""Words on either side of equal ones, and the part of them that must be equal too: else it is chance."""
_WHOLE = 10
"""Letters from which a stretch that stands whole in the other is no chance."""
_LETTERS = 4
"""Letters of a word beyond the stretch, about."""
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
    if whole := _whole(old[gap.old : gap.old_end], new[gap.new : gap.new_end]):
        at, there, size = whole
        links[gap.old + at : gap.old + at + size] = range(gap.new + there, gap.new + there + size)
        sure[gap.old + at : gap.old + at + size] = b"\1" * size
        return
    for at, there in close_pairs(old[gap.old : gap.old_end], new[gap.new : gap.new_end]):
        links[gap.old + at] = gap.new + there
        sure[gap.old + at] = 1


def _whole(before: Sequence[str], after: Sequence[str]) -> tuple[int, int, int] | None:
    """Where the shorter stretch stands once in the other, word for word: where it begins in either, and its length."""
    small, large = sorted((before, after), key=len)
    size = len(small)
    if size == len(large) or sum(len(word) for word in small if word.isalnum()) < _WHOLE:
        return None
    found = [at for at in range(len(large) - size + 1) if large[at] == small[0] and large[at : at + size] == small]
    if len(found) != 1:
        return None
    return (0, found[0], size) if small is before else (found[0], 0, size)


def close_pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The words in common, in order, of two stretches whose neighbours are known to be the same."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pairs = [(at + step, there + step) for at, there, size in matcher.get_matching_blocks() for step in range(size)]
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "replace":
            pairs += _respelt(before, after, (start, end), (first, last))
    mine, theirs = bytearray(len(before)), bytearray(len(after))
    for at, there in pairs:
        mine[at] = theirs[there] = 1
    return [pair for pair in pairs if dense(before, mine, pair[0], 1) and dense(after, theirs, pair[1], 1)]


def dense(words: Sequence[str], met: bytearray, at: int, size: int) -> bool:
    """Whether enough of the words around a block (in letters) are matched too; those beyond the stretch are."""
    start, end = at - _AROUND, at + size + _AROUND
    around = range(max(0, start), min(len(words), end))
    beyond = _LETTERS * (end - start - len(around))
    here = sum(len(words[one]) for one in around if met[one])
    return here + beyond >= _DENSE * (beyond + sum(len(words[one]) for one in around))


def _respelt(
    old: Sequence[str], new: Sequence[str], here: tuple[int, int], there: tuple[int, int]
) -> list[tuple[int, int]]:
    """Words that were replaced by as many spelt almost like them, or by the same letters cut into other words."""
    (start, end), (first, last) = here, there
    if _spelled(old[start:end]) == _spelled(new[first:last]):
        return _recut(old, new, here, there)
    if end - start != last - first:
        return []
    return [(at, at - start + first) for at in range(start, end) if _typo(old[at], new[at - start + first])]


def _recut(
    old: Sequence[str], new: Sequence[str], here: tuple[int, int], there: tuple[int, int]
) -> list[tuple[int, int]]:
    """Each old word with the new one that has its first letter."""
    pairs, at, passed, read = [], there[0], 0, 0
    for word in range(*here):
        while at < there[1] - 1 and passed + len(_spelled(new[at : at + 1])) <= read:
            passed += len(_spelled(new[at : at + 1]))
            at += 1
        pairs.append((word, at))
        read += len(_spelled(old[word : word + 1]))
    return pairs


def _spelled(words: Sequence[str]) -> str:
    """The letters of words; hyphens do not count, for a PDF has its own at the ends of lines."""
    return "".join(words).replace("-", "")


def _typo(one: str, other: str) -> bool:
    longest = max(len(one), len(other))
    return longest > 3 and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _TYPO
