"""A PDF's bookmarks as the outline of its text."""

import re
from itertools import islice

import pypdfium2

from app.papers.fulltext.shapes import Heading

_MOST = 1_000
_DEEPEST = 6
_APPENDIX = re.compile(r"appendix\s+([A-Z])[.:]?\s+(?=\S)", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:(?:appendix|chapter|part|section)\s+)?"
    r"(\d+(?:\.\d+)*|[A-Z](?:\.\d+)+|[A-Z](?=\.\s)|[IVX]+(?=\.\s))\.?\s+(?=\S)",
    re.IGNORECASE,
)


def outline(pdf: pypdfium2.PdfDocument, text: str, pages: list[int]) -> list[Heading]:
    """The headings a PDF lists as bookmarks: where the title stands on the page it leads to, else where that begins."""
    found: list[Heading] = []
    for mark in islice(pdf.get_toc(max_depth=_DEEPEST), _MOST):
        page = _page(mark)
        title = " ".join(mark.get_title().replace("\x00", "").split())
        if page is None or not 0 <= page < len(pages) or not title:
            continue
        label, words = _parted(title)
        begin, end = pages[page], pages[page + 1] if page + 1 < len(pages) else len(text)
        after = found[-1].start + 1 if found and begin <= found[-1].start < end else begin
        place = _place(text, label, words, after, end)
        found.append(Heading("", mark.level + 1, label, words, begin if place is None else place))
    return found


def _page(mark: pypdfium2.PdfBookmark) -> int | None:
    destination = mark.get_dest()
    return destination.get_index() if destination else None


def _parted(title: str) -> tuple[str, str]:
    """`3.1 Method` in its label and its words."""
    if found := _APPENDIX.match(title) or _LABEL.match(title):
        return found.group(1), title[found.end() :]
    return "", title


def _place(text: str, label: str, words: str, after: int, end: int) -> int | None:
    """Where a title stands between two offsets: with its label, or else alone."""
    for sought in (f"{label} {words}", words) if label else (words,):
        letters = re.compile(r"[\s.:]*".join(re.escape(part) for part in sought.split()), re.IGNORECASE)
        if place := letters.search(text, after, end):
            return place.start()
    return None
