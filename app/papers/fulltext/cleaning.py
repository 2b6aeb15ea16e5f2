"""From the HTML that LaTeXML makes of a paper (arXiv's, ar5iv's, older) to a text to read and safe HTML to show."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from app.errors import BadInput
from app.papers.fulltext import plain
from app.papers.fulltext.allowed import clean
from app.papers.fulltext.links import Place
from app.papers.fulltext.shapes import Document
from app.papers.fulltext.writing import Writer

_LARGEST = 40_000_000
_ARTICLES = ("article.ltx_document", ".ltx_document", "article", ".ltx_page_content", "main")
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]{1,40})", re.IGNORECASE)
_NO_PAPER = "This page is not a paper in a form we can read. Its abstract and its PDF can still be read."


def read_html(data: bytes, base: str) -> Document:
    """A paper's HTML (UTF-8, or as its `meta` says) as safe HTML, its text and where the parts of the text stand.

    `base` is the address the HTML came from. Ids get the prefix `p-`; figures are named, never loaded. Raises BadInput.
    """
    if len(data) > _LARGEST:
        raise BadInput(f"This page is larger than {_LARGEST // 1_000_000} MB, too large to be read here.")
    written, figures = _written(data, base)
    html = clean(written)
    text, layout = plain.read(html)
    if not text:
        raise BadInput(_NO_PAPER)
    return Document(text, layout, html, figures)


def _written(data: bytes, base: str) -> tuple[str, list[str]]:
    """The paper in a page, not yet to be trusted, and the figures it names. Its tree goes before more is made."""
    parser = LexborHTMLParser(_as_utf8(data))
    article = _article(parser)
    said = parser.css_first("base[href]")
    writer = Writer(article, Place.of(base, said.attributes.get("href") if said else None))
    return writer.write(article), list(writer.figures)


def _article(parser: LexborHTMLParser) -> LexborNode:
    """The element that holds the paper and nothing of the site it came from."""
    found = (parser.css_first(selector) for selector in _ARTICLES)
    article = next((node for node in found if node is not None), None)
    if article is None or parser.css_first('[class*="ltx_"]') is None:
        raise BadInput(_NO_PAPER)
    return article


def _as_utf8(data: bytes) -> bytes:
    try:
        data.decode()
    except UnicodeDecodeError:
        said = _CHARSET.search(data[:4096])
        try:
            return data.decode(said.group(1).decode() if said else "utf-8", "replace").encode()
        except LookupError:
            return data.decode("utf-8", "replace").encode()
    return data
