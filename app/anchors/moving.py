"""Which words of a text moved away together: they stand once in the old text and the new, but not in order."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.anchors.comparing import close_pairs

_HANGS = 40
"""Words between two runs of one moved block, at most; and words at either end of it that may have changed."""
_LETTERS = 40
"""Letters a moved block has at least, unless it is all that is new where it stands."""

_CLAIMED = 3
"""Words from which what goes on where something moved is no chance."""


@dataclass
class Block:
    """Runs of old words `first` to `last` (excluded) that are new words from `there` on, in order."""

    runs: list[tuple[int, int, int]]


def follow_moves(
    old: Sequence[str],
    new: Sequence[str],
    pairs: list[tuple[int, int]],
    length: int,
    links: list[int],
    taken: bytearray,
) -> list[int]:
    """For each old word that moved its new one (-1: none). `pairs` are where runs of `length` words begin that stand
    once in either text; `links` are the words that kept their order, and `taken` marks the new ones of those.
    """
    moves = [-1] * len(old)
    free = bytearray(not one for one in taken)
    blocks = [block for block in _blocks(_runs(old, new, pairs, length, links, free)) if _trusted(block, old, free)]
    for first, end, there in (run for block in blocks for run in block.runs):
        moves[first:end] = range(there, there + end - first)
        free[there : there + end - first] = bytes(end - first)
    for block in blocks:
        _fill(block, old, new, links, free, moves)
    _claim(old, new, pairs, free, moves)
    return moves


def _runs(
    old: Sequence[str], new: Sequence[str], pairs: list[tuple[int, int]], length: int, links: list[int], free: bytearray
) -> list[tuple[int, int, int]]:
    """The longest runs of unlinked words around each pair: first and end in the old text, first in the new."""
    runs: list[tuple[int, int, int]] = []
    for at, there in pairs:
        if runs and at < runs[-1][1] and there - at == runs[-1][2] - runs[-1][0]:
            continue
        if any(links[word] >= 0 for word in range(at, at + length)) or not all(free[there : there + length]):
            continue
        start, end, shift = at, at + length, there - at
        while start and links[start - 1] < 0 and _equal(old, new, start - 1, shift, free):
            start -= 1
        while end < len(old) and links[end] < 0 and _equal(old, new, end, shift, free):
            end += 1
        runs.append((start, end, start + shift))
    return runs


def _equal(old: Sequence[str], new: Sequence[str], at: int, shift: int, free: bytearray) -> bool:
    return 0 <= at + shift < len(new) and bool(free[at + shift]) and old[at] == new[at + shift]


def _blocks(runs: list[tuple[int, int, int]]) -> list[Block]:
    blocks: list[Block] = []
    for run in runs:
        if blocks:
            first, end, there = blocks[-1].runs[-1]
            if 0 <= run[0] - end <= _HANGS and 0 <= run[2] - (there + end - first) <= _HANGS:
                blocks[-1].runs.append(run)
                continue
        blocks.append(Block([run]))
    return blocks


def _trusted(block: Block, old: Sequence[str], free: bytearray) -> bool:
    """Whether it is long, or just what was put in between words that kept their order."""
    if sum(len(word) for first, end, _ in block.runs for word in old[first:end]) >= _LETTERS:
        return True
    first, end, there = block.runs[0]
    after = there + end - first
    return not any(free[max(0, there - 1) : there]) and not any(free[after : after + 1])


def _fill(
    block: Block, old: Sequence[str], new: Sequence[str], links: list[int], free: bytearray, moves: list[int]
) -> None:
    """Link what lies between the runs of a block, and what is left at its ends."""
    before, after = block.runs[0], block.runs[-1]
    head = _loose(links, moves, before[0] - 1, -1), _spare(free, before[2] - 1, -1)
    ending = after[2] + after[1] - after[0]
    tail = _loose(links, moves, after[1], 1), _spare(free, ending, 1)
    gaps = [(before[0] - head[0], before[0], before[2] - head[1], before[2])]
    for (first, end, there), (later, _, later_there) in zip(block.runs, block.runs[1:], strict=False):
        gaps.append((end, later, there + end - first, later_there))
    gaps.append((after[1], after[1] + tail[0], ending, ending + tail[1]))
    for start, end, there, there_end in gaps:
        for at, other in close_pairs(old[start:end], new[there:there_end]):
            if links[start + at] < 0 and moves[start + at] < 0 and free[there + other]:
                moves[start + at] = there + other
                free[there + other] = 0


def _claim(
    old: Sequence[str], new: Sequence[str], pairs: list[tuple[int, int]], free: bytearray, moves: list[int]
) -> None:
    """Let what moved have all that goes on with it word for word, though a look-alike of it stayed behind; so too the
    runs that stand once in either text, of which a part did.
    """
    ends = [(at, move) for at, move in enumerate(moves) if move >= 0]
    for at, there in ends + [(at, there) for at, there in pairs if moves[at] < 0]:
        alone = moves[at] < 0
        claimed = [(at, there)] if alone and _equal(old, new, at, there - at, free) else []
        for step in (-1, 1):
            word, shift = at + step, there - at
            while 0 <= word < len(old) and moves[word] < 0 and _equal(old, new, word, shift, free):
                claimed.append((word, word + shift))
                word += step
        if len(claimed) >= _CLAIMED and (not alone or sum(len(old[word]) for word, _ in claimed) >= _LETTERS):
            for word, move in claimed:
                moves[word] = move
                free[move] = 0


def _loose(links: list[int], moves: list[int], at: int, step: int) -> int:
    """How many old words from here on are unlinked, up to `_HANGS`."""
    count = 0
    while 0 <= at < len(links) and links[at] < 0 > moves[at] and count < _HANGS:
        at, count = at + step, count + 1
    return count


def _spare(free: bytearray, at: int, step: int) -> int:
    """How many new words from here on are nobody's, up to `_HANGS`."""
    count = 0
    while 0 <= at < len(free) and free[at] and count < _HANGS:
        at, count = at + step, count + 1
    return count
