"""Titles and abstracts: text with formulas, and nothing else."""

import pytest

from app.markup import render_text


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("At $O(n^2)$ cost", '<math alttext="O(n^2)">'),
        ("A $$\\frac{a}{b}$$ B", "<mfrac>"),
        ("Cheap & <b>bold</b>", "Cheap &amp; &lt;b&gt;bold&lt;/b&gt;"),
        ("*no* _markup_ [here](x)", "*no* _markup_ [here](x)"),
        ("costs $5 and $6", "costs $5 and $6"),
        ("costs 5\\$ and 6\\$", "costs 5\\$ and 6\\$"),
        ("broken $\\frac{1}$ stays", "$\\frac{1}$"),
        ("javascript: <img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
    ],
)
def test_only_formulas_are_drawn(text: str, holds: str) -> None:
    assert holds in render_text(text)


@pytest.mark.parametrize("tex", ["{" * 5000 + "}" * 5000, "x" * 2000, "\\left(" * 300])
def test_what_could_hurt_is_left_as_it_is(tex: str) -> None:
    assert "<math" not in render_text(f"a ${tex}$ b")


def test_a_closing_mark_stays_with_its_formula() -> None:
    drawn = render_text("for $k$, then ($q$).")
    assert "</math>,</span>" in drawn
    assert "</math>).</span>" in drawn
