"""Which links of an alignment are to be doubted, or are chance."""

from collections.abc import Sequence
from itertools import pairwise

from app.anchors.comparing import dense

_SLIDE = 3
"""Words by which something may slide without doubt: a full stop, an article."""
_ENDS = frozenset(".!?")
_FIRM, _FIRM_LETTERS = 6, 16
"""Words, or letters, of a run that is no chance."""


def doubt_slides(old: Sequence[str], new: Sequence[str], links: list[int], sure: bytearray) -> None:
    """Doubt the links of words that might as well be what was taken out or put in: one of two equal sentences."""
    before = -1
    for at, link in enumerate(links):
        if link < 0:
            continue
        if before == at - 1 >= 0 and link == links[before] + 1:
            before = at
            continue
        if before >= 0 and (at - before == 1) != (links[at] - links[before] == 1):
            gone = range(before + 1, at) if links[at] - links[before] == 1 else range(0)
            put = range(links[before] + 1, links[at]) if not gone else range(0)
            if len(gone or put) > 0 and (at - before == 1 or gone):
                _doubt(old if gone else new, gone or put, before, at, links, sure)
        before = at if links[at] >= 0 else max(one for one in range(before, at) if links[one] >= 0)


def _doubt(words: Sequence[str], run: range, before: int, after: int, links: list[int], sure: bytearray) -> None:
    """Doubt the links next to a run of words that stand in one text only, as far as it could slide.

    No doubt is left where it is whole sentences in one place of its slide alone: that is what people take out and put
    in (the semantic clean-up of Neil Fraser's diff-match-patch). The links follow it there.
    """
    left = right = 0
    while left < len(run) and run.start - 1 - left >= 0 and words[run.start - 1 - left] == words[run.stop - 1 - left]:
        left += 1
    while right < len(run) and run.stop + right < len(words) and words[run.start + right] == words[run.stop + right]:
        right += 1
    if max(left, right) < _SLIDE:
        return
    if left + right < len(run):  # else it is a copy of what stands beside it
        whole = [by for by in range(-left, right + 1) if _sentences(words, run.start + by, run.stop + by)]
        if len(whole) == 1 and _slide(whole[0], before, after, links, sure):
            return
    for at in range(max(0, before - left + 1), before + 1) if left >= _SLIDE else ():
        sure[at] = 0
    for at in range(after, min(len(links), after + right)) if right >= _SLIDE else ():
        sure[at] = 0


def _sentences(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a stretch of words is whole sentences."""
    return (not start or words[start - 1] in _ENDS) and words[end - 1] in _ENDS


def _slide(by: int, before: int, after: int, links: list[int], sure: bytearray) -> bool:
    """Move the seam between two linked words by so many words; False where what is passed is not linked throughout."""
    step = 1 if by > 0 else -1
    here, there = (after, before) if by > 0 else (before, after)
    passed = [links[at] for at in range(here, here + by, step) if 0 <= at < len(links)]
    if passed != [links[here] + shift for shift in range(0, by, step)]:
        return False
    onto, link = there + step, links[there] + step
    for at in range(here, here + by, step):
        links[at], sure[at] = -1, 0
    for shift in range(0, by, step):
        links[onto + shift], sure[onto + shift] = link + shift, 1
    return True


def prune(old: Sequence[str], new: Sequence[str], links: list[int], sure: bytearray) -> bytearray:
    """Take away short runs with little around them; mark the words of long ones that are sure."""
    firm, linked, claimed = bytearray(len(old)), bytearray(link >= 0 for link in links), bytearray(len(new))
    for link in links:
        if link >= 0:
            claimed[link] = 1
    for start, end in _diagonals(links):
        if end - start >= _FIRM or sum(map(len, old[start:end])) >= _FIRM_LETTERS:
            firm[start:end] = sure[start:end]
        elif not dense(old, linked, start, end - start) or not dense(new, claimed, links[start], end - start):
            links[start:end] = [-1] * (end - start)
            sure[start:end] = bytes(end - start)
    return firm


def _diagonals(links: list[int]) -> list[tuple[int, int]]:
    """The runs of words that follow each other in either text."""
    found, start = [], 0
    breaks = [at for at, (one, two) in enumerate(pairwise(links), 1) if two != one + 1 or one < 0]
    for at in [*breaks, len(links)] if links else ():
        if links[start] >= 0:
            found.append((start, at))
        start = at
    return found
