"""Find a quoted passage again in a text that may have changed. Pure; it never guesses.

An anchor is a quote with what stood before and after it, and a position. White space never counts, for browsers,
editors and PDFs disagree about it. A passage is found exactly where its words stand once or where its surroundings tell
one place from all others; else by its words in order, and then only beside surroundings that still agree. Two equally
good places are none.
"""

from app.anchors.exact import MOVED, believed, exactly
from app.anchors.likeness import similar
from app.anchors.quotes import Anchor, Place, make
from app.anchors.squeezing import bare

__all__ = ["Anchor", "Place", "find", "make"]


def find(anchor: Anchor, text: str, *, unchanged: bool = False) -> Place | None:
    """Where the passage stands in `text` (code points), or None when it is gone or cannot be told from another place.

    `unchanged` says that `text` is the very text the anchor was made on, so that its position is to be believed.
    Confidence 1 means the same words in the same surroundings; a passage whose words changed has at most 0.89. The same
    words elsewhere are no place while something like the passage still stands where its surroundings are.
    """
    if not bare(anchor.exact):
        return None
    if unchanged and (place := believed(anchor, text)):
        return place
    found, place = exactly(anchor, text)
    if not found:
        return similar(anchor, text)
    return None if place and place.confidence == MOVED and similar(anchor, text) else place
