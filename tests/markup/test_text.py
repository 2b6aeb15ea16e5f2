"""Titles and abstracts: text with formulas, and nothing else."""

import pytest

from app.markup import formulas_in, render_text


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


@pytest.mark.parametrize(
    ("marks", "drawn"),
    [
        ([(0, 4)], "<mark>Take</mark> {x} and b"),
        ([(5, 8)], "Take <mark>{x}</mark> and b"),
        ([(6, 7)], "Take <mark>{x}</mark> and b"),
        ([(2, 6)], "Ta<mark>ke </mark><mark>{x}</mark> and b"),
        ([(9, 12), (13, 14)], "Take {x} <mark>and</mark> <mark>b</mark>"),
        ([(20, 30)], "Take {x} and b"),
    ],
)
def test_marks_take_in_whole_formulas(marks: list[tuple[int, int]], drawn: str) -> None:
    assert render_text("Take $x$ and b", tuple(marks)) == drawn.format(x=render_text("$x$"))


def test_a_mark_stands_in_a_formula_that_is_not_drawn() -> None:
    assert render_text("is $\\frac{1}$ <b>", ((4, 9), (12, 15))) == "is $<mark>\\frac</mark>{1}<mark>$ &lt;</mark>b&gt;"


def test_says_where_formulas_stand() -> None:
    assert formulas_in("a $x$, $y$ at $5 or $6") == [(2, 5), (7, 10)]
