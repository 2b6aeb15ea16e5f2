"""Finding the passages of brought notes in the texts of their paper that are here. Pure."""

from bisect import bisect_right
from collections.abc import Sequence

from app.anchors import Anchor, Sight, find, make
from app.anchors.squeezing import bare, squeeze
from app.papers.models import PaperVersion
from app.papers.rules import TextForm
from app.reading.carrying import carrier
from app.reading.importing.shapes import Brought
from app.reading.placing import SURE, Leaf, Placed
from app.reading.rules import clean_line

_CONTEXT = 64
_OVERLAP = 600
"""Characters of the next page that belong to a page: a passage may run over its end."""


class Opened:
    """A text of a paper, ready to look for the passages of many notes in it."""

    def __init__(self, leaf: Leaf) -> None:
        self.leaf, self._sheet = leaf, leaf.sheet
        self._carrier = carrier(None, self._sheet)
        self._inks = [squeeze(text).text for text in (Sight.of(leaf.text, self._sheet.formulas).text, leaf.text)]

    def find(self, anchor: Anchor, page: int | None) -> tuple[int, int] | None:
        """Where the very words of a passage stand, told from each other by the page they were marked on."""
        words = bare(anchor.exact)
        if not any(words in ink for ink in self._inks):
            return None  # what only resembles it would not be believed
        stand = self._carrier.find(anchor)
        if stand.start is not None and stand.end is not None and stand.confidence >= SURE:
            return stand.start, stand.end
        return self._on_page(anchor, page)

    def _on_page(self, anchor: Anchor, page: int | None) -> tuple[int, int] | None:
        pages, text = self.leaf.pages, self.leaf.text
        if page is None or page >= len(pages):
            return None
        start = pages[page]
        end = pages[page + 1] if page + 1 < len(pages) else len(text)
        place = find(anchor, text[start : end + _OVERLAP])
        if place is None or place.confidence < SURE or bisect_right(pages, start + place.start) - 1 != page:
            return None
        return start + place.start, start + place.end


def placed(one: Brought, version: PaperVersion, texts: Sequence[Opened]) -> tuple[PaperVersion, Placed | None]:
    """The version and the place of a note's passage: in the text it was made on if that is here, else in another.

    A passage that is in none of them is kept by its words alone; a note without one is about the whole paper.
    """
    if not one.quote.strip():
        return version, None
    anchor = _anchor(one)
    for text in sorted(texts, key=lambda text: _order(text.leaf, version, one.form)):
        if place := text.find(anchor, one.page):
            leaf = text.leaf
            section = leaf.section(place[0]) or anchor.section
            return leaf.version, Placed(leaf.form, leaf.digest, make(leaf.text, *place, section))
    return version, Placed(one.form, "", anchor)


def _anchor(one: Brought) -> Anchor:
    section = clean_line(f"p. {one.page_label}")[:300] if one.page_label else ""
    return Anchor(one.quote.strip(), one.prefix[-_CONTEXT:], one.suffix[:_CONTEXT], section=section)


def _order(leaf: Leaf, version: PaperVersion, form: TextForm) -> tuple[bool, bool, bool, int]:
    other = leaf.version.id != version.id
    return other, leaf.form is not form, leaf.form is TextForm.ABSTRACT, -leaf.version.number
