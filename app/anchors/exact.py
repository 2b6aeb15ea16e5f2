"""Find the very words of a passage."""

from app.anchors.quotes import Anchor, Place
from app.anchors.squeezing import bare, squeeze

DISTINCT = 32
"""Characters from which a quote that stands once is trusted without its surroundings."""
AGREES = 12
"""Characters next to a quote that must be the same for one side of its surroundings to agree; also what must
tell the best of several places from the next best."""
MOVED = 0.9
TOUCHED = 0.95


def believed(anchor: Anchor, text: str) -> Place | None:
    """The place its position names, when the words are there."""
    start, end = anchor.start, anchor.end
    if start is None or end is None or not start < end <= len(text) or bare(text[start:end]) != bare(anchor.exact):
        return None
    return Place(start, end, 1.0)


def exactly(anchor: Anchor, text: str) -> tuple[bool, Place | None]:
    """Whether the very words are in `text` at all; and the one place to put them, when there is one."""
    squeezed, quote = squeeze(text), bare(anchor.exact)
    sides = bare(anchor.prefix), bare(anchor.suffix)
    found = [(_agreement(squeezed.text, at, at + len(quote), sides), at) for at in _occurrences(quote, squeezed.text)]
    if not found:
        return False, None
    best, *others = sorted(found, key=lambda place: -sum(place[0]))
    (agreed, at), whole = best, _whole(sides)
    if any(not _better(agreed, other, whole) for other, _ in others):
        return True, None
    if any(sides) and not any(agreed) and len(quote) < DISTINCT:
        return True, None
    confidence = 1.0 if agreed == whole else TOUCHED if any(agreed) else MOVED
    start, end = squeezed.span(at, at + len(quote))
    whole_formula = text[start - 1 : start + 1] == "$$"
    return True, Place(start - whole_formula, end, confidence)


def _occurrences(quote: str, text: str) -> list[int]:
    found: list[int] = []
    at = text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def _whole(sides: tuple[str, str]) -> tuple[int, int]:
    return len(sides[0]), len(sides[1])


def _agreement(text: str, start: int, end: int, sides: tuple[str, str]) -> tuple[int, int]:
    """How many characters either side are as they were; fewer than `AGREES` are chance and count as none."""
    before, after = sides
    left = _shared(text[max(0, start - len(before)) : start][::-1], before[::-1])
    right = _shared(text[end : end + len(after)], after)
    return (left if left >= min(AGREES, len(before)) else 0, right if right >= min(AGREES, len(after)) else 0)


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common from the start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (left, right) in pairs if left != right), min(len(one), len(other)))


def _better(one: tuple[int, int], other: tuple[int, int], whole: tuple[int, int]) -> bool:
    """Whether one place has clearly more of the surroundings than another, and no less on either side."""
    if one == whole and other != whole:
        return True
    return one[0] >= other[0] and one[1] >= other[1] and sum(one) - sum(other) >= AGREES
