"""Find a passage in a draft's text, whether it was anchored to the source or to what a reader saw of it."""

from app.anchors import Anchor, Place, find
from app.markup import Facts
from app.writing.projection import project
from app.writing.rules import digest_of

_SAME = 0.5
"""Two places are one when they share at least this much of the shorter."""


def locate(anchor: Anchor, made_on: str, source: str, facts: Facts | None = None) -> Place | None:
    """Where the passage stands in `source` (code points of the source), or None when it lost its place.

    `made_on` is the SHA-256 of the source the anchor was made on (or whose rendering it was made on); `facts` hold
    the works it cites, whose names stand for their keys in a rendering. When the source and the rendered text point to
    different places with the same confidence, there is none.
    """
    direct = find(anchor, source, unchanged=digest_of(source) == made_on)
    if direct and direct.confidence == 1.0:
        return direct
    shown = _in_rendering(anchor, source, facts or Facts())
    if direct is None or shown is None:
        return direct or shown
    if _overlap(direct, shown) >= _SAME or direct.confidence != shown.confidence:
        return max(shown, direct, key=lambda place: place.confidence)
    return None


def _in_rendering(anchor: Anchor, source: str, facts: Facts) -> Place | None:
    projection = project(source, facts)
    place = find(anchor, projection.text)
    return place and Place(*projection.span(place.start, place.end), place.confidence)


def _overlap(one: Place, other: Place) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / max(1, min(one.end - one.start, other.end - other.start))
