"""The lines of a PDF with where they stand, and the addresses that its links lead to, as PDFium reads them."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from app.errors import BadInput
from app.papers.bibliography.pdf_margins import without_margins

MOST_PAGES = 3_000
MOST_LINKS_A_PAGE = 2_000
_LIGATURES = {
    **str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}),
    **str.maketrans({"\x0b": "ff", "\x0c": "fi", "\r": "fl", "\x0e": "ffi", "\x0f": "ffl", "\x15": "–", "\x16": "—"}),
    **str.maketrans({"\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl"}),
    **str.maketrans({"\u00a0": " ", "\u00ad": "\x02", "\ufffe": "\x02", "\0": ""}),
}
"""Ligatures as characters, and as TeX's fonts number them (OT1, T1) where a PDF does not say what its letters are."""
_RETURN = 13
Link = tuple[float, float, float, float, str]
"""The box of a link (left, bottom, right, top) and where it leads."""


_BACK, _DOWN = 15.0, 3.0
"""Points: how far the next letter stands back and down where a line begins."""


@dataclass(frozen=True)
class Line:
    """A line of text on a page; `left` and `top` in points from the page's lower left corner (0 where not measured)."""

    text: str
    page: int
    left: float = 0.0
    top: float = 0.0
    links: tuple[str, ...] = field(default=())


Measured = tuple[str, list[Line]]
"""What PDFium takes for a line, and the lines it is."""


class Pages:
    """A PDF opened from bytes; raises BadInput for one that cannot be read."""

    def __init__(self, data: bytes) -> None:
        try:
            self.document = pypdfium2.PdfDocument(data)
            self.count = min(len(self.document), MOST_PAGES)
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower() or "security" in str(error).lower()
            raise BadInput(
                "This PDF is locked with a password. Nothing was read; save it without one and try again."
                if locked
                else "This PDF is broken and cannot be read. Fetch or save it again."
            ) from error

    def lines(self) -> list[Line]:
        """Every line of text, without what stands on margins."""
        pages = without_margins([list(self._plain(number)) for number in range(self.count)])
        return [Line(text, number) for number, page in enumerate(pages) for text in page]

    def measured(self, lines: list[Line], start: int, end: int) -> list[Line]:
        """Of `lines`, all there are, those from `start` to `end` with their places and their links."""
        if start >= end:
            return []
        begin = next(number for number, line in enumerate(lines) if line.page == lines[start].page)
        found = {page: list(self._measured_page(page)) for page in {line.page for line in lines[start:end]}}
        matched = list(_matched(lines[begin:end], found))[start - begin :]
        return [line for parts in matched for line in parts]

    def close(self) -> None:
        """Give back what PDFium holds."""
        self.document.close()

    def _plain(self, number: int) -> Iterator[str]:
        try:
            page = self.document[number]
            text = page.get_textpage().get_text_range()
        except pypdfium2.PdfiumError:
            return
        lines = text.replace("\r\n", "\n").translate(_LIGATURES).split("\n")
        yield from (line.strip() for line in lines if line.strip())

    def _measured_page(self, number: int) -> Iterator[Measured]:
        try:
            page = self.document[number]
            textpage = page.get_textpage()
        except pypdfium2.PdfiumError:
            return
        links = list(_links(self.document, page))
        characters, start = list[str](), 0
        total = textpage.count_chars()
        for index in range(total + 1):
            code = pdfium.FPDFText_GetUnicode(textpage, index) if index < total else 10
            if code != 10 and (code != _RETURN or pdfium.FPDFText_GetUnicode(textpage, index + 1) != 10):
                characters.append(chr(code) if code else "")
                continue
            if text := _text(characters):
                edges = [0, *_turns(textpage, start, index - 1), len(characters)]
                parts = [(start + a, _text(characters[a:b])) for a, b in pairwise(edges) if _text(characters[a:b])]
                yield text, [_placed(part, number, textpage, first, links) for first, part in parts]
            characters, start = [], index + 1


def _text(characters: list[str]) -> str:
    return "".join(characters).translate(_LIGATURES).strip()


def _turns(textpage: pypdfium2.PdfTextPage, first: int, last: int) -> list[int]:
    """Where what PDFium takes for one line goes on further down and to the left: it runs close lines into one."""
    if _box(textpage, last)[3] > _box(textpage, first)[1]:
        return []
    found, (x, y) = list[int](), _origin(textpage, first)
    for index in range(first + 1, last + 1):
        before, (x, y) = (x, y), _origin(textpage, index)
        if before[0] - x > _BACK and before[1] - y > _DOWN:
            found.append(index - first)
    return found


def _origin(textpage: pypdfium2.PdfTextPage, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
    return x.value, y.value


def _placed(text: str, number: int, textpage: pypdfium2.PdfTextPage, first: int, links: list[Link]) -> Line:
    left, bottom, _, top = _box(textpage, first)
    right = _box(textpage, first + len(text) - 1)[2]
    middle = (top + bottom) / 2
    own = [uri for x0, y0, x1, y1, uri in links if y0 <= middle <= y1 and x0 < max(right, left + 40) and x1 > left]
    return Line(text, number, left, top, tuple(dict.fromkeys(own)))


def _box(textpage: pypdfium2.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    sides = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = sides
    pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[Link]:
    """Each link of a page that leads to an address: its box and the address (ISO 32000-2, 12.5.6.5 and 12.6.4.8)."""
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(MOST_LINKS_A_PAGE):
        if not pdfium.FPDFLink_Enumerate(page, position, link):
            return
        action = pdfium.FPDFLink_GetAction(link)
        length = pdfium.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        rectangle = pdfium.FS_RECTF()
        if 1 < length < 2_000 and pdfium.FPDFLink_GetAnnotRect(link, rectangle):
            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
            low, high = sorted((rectangle.bottom, rectangle.top))
            yield rectangle.left, low, rectangle.right, high, buffer.value.decode("utf-8", "replace")


def _matched(lines: list[Line], measured: dict[int, list[Measured]]) -> Iterator[list[Line]]:
    """For each of `lines` what stands at the same text on its page, looked for in order."""
    places = dict.fromkeys(measured, 0)
    for line in lines:
        known, start = measured[line.page], places[line.page]
        for number in range(start, min(start + 40, len(known))):
            if known[number][0] == line.text:
                places[line.page] = number + 1
                yield known[number][1]
                break
        else:
            yield [line]
