"""Finding the passages of brought notes in the texts of their paper that are here. Pure."""

from bisect import bisect_right
from collections.abc import Sequence

from app.anchors import Anchor, Place, find, make
from app.anchors.squeezing import bare, squeeze
from app.papers.models import PaperVersion
from app.papers.rules import TextForm
from app.reading.importing.shapes import Brought
from app.reading.placing import SURE, Leaf, Placed
from app.reading.rules import clean_line

_CONTEXT = 64
_OVERLAP = 600
"""Characters of the next page that belong to a page: a passage may run over its end."""


def placed(one: Brought, version: PaperVersion, leaves: Sequence[Leaf]) -> tuple[PaperVersion, Placed | None]:
    """The version and the place of a note's passage: in the text it was made on if that is here, else in another.

    A passage that is in none of them is kept by its words alone; a note without one is about the whole paper.
    """
    if not one.quote.strip():
        return version, None
    anchor = _anchor(one)
    words = bare(anchor.exact)
    for leaf in sorted(leaves, key=lambda leaf: _order(leaf, version, one.form)):
        if words not in squeeze(leaf.text).text:
            continue  # what only resembles it would not be believed
        place = find(anchor, leaf.text) or _on_page(anchor, leaf, one.page)
        if place and place.confidence >= SURE:
            section = leaf.section(place.start) or anchor.section
            return leaf.version, Placed(leaf.form, leaf.digest, make(leaf.text, place.start, place.end, section))
    return version, Placed(one.form, "", anchor)


def _anchor(one: Brought) -> Anchor:
    section = clean_line(f"p. {one.page_label}")[:300] if one.page_label else ""
    return Anchor(one.quote.strip(), one.prefix[-_CONTEXT:], one.suffix[:_CONTEXT], section=section)


def _order(leaf: Leaf, version: PaperVersion, form: TextForm) -> tuple[bool, bool, bool, int]:
    other = leaf.version.id != version.id
    return other, leaf.form is not form, leaf.form is TextForm.ABSTRACT, -leaf.version.number


def _on_page(anchor: Anchor, leaf: Leaf, page: int | None) -> Place | None:
    """Words that stand in a PDF several times, told from each other by the page they were marked on."""
    if page is None or page >= len(leaf.pages):
        return None
    start = leaf.pages[page]
    end = leaf.pages[page + 1] if page + 1 < len(leaf.pages) else len(leaf.text)
    place = find(anchor, leaf.text[start : end + _OVERLAP])
    if place is None or bisect_right(leaf.pages, start + place.start) - 1 != page:
        return None
    return Place(start + place.start, start + place.end, place.confidence)
