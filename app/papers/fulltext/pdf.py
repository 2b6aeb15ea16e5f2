"""From a PDF to its text, page after page, by PDFium. It draws nothing and runs nothing a PDF asks for."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from app.errors import BadInput
from app.papers.fulltext.pdf_outline import outline
from app.papers.fulltext.shapes import Document, Layout

_MOST_PAGES = 3_000
_LOCKED = {4, 5}
"""PDFium's codes for a wrong password and for a protection it does not know."""
_NOT_OPEN = "This PDF is locked with a password, so it cannot be read. Take the password off and add it again."
_BROKEN = "This file is no PDF, or it is broken, so it cannot be read. Download it again, or take another copy."
_TOO_LONG = f"This PDF has more than {_MOST_PAGES:,} pages, too many to be read here."

_BROKEN_WORD = re.compile(r"(-?)(\w+)(?:\x02|[-\u2010\u00ad][ \t]*\r?\n)(\w+)(-?)")
_PAIR = re.compile(r"(\w+)-(?=(\w+))")
_FORMS = re.compile("[\u00b5\u037e\u2126\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc]")
"""Ligatures and forms of letters which pdf.js, too, draws in its text layer as the letters they stand for."""
_UNSAID = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\ud800-\udfff\ufffe\uffff]")
"""Codes of glyphs of which the PDF does not say what they mean."""


def read_pdf(document: Path | bytes) -> Document:
    """The text of a PDF: words broken at line ends made whole, white space folded, one blank between pages.

    The layout has the offset of each page and the bookmarks. A scanned PDF has pages and no text (`Document.is_scan`).
    Raises BadInput for one that needs a password, is broken, is no PDF or has too many pages.
    """
    try:
        pdf = pypdfium2.PdfDocument(document)
    except pypdfium2.PdfiumError as error:
        raise BadInput(_NOT_OPEN if error.err_code in _LOCKED else _BROKEN) from error
    with pdf:
        if not len(pdf):
            raise BadInput(_BROKEN)
        if len(pdf) > _MOST_PAGES:
            raise BadInput(_TOO_LONG)
        text, pages = _joined(_whole_words(list(_pages(pdf))))
        return Document(text, Layout(pages=pages, outline=outline(pdf, text, pages)))


def _pages(pdf: pypdfium2.PdfDocument) -> Iterator[str]:
    """The text of each page with its line ends, and U+0002 for a hyphen at one; a page that is broken has none."""
    for number in range(len(pdf)):
        try:
            page = pdf[number]
        except pypdfium2.PdfiumError:
            yield ""
            continue
        words = page.get_textpage()
        text: str = words.get_text_bounded()
        # U+0002 may also be the code of a glyph; PDFium's other way of reading marks line ends in another way.
        if "\x02" in text and "\ufffe" not in words.get_text_range():
            text = text.replace("\x02", "")
        words.close()
        page.close()
        yield text


def _whole_words(pages: list[str]) -> Iterator[str]:
    """The pages with each word in one piece.

    A hyphen stays beside others (state-of-the-art), before a capital or a digit, and where the paper elsewhere writes
    the word with it.
    """
    known = {pair for page in pages for pair in _PAIR.findall(page)}

    def whole(broken: re.Match[str]) -> str:
        left, before, after, right = broken.groups()
        kept = left or right or not after[0].islower() or not before[-1].isalpha() or (before, after) in known
        return f"{left}{before}{'-' if kept else ''}{after}{right}"

    for page in pages:
        yield _BROKEN_WORD.sub(whole, page)


def _joined(pages: Iterator[str]) -> tuple[str, list[int]]:
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for page in pages:
        said = _UNSAID.sub("", _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form.group()), page))
        words = " ".join(said.split())
        if words and length:
            parts.append(" ")
            length += 1
        starts.append(length)
        parts.append(words)
        length += len(words)
    return "".join(parts), starts
