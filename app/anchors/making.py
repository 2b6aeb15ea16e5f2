"""Make the anchor of a passage, with what tells it from its look-alikes."""

from app.anchors.exact import exactly
from app.anchors.likeness import Fragment, candidates
from app.anchors.quotes import CONTEXT, Anchor
from app.anchors.words import split


def make(text: str, start: int, end: int, section: str = "") -> Anchor:
    """The anchor of `text[start:end]`."""
    exact, prefix, suffix = text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Anchor(exact, prefix, suffix, start, end, section, round(rival(text, start, end), 3))


def rival(text: str, start: int, end: int) -> float:
    """How well the best place but its own scores for `text[start:end]`, seen as a passage of another text."""
    page = split(text)
    first, last = page.between(start, end)
    if first >= last:
        return 0.0
    fragment = Fragment.of(page, first, last)
    found = [*exactly(fragment, text[start:end], text), *candidates(fragment, page, (first, last))]
    return max((one.score for one in found if one.last <= first or one.first >= last), default=0.0)
