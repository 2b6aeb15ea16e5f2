"""Carry passages between two forms of a paper: HTML, whose text has formulas as TeX, and PDF, which has their glyphs.

Both texts are turned into what a reader sees, compared there, and what is found is turned back.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.anchors.differing import ink
from app.anchors.quotes import CHANGED, Anchor, Place
from app.anchors.tracing import Trace

Shown = tuple[int, int, str]
"""A formula: `text[start:end]` is its source between dollars, the string is what a reader sees of it."""
_GLYPHS = 0.7
"""How much of what is printed between neighbours that stayed must be the same, in any order, as fractions are drawn."""

_EDGE = 4
"""Characters that may be more there than the passage has, beside half its length."""


@dataclass(frozen=True)
class Sight:
    """What a reader sees of a text, and the way between the two: pieces begin at `here`, in the original at `there`."""

    text: str
    here: list[int]
    there: list[int]
    lengths: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str, formulas: Sequence[Shown]) -> "Sight":
        """The text with each formula as it is shown."""
        parts: list[str] = []
        here, there, lengths, at, seen = [], [], [], 0, 0
        for start, end, shown in [*sorted(formulas), (len(text), len(text), "")]:
            for words, origin, width in ((text[at:start], at, start - at), (shown, start, end - start)):
                parts.append(words)
                here.append(seen)
                there.append(origin)
                lengths.append((len(words), width))
                seen += len(words)
            at = end
        return cls("".join(parts), here, there, lengths)

    def seen(self, start: int, end: int) -> tuple[int, int]:
        """Where `start` to `end` of the original are seen; formulas count whole."""
        return self._seen(start, False), self._seen(end, True)

    def _seen(self, position: int, after: bool) -> int:
        piece = bisect_right(self.there, position - after) - 1
        (shown, width), offset = self.lengths[piece], position - self.there[piece]
        if piece % 2 == 0:
            return self.here[piece] + offset
        return self.here[piece] + (shown if after and 0 < offset <= width else 0)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where what is seen from `start` to `end` stands in the original; no formula is cut."""
        first, last = bisect_right(self.here, start) - 1, bisect_right(self.here, end - 1) - 1
        begin = self.there[first] + (start - self.here[first] if first % 2 == 0 else 0)
        stop = self.there[last] + (end - self.here[last] if last % 2 == 0 else self.lengths[last][1])
        return begin, stop


class Crossing:
    """Carries passages of `was` into `text`, each with its formulas (none where it has their glyphs)."""

    def __init__(self, was: str, shown: Sequence[Shown], text: str, formulas: Sequence[Shown]) -> None:
        self._from, self._to = Sight.of(was, shown), Sight.of(text, formulas)
        self._trace = Trace(self._from.text, self._to.text)

    def find(self, start: int, end: int) -> Place | None:
        """Where `was[start:end]` is in the other text, or None."""
        first, last = self._from.seen(start, end)
        if not ink(self._from.text[first:last]):
            return None
        place = self._trace.find(first, last) or self._between(first, last)
        if place is None:
            return None
        start, end = self._edges(first, last, place)
        return Place(*self._to.origin(start, end), place.confidence, place.moved)

    def _edges(self, first: int, last: int, place: Place) -> tuple[int, int]:
        """All that stands between the passage's neighbours, if that is little more: glyphs of a formula at its edge."""
        gap = self._trace.gap(first, last)
        if gap and gap[0] <= place.start and place.end <= gap[1] and gap[1] - gap[0] <= 1.5 * (last - first) + _EDGE:
            return gap
        return place.start, place.end

    def _between(self, first: int, last: int) -> Place | None:
        """A formula whose glyphs stand in another order, between the same neighbours."""
        gap = self._trace.gap(first, last)
        if gap is None:
            return None
        one, other = (Counter(ink(text)) for text in (self._from.text[first:last], self._to.text[slice(*gap)]))
        likeness = 2 * (one & other).total() / max(1, one.total() + other.total())
        return Place(*gap, round(min(CHANGED, likeness), 3)) if likeness >= _GLYPHS else None


def carry(anchor: Anchor, was: str, shown: Sequence[Shown], text: str, formulas: Sequence[Shown]) -> Place | None:
    """Where a passage of `was` is in another form of the paper. For many passages, make one `Crossing`."""
    if anchor.start is None or anchor.end is None or was[anchor.start : anchor.end] != anchor.exact:
        return None
    return Crossing(was, shown, text, formulas).find(anchor.start, anchor.end)
