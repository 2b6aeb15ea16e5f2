"""An abstract's TeX is its authors' own; LaTeXML writes the same formulas its own way, and a PDF has their glyphs."""

import re

import pytest

from app.anchors import make
from app.papers.rules import TextForm
from app.reading.carrying import Sheet, carrier
from app.reading.rules import PlaceState

ABSTRACT = (
    r"The usual practice holds $\lambda_t$ constant: most of the damage to $r_t$ then falls early. The schedule that "
    r"minimises $\sum_t (r_t - r_0)$ for a fixed amount forgotten is a linear ramp. Prices rose from $5 to $6."
)
SEEN = {r"\lambda_{t}": "λt", "r_{t}": "rt", r"\sum_{t}(r_{t}-r_{0})": "∑t(rt−r0)"}
HTML = (
    r"Forgetting Abstract The usual practice holds $\lambda_{t}$ constant: most of the damage to $r_{t}$ then falls "
    r"early. The schedule that minimises $\sum_{t}(r_{t}-r_{0})$ for a fixed amount forgotten is a linear ramp. Prices "
    r"rose from 5 to 6. Introduction Nothing of this is said again."
)
PDF = (
    "Forgetting Abstract The usual practice holds λt constant: most of the damage to rt then falls early. The schedule "
    "that minimises ∑t(rt −r0) for a fixed amount forgotten is a linear ramp. Introduction Nothing is said again."
)


def in_html() -> Sheet:
    formulas = [(found.start(), found.end(), SEEN[found[1]]) for found in re.finditer(r"\$([^$]+)\$", HTML)]
    return Sheet("v1", TextForm.HTML, HTML, formulas)


@pytest.mark.parametrize(
    ("passage", "there", "printed"),
    [
        (
            "most of the damage to $r_t$ then falls",
            "most of the damage to $r_{t}$ then falls",
            "damage to rt then falls",
        ),
        (
            "minimises $\\sum_t (r_t - r_0)$ for a fixed",
            "minimises $\\sum_{t}(r_{t}-r_{0})$ for a fixed",
            "minimises ∑t(rt −r0) for a fixed",
        ),
    ],
)
def test_a_passage_of_the_abstract_is_found_as_it_is_written_there(passage: str, there: str, printed: str) -> None:
    was, start = Sheet.abstract("v1", ABSTRACT), ABSTRACT.index(passage)
    anchor = make(ABSTRACT, start, start + len(passage))
    for to, words in ((in_html(), there), (Sheet("v1", TextForm.PDF, PDF), printed)):
        stand = carrier(was, to).find(anchor)
        assert stand.state is PlaceState.FOUND
        assert stand.confidence >= 0.9
        assert to.text[stand.start : stand.end].endswith(words)


def test_prices_are_no_formulas() -> None:
    assert [shown for *_, shown in Sheet.abstract("v1", ABSTRACT).formulas] == ["λt", "rt", "∑t(rt−r0)"]
