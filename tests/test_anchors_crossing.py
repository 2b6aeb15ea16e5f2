"""Passages carried between the text of a paper's HTML, with formulas as TeX, and that of its PDF, with their glyphs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.anchors import Crossing, Sight, carry, make

HTML = (
    "We let it forget slowly, by a schedule $\\lambda_{t}=\\lambda_{\\max}t/T$ whose pace is even all along. "
    "The re-use of old water $x^{2}$ is kept to a minimum. Finally the ratio $\\frac{a+b}{c}$ is divided by the whole "
    "number of kettles."
)
PDF = (
    "We let it forget slowly, by a schedule 𝜆𝑡 = 𝜆max 𝑡/𝑇 whose pace is even all along. 3 Forgetting slowly The reuse "
    "of old water x2 is kept to a minimum. Finally the ratio c a + b is divided by the whole num\u00adber of kettles."
)
GLYPHS = ("λt=λmaxt/T", "x2", "a+bc")
FORMULAS = [
    (found.start(), found.end(), shown) for found, shown in zip(re.finditer(r"\$.*?\$", HTML), GLYPHS, strict=True)
]
PAIRS = [
    ("schedule $\\lambda_{t}=\\lambda_{\\max}t/T$ whose", "schedule 𝜆𝑡 = 𝜆max 𝑡/𝑇 whose"),
    ("$\\lambda_{t}=\\lambda_{\\max}t/T$", "𝜆𝑡 = 𝜆max 𝑡/𝑇"),
    ("old water $x^{2}$", "old water x2"),
    ("re-use of old water", "reuse of old water"),
    ("$\\frac{a+b}{c}$", "c a + b"),
]


@pytest.mark.parametrize(("passage", "expected"), PAIRS)
def test_from_html_to_pdf(passage: str, expected: str) -> None:
    start = HTML.index(passage)
    place = carry(make(HTML, start, start + len(passage)), HTML, FORMULAS, PDF, [])
    assert place is not None
    assert PDF[place.start : place.end] == expected


@pytest.mark.parametrize(("expected", "passage"), PAIRS)
def test_from_pdf_to_html(passage: str, expected: str) -> None:
    start = PDF.index(passage)
    place = carry(make(PDF, start, start + len(passage)), PDF, [], HTML, FORMULAS)
    assert place is not None
    assert HTML[place.start : place.end] == expected


@pytest.mark.parametrize("passage", ["schedule 𝜆𝑡", "𝜆max 𝑡/𝑇 whose pace", "a + b is divided"])
def test_no_formula_is_cut(passage: str) -> None:
    start = PDF.index(passage)
    place = Crossing(PDF, [], HTML, FORMULAS).find(start, start + len(passage))
    assert place is not None
    assert HTML[place.start : place.end].count("$") == 2


def test_a_sentence_that_is_not_in_the_other_form_has_no_place() -> None:
    without = PDF.replace("Finally the ratio c a + b is divided by the whole num\u00adber of kettles.", "")
    start = HTML.index("Finally")
    assert carry(make(HTML, start, len(HTML)), HTML, FORMULAS, without, []) is None


def test_an_anchor_that_is_not_of_the_text_has_no_place() -> None:
    assert carry(make(PDF, 0, 20), HTML, FORMULAS, PDF, []) is not None
    assert carry(make(PDF, 40, 60), HTML, FORMULAS, PDF, []) is None


@given(st.integers(0, len(HTML)), st.integers(0, len(HTML)))
def test_what_is_seen_comes_back_with_formulas_whole(one: int, other: int) -> None:
    start, end = sorted((one, other))
    sight = Sight.of(HTML, FORMULAS)
    first, last = sight.seen(start, end)
    if first < last:
        back = sight.origin(first, last)
        assert back[0] <= start
        assert back[1] >= end
        assert HTML[slice(*back)].count("$") % 2 == 0
