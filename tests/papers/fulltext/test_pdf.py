"""A PDF becomes its words in order, and says so when it cannot."""

from pathlib import Path

import pytest

from app.errors import BadInput
from app.papers.fulltext.pdf import read_pdf
from tests.papers.fulltext.pdfs import pdf

LANTERNS = pdf(
    ["On counting lanterns", "1 Introduction", "A lantern is a well-known lamp, coun-", "ted by night."],
    [],
    ["2. Fog", "The  fog was  a well-", "known one, of the non-", "Gaussian kind, end-to-", "end.", "A.1 Tides"],
    marks=[("1 Introduction", 0), ("2. Fog", 2), ("Appendix B: Boats", 2), ("A.1 Tides", 2), ("A lantern", 0)],
)


def test_words_are_whole_and_white_space_is_folded() -> None:
    document = read_pdf(LANTERNS)
    assert document.text == (
        "On counting lanterns 1 Introduction A lantern is a well-known lamp, counted by night."
        " 2. Fog The fog was a well-known one, of the non-Gaussian kind, end-to-end. A.1 Tides"
    )
    assert (document.html, document.figures, document.is_scan) == ("", [], False)


def test_each_page_begins_where_the_layout_says() -> None:
    document = read_pdf(LANTERNS)
    first, empty, third = document.layout.pages
    assert (first, empty) == (0, document.text.index(" 2. Fog"))
    assert document.text[third:].startswith("2. Fog")


def test_bookmarks_are_the_outline() -> None:
    document = read_pdf(LANTERNS)
    found = [(h.label, h.title, document.text[h.start :].split()[:2]) for h in document.layout.outline]
    assert found == [
        ("1", "Introduction", ["1", "Introduction"]),
        ("2", "Fog", ["2.", "Fog"]),
        ("B", "Boats", ["2.", "Fog"]),
        ("A.1", "Tides", ["A.1", "Tides"]),
        ("", "A lantern", ["A", "lantern"]),
    ]


def test_ligatures_are_letters() -> None:
    assert read_pdf(pdf(["(\\(a\\) naïve – 10 µm)"])).text == "((a) naïve – 10 μm)"


def test_a_scan_has_pages_and_no_words() -> None:
    document = read_pdf(pdf([], []))
    assert (document.text, document.layout.pages, document.is_scan) == ("", [0, 0], True)


REFUSED = {
    "locked": (pdf(["secret"], locked=True), "locked with a password"),
    "empty": (b"", "no PDF, or it is broken"),
    "something else": (b"<html>Not found</html>", "no PDF, or it is broken"),
    "no pages": (pdf(), "no PDF, or it is broken"),
    "cut short": (LANTERNS[:40], "no PDF, or it is broken"),
}


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_says_so(data: bytes, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read_pdf(data)


def test_one_that_lost_its_end_is_still_read() -> None:
    assert read_pdf(LANTERNS[: LANTERNS.index(b"startxref")]).text.startswith("On counting lanterns")


def test_a_path_will_do(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(LANTERNS)
    assert read_pdf(path) == read_pdf(LANTERNS)
