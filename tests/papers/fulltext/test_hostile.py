"""Nothing a paper holds becomes an instruction to a browser; tests/journeys/test_hostile_papers.py asks a real one."""

import re
from html.parser import HTMLParser

import pytest

from app.papers.fulltext.allowed import DRAWINGS, DRAWINGS_ATTRIBUTES, MATHS, MATHS_ATTRIBUTES, TAGS, clean
from app.papers.fulltext.cleaning import read_html
from app.papers.fulltext.pdf import read_pdf
from tests.markup.test_hostile import vectors
from tests.papers.fulltext.hostile import VECTORS, papers
from tests.papers.fulltext.paper import AROUND, PAGE
from tests.papers.fulltext.pdfs import pdf

ELEMENTS = {name.lower() for name in TAGS | MATHS | DRAWINGS}
OF_HTML = (
    "id class lang dir href target rel alt data-figure data-apart data-note colspan rowspan scope start value span "
    "role aria-label alttext display"
)
ATTRIBUTES = {name.lower() for name in MATHS_ATTRIBUTES | DRAWINGS_ATTRIBUTES} | set(OF_HTML.split())
LINK = re.compile(r"#p-[^\s]+|https?://[^\s]+")


class Strange(HTMLParser):
    """Collects whatever in a page is not plainly harmless."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        if tag not in ELEMENTS:
            self.found.append(tag)
        for name, value in attrs:
            good = name in ATTRIBUTES
            if name == "href":
                good = tag == "a" and LINK.fullmatch(value or "") is not None
            if name == "id":
                good = (value or "").startswith("p-")
            if name == "class":
                good = all(part.startswith("ltx_") for part in (value or "").split())
            if not good or ("url(" in (value or "") and tag in DRAWINGS and not (value or "").startswith("url(#p-")):
                self.found.append((tag, name, value))


def strange(html: str) -> list[object]:
    parser = Strange()
    parser.feed(html)
    parser.close()
    return parser.found


@pytest.mark.parametrize("vector", VECTORS)
def test_a_hostile_paper_is_inert(vector: str) -> None:
    for html in papers(vector):
        assert strange(html) == []
        assert clean(html) == html


def test_the_check_itself_sees_what_acts() -> None:
    bad = ["<script>", "<p onclick=x>", "<a href='javascript:x'>", "<img src=x>", "<p style=x>", "<p id=main>"]
    for html in [*bad, "<p class=btn>", "<path fill='url(//x)'>", "<svg href='#p-x'>"]:
        assert strange(html), html


@pytest.mark.material
def test_known_vectors_are_inert() -> None:
    for vector in vectors():
        for html in papers(vector):
            assert strange(html) == [], vector
            assert clean(html) == html, vector


def test_a_hostile_title_in_a_pdf_is_words() -> None:
    name = "<img src=x onerror=alert(1)>"
    document = read_pdf(pdf([name.replace("(", r"\(").replace(")", r"\)")], marks=[("<script>", 0)]))
    assert (document.text, document.html, document.layout.outline[0].title) == (name, "", "<script>")


UNITS = ["<div>", "<b><p>", "<table><tr><td>", "<svg><g>", "<math><mrow>", "<ul><li>", "<a href=#x>", "<svg><desc>"]


@pytest.mark.parametrize("unit", UNITS)
def test_what_repeats_itself_comes_to_an_end(unit: str) -> None:
    document = read_html(AROUND.format("<p>words</p>" + unit * 1500).encode(), PAGE)
    assert document.text.startswith("words")
