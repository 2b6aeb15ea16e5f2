"""Find many passages in one text, with or without the text they come from."""

from app.anchors.choosing import choose
from app.anchors.deciding import decide
from app.anchors.exact import exactly
from app.anchors.keeping import Some, bounded
from app.anchors.likeness import BESIDE, Candidate, Fragment, blocks, candidates, swallows
from app.anchors.quotes import CHANGED, MOVED, SAME, TOUCHED, Anchor, Place
from app.anchors.squeezing import bare, squeeze
from app.anchors.tracing import trace
from app.anchors.words import keys, split

_SEAM = 12
"""Characters either side of a cut that tell it from chance."""


class Finder:
    """Finds passages in `text`; `was`, when it is known, is the text they were made on."""

    def __init__(self, text: str, was: str | None = None) -> None:
        self._text, self._was = text, was
        self._page = split(text)
        self._trace = trace(was, text) if was is not None else None

    def find(self, anchor: Anchor, *, unchanged: bool = False) -> Place | None:
        """Where a passage stands in the text, or None. See `app.anchors.find`."""
        if not bare(anchor.exact):
            return None
        if (unchanged or self._was == self._text) and (place := believed(anchor, self._text)):
            return place
        span = source(anchor, self._was) if self._was is not None else None
        if span is None or self._trace is None:
            return self._blindly(anchor, unchanged)
        return self._trace.find(*span)

    def _blindly(self, anchor: Anchor, unchanged: bool) -> Place | None:
        fragment = Fragment(keys(anchor.exact), keys(anchor.prefix)[-BESIDE:], keys(anchor.suffix)[:BESIDE])
        exact = exactly(fragment, anchor.exact, self._text)
        if unchanged and len(exact) == 1:
            return self._place(exact[0])
        plain = len(exact) == 1 and exact[0].sides == 2
        like = [] if plain or (not anchor.around and self._healed(anchor)) else candidates(fragment, self._page)
        like = self._own(fragment, like)
        if anchor.around:
            chosen = choose(anchor.exact, anchor.around, self._page, exact, like)
            return self._place(chosen) if chosen and self._bounded(fragment, chosen) else None
        chosen = decide(exact, like, None, len(bare(anchor.exact)))
        told = chosen and self._own(fragment, [chosen]) and self._bounded(fragment, chosen)
        return self._place(chosen) if chosen and told else None

    def _bounded(self, fragment: Fragment, chosen: Candidate) -> bool:
        """Whether a place is about right, wherever a changed passage ends."""
        if chosen.span:
            return True
        words, page, first, last = list(fragment.words), self._page.keys, chosen.first, chosen.last
        old = [*fragment.before[-1:], *words, *fragment.after[:1]]
        head = len(fragment.before[-1:])
        links = Some(
            (head + block.a + step, first + block.b + step)
            for block in blocks(words, page[first:last])
            for step in range(block.size)
        )
        for at, there in ((head - 1, first - 1), (head + len(words), last)):
            if 0 <= at < len(old) and 0 <= there < len(page) and old[at] == page[there]:
                links[at] = there
        passage = (head, head + len(words))
        return bounded(old, self._page, links, lambda _: False, passage, (first, last))

    def _own(self, fragment: Fragment, found: list[Candidate]) -> list[Candidate]:
        """Those places that are not what stood beside the passage."""
        return [one for one in found if one.sides == 2 or not swallows(fragment, self._page, one)]

    def _healed(self, anchor: Anchor) -> bool:
        """Whether what stood before now runs straight into what stood after: then the passage was taken out."""
        before, after = bare(anchor.prefix)[-_SEAM:], bare(anchor.suffix)[:_SEAM]
        return len(before) + len(after) == 2 * _SEAM and before + after in squeeze(self._text).text

    def _place(self, chosen: Candidate) -> Place:
        if chosen.span:
            confidence = SAME if chosen.left == chosen.right == 1 else TOUCHED if chosen.sides else MOVED
            return Place(*chosen.span, confidence, not chosen.sides)
        page = self._page
        confidence = round(min(CHANGED, chosen.likeness), 3)
        return Place(page.starts[chosen.first], page.ends[chosen.last - 1], confidence, not chosen.sides)


def believed(anchor: Anchor, text: str) -> Place | None:
    """The place its position names, when the words are there."""
    start, end = anchor.start, anchor.end
    if start is None or end is None or not start < end <= len(text) or bare(text[start:end]) != bare(anchor.exact):
        return None
    return Place(start, end, SAME)


def source(anchor: Anchor, was: str) -> tuple[int, int] | None:
    """Where a passage stood in the text it comes from."""
    place = believed(anchor, was) or Finder(was).find(anchor)
    return (place.start, place.end) if place and place.confidence == SAME else None
