"""Find a quoted passage again in a text that may have changed. Pure; it never guesses.

An anchor is a quote with what stood before and after it, and a position. White space never counts, for browsers,
editors and PDFs disagree about it. A passage is found exactly where its words stand once or where its surroundings tell
one place from all others; else by its words in order, and then only beside surroundings that still agree. Two equally
good places are none, and so is a place that is no better than a look-alike the passage always had.
"""

from app.anchors.crossing import Crossing, Sight, carry
from app.anchors.differing import changes, state
from app.anchors.finder import Finder
from app.anchors.making import make
from app.anchors.quotes import Anchor, Place

__all__ = ["Anchor", "Crossing", "Finder", "Place", "Sight", "carry", "changes", "find", "make", "state"]


def find(anchor: Anchor, text: str, *, unchanged: bool = False, was: str | None = None) -> Place | None:
    """Where the passage stands in `text` (code points), or None when it is gone or cannot be told from another place.

    `was` is the text the anchor was made on, when it is known: then the two are aligned, and a look-alike that stood
    elsewhere in the old text is never taken for the passage. `unchanged` says that `text` is that very text, so that
    the anchor's position is to be believed. Confidence 1 means the same words in the same surroundings; a passage whose
    words changed has at most 0.89. For many passages of one text, make one `Finder`.
    """
    return Finder(text, was).find(anchor, unchanged=unchanged)
