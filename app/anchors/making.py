"""Make the anchor of a passage, with what tells it from its look-alikes."""

from app.anchors.exact import exactly
from app.anchors.likeness import Candidate, Fragment, candidates
from app.anchors.quotes import CONTEXT, Anchor, Around, Twin
from app.anchors.words import split

WIDE = 400
"""Characters of the wider surroundings kept on each side."""
_TWINS = 8
"""Look-alikes kept at most."""


def make(text: str, start: int, end: int, section: str = "") -> Anchor:
    """The anchor of `text[start:end]`."""
    exact, prefix, suffix = text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    around = Around(text[max(0, start - WIDE) : start], text[end : end + WIDE], twins(text, start, end))
    return Anchor(exact, prefix, suffix, start, end, section, around)


def twins(text: str, start: int, end: int) -> tuple[Twin, ...]:
    """The places like `text[start:end]` in its own text, likest first."""
    page = split(text)
    first, last = page.between(start, end)
    if first >= last:
        return ()
    fragment = Fragment.of(page, first, last)
    found: list[Candidate] = []
    for one in [*exactly(fragment, text[start:end], text), *candidates(fragment, page, (first, last))]:
        if (one.last <= first or one.first >= last) and not any(one.meets(other) for other in found):
            found.append(one)
    likest = sorted(found, key=lambda one: -one.score)[:_TWINS]
    spans = [one.span or (page.starts[one.first], page.ends[one.last - 1]) for one in likest]
    return tuple(Twin(text[max(0, at - WIDE) : at], text[at:to], text[to : to + WIDE]) for at, to in spans)
