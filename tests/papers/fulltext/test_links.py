"""Links lead within the paper or plainly away from it; figures are the paper's own."""

import pytest

from app.papers.fulltext.links import Place
from tests.papers.fulltext.paper import PAGE, cleaned

HERE = Place.of(PAGE, None)
IDS = {"S1", "bib.bib2", "a b"}

LINKS = {
    "#S1": "#p-S1",
    "#a%20b": "#p-a b",
    "#nowhere": None,
    "#": None,
    "https://arxiv.org/html/2401.00001v2#bib.bib2": "#p-bib.bib2",
    "https://arxiv.org/html/2401.00001#S1": "#p-S1",
    "https://arxiv.org/html/2401.00002#S1": "https://arxiv.org/html/2401.00002#S1",
    "https://x.example/a b?c=<d>": "https://x.example/a%20b?c=%3Cd%3E",
    "  http://x.example\n/y ": "http://x.example/y",
    "/abs/2401.00002": "https://arxiv.org/abs/2401.00002",
    "//x.example/y": "https://x.example/y",
    "mailto:ida@x.example": None,
    "javascript:alert(1)": None,
    "JaVa\tScRiPt:alert(1)": None,
    "\x01javascript:alert(1)": None,
    "data:text/html,x": None,
    "https:///y": "https://arxiv.org/y",
    "https:": "https://arxiv.org/html/2401.00001v2",
    "https://[::1": None,
    "http://x.example:99999/": None,
}


@pytest.mark.parametrize(("href", "expected"), LINKS.items())
def test_links(href: str, expected: str | None) -> None:
    assert HERE.link(href, IDS) == expected


def test_links_that_leave_open_a_page_that_knows_nothing_of_ours() -> None:
    assert cleaned('<a href="https://x.example" ping="/x" target="_top" download>a</a><a href="ftp://x">b</a>') == (
        '<a href="https://x.example" target="_blank" rel="noopener noreferrer">a</a><a>b</a>'
    )


FIGURES = {
    "x1.png": "x1.png",
    "./figures/a/../x2.JPG": "figures/x2.JPG",
    "/html/2401.00001v2/extracted/9/x4.webp": "extracted/9/x4.webp",
    "https://arxiv.org/html/2401.00001v2/x5.gif": "x5.gif",
    "my%20fig%231.png?cache=1": None,
    "my%20fig.png?cache=1": "my fig.png",
    "../x6.png": None,
    "a/../../x6.png": None,
    "..%2f..%2fx6.png": None,
    "%2e%2e/%2e%2e/x6.png": None,
    "..\\x6.png": None,
    "%5c%5cx.example%5cx.png": None,
    "/static/logo.png": None,
    "//x.example/x.png": None,
    "https://x.example/html/2401.00001v2/x.png": None,
    "http://arxiv.org/html/2401.00001v2/x.png": None,
    "https://arxiv.org:8080/html/2401.00001v2/x.png": None,
    "data:image/png;base64,AAAA": None,
    "file:///etc/x.png": None,
    "javascript:x.png": None,
    "x.html": None,
    "x1.png%00.html": None,
    "": None,
    "a" * 300 + ".png": None,
}


@pytest.mark.parametrize(("source", "expected"), FIGURES.items())
def test_figures(source: str, expected: str | None) -> None:
    for base in (None, "/html/2401.00001v2/"):
        assert Place.of(PAGE, base).figure(source) == expected


def test_a_figure_may_be_named_from_above_the_paper() -> None:
    assert HERE.figure("2401.00001v2/x3.svg") == "x3.svg"


def test_a_base_elsewhere_takes_the_figures_with_it() -> None:
    assert Place.of(PAGE, "https://x.example/").link("y", ()) == "https://x.example/y"
    assert Place.of(PAGE, "https://[").base == PAGE
