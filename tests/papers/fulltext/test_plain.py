"""The server reads a paper exactly as the browser does; frontend/src/reading/drawn.test.ts holds the other side."""

from pathlib import Path

from app.papers.fulltext.allowed import clean
from app.papers.fulltext.plain import read

HERE = Path(__file__).parent
DRAWN = (HERE / "drawn.html").read_text(encoding="utf-8")
TEXT = (HERE / "drawn.txt").read_text(encoding="utf-8").removesuffix("\n")


def test_the_text_is_what_the_browser_reads() -> None:
    assert read(DRAWN)[0] == TEXT


def test_what_both_read_is_what_cleaning_lets_through() -> None:
    assert clean(DRAWN) == DRAWN.replace("&#8195;", "\u2003")


def test_formulas_stand_where_the_layout_says() -> None:
    text, layout = read(DRAWN)
    found = [(text[formula.start : formula.end], formula.shown) for formula in layout.formulas]
    assert found == [
        ("$x_{t}$", "xt"),
        (r"$p\leq \frac{1}{2}$", "p≤12"),
        (r"$L=\sum_{t}x_{t}$", "L"),
        ("$n=1$", "n"),
        (r"$\mathbb{E}[f]=0$", "𝔼"),
    ]


def test_the_outline_has_numbers_apart_from_titles() -> None:
    text, layout = read(DRAWN)
    assert [(heading.id, heading.level, heading.label, heading.title) for heading in layout.outline] == [
        ("p-S1", 1, "1", "Why count at all"),
        ("p-S1.SS1", 2, "1.1", "The case $n=1$"),
        ("p-bib", 1, "", "References"),
        ("p-A1", 1, "A", "Tides"),
    ]
    for heading in layout.outline:
        assert text[heading.start :].startswith((heading.title, heading.label, "Appendix"))


def test_white_space_is_what_a_browser_takes_for_it() -> None:
    assert read("<p>\u00a0a\u2003\ufeff b\u2028c\u200bd\x85e </p> <p>\u3000</p>")[0] == "a b c\u200bd\x85e"


def test_only_what_begins_a_heading_is_its_number() -> None:
    html = (
        '<h2 class="ltx_title_section"> </h2><p><span class="ltx_tag">2</span> words</p>'
        '<h2 class="ltx_title_section">Rule <span class="ltx_tag">30</span> of fog</h2>'
    )
    assert [(heading.label, heading.title) for heading in read(html)[1].outline] == [("", "Rule 30 of fog")]


def test_offsets_count_code_points() -> None:
    text, layout = read('<p>𝔸𝔹 <math alttext="x"><mi>x</mi></math></p>')
    assert (text, layout.formulas[0].start) == ("𝔸𝔹 $x$", 3)


def test_nothing_has_no_text() -> None:
    assert read("")[0] == read("<p> </p><p data-apart=''>1</p>")[0] == ""
