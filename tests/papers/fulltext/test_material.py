"""Real papers, in HTML of several generations and in PDF, are read whole."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from app.errors import BadInput
from app.papers.fulltext.allowed import clean
from app.papers.fulltext.cleaning import read_html
from app.papers.fulltext.pdf import read_pdf
from tests.papers.fulltext.paper import PAGE
from tests.papers.fulltext.test_hostile import strange

pytestmark = pytest.mark.material


def test_every_paper_in_html_is_read_whole(material: Path) -> None:
    papers = sorted((material / "html").rglob("*.html"))
    assert papers
    for path in papers:
        data = path.read_bytes()
        if b"ltx_document" not in data:
            with pytest.raises(BadInput):
                read_html(data, PAGE)
            continue
        document = read_html(data, PAGE)
        assert strange(document.html) == [], path
        assert clean(document.html) == document.html, path
        _nothing_is_missing(data, document.html, path)
        for formula in document.layout.formulas:
            tex = document.text[formula.start : formula.end]
            assert tex.startswith("$"), path
            assert tex.endswith("$"), path


def _nothing_is_missing(data: bytes, html: str, path: Path) -> None:
    given, kept = LexborHTMLParser(data), LexborHTMLParser(html)
    for selector in ("article math, .ltx_document math", "figcaption", "table", ".ltx_bibitem", ".ltx_p", "td, th"):
        assert len(kept.css(selector)) >= len(given.css(selector)), (path, selector)


def test_every_pdf_is_read_or_says_why_not(material: Path) -> None:
    for path in sorted((material / "pdf").glob("*.pdf")):
        if path.name.startswith(("misc_encrypted", "misc_not_a_pdf", "password")):
            with pytest.raises(BadInput):
                read_pdf(path)
            continue
        document = read_pdf(path)
        assert document.text, path
        assert document.layout.pages == sorted(document.layout.pages), path
        assert not {"\x00", "\x02", "\ufffe", "\n", "\u00ad"} & set(document.text), path
        starts = [heading.start for heading in document.layout.outline]
        assert all(0 <= start < len(document.text) for start in starts), path
