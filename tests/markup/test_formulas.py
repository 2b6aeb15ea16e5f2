"""Mathematics: what is a formula, what it becomes, and what a bad one may not do."""

import re

import pytest

from app.markup import Facts, TooMuch, render, temml

needs_temml = pytest.mark.skipif(temml.missing(), reason="Temml is not built: run make setup")


def formulas(source: str) -> list[str]:
    """The TeX of each formula found."""
    return re.findall(r'alttext="([^"]*)"', render(source).html)


@pytest.mark.parametrize(
    "prose",
    [
        "costs $5 and $10",
        "from $5 to $10, or US$3",
        "($5) and ($7)",
        r"\$5 and \$6$",
        "a $ b $ c",
        "$5-$10",
        "$20k–$30k a year",
        "$HOME and $PATH",
        "$$",
        "$$$$",
    ],
)
def test_prices_are_prose(prose: str) -> None:
    assert formulas(prose) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("$x$", ["x"]),
        ("$x$ and $5, $10 and $y$", ["x", "y"]),
        ("the $n$th and $2$", ["n", "2"]),
        (r"$\text{a $b$ c}$", [r"\text{a $b$ c}"]),
        (r"$\$5$", [r"\$5"]),
        (r"\(a\) and \( b \)", ["a", "b"]),
        ("so $$x$$ holds", ["x"]),
        ("\\[\nx\n\\]", ["x"]),
        (r"\[ x = 1 \]", ["x = 1"]),
        ("```math\nx\n```", ["x"]),
        ("> $$\n> x\n> $$", ["x"]),
        ("- $$\n  x\n  $$", ["x"]),
        ("text\n$$\nx\n$$\nmore", ["x"]),
        ("`$x$`", []),
        (r"\[see the note\]", []),
        (r"a \[1\] b", []),
        ("$$\nnever closed", []),
    ],
)
def test_formulas_are_found(source: str, found: list[str]) -> None:
    assert formulas(source) == found


@pytest.mark.parametrize(
    ("tex", "part"),
    [
        (r"\frac13", "<mfrac><mn>1</mn><mn>3</mn></mfrac>"),
        (r"\sum_{\substack{i<j\\k}} i", "<mtable"),
        (r"\begin{split}a&=b\\&=c\end{split}", 'class="m-r m-pr0"'),
        (r"\boxed{x}", '<mrow class="m-box"><mi>x</mi></mrow>'),
        (r"\cancel{x}", '<mrow class="m-up"><mi>x</mi></mrow>'),
        (r"\begin{align}a&=b\tag{7}\\c&=d\end{align}", "<mtext>(7)</mtext>"),
        (r"\DeclareMathOperator{\tr}{tr}\tr A", "<mi>tr</mi>"),
        (r"\color{red}x", 'mathcolor="#FF0000"'),
        (r"\overline{ab}", "\u203e"),
        (r"\mathds{1}", "𝟙"),
    ],
)
def test_gaps_of_the_first_engine_are_closed(tex: str, part: str) -> None:
    rendered = render(f"$$\n{tex}\n$$")
    assert part in rendered.html
    assert rendered.problems == []


@needs_temml
@pytest.mark.parametrize(
    "tex", [r"\text{a $b$ c}", r"\colorbox{yellow}{z}", r"\begin{smallmatrix}a&b\end{smallmatrix}"]
)
def test_temml_draws_what_the_first_engine_cannot(tex: str) -> None:
    rendered = render(f"${tex}$")
    assert rendered.problems == []
    assert rendered.html.startswith("<p><math alttext=")


def test_align_has_no_numbers_of_its_own() -> None:
    html = render("$$\n\\begin{align}a&=b\\\\c&=d\\end{align}\n$$").html
    assert "(1)" not in html


def test_numbers_go_to_named_equations_and_references_find_them_before_and_after() -> None:
    source = "See \\eqref{eq-b} and $\\eqref{eq:b}$.\n\n$$a$$\n\n$$b$$ {#eq-a}\n\n$$c\\label{eq:b}$$\n\nAnd [](#eq-a)."
    html = render(source).html
    assert '<a href="#eq-b">(2)</a>' in html
    assert "<mtext>(2)</mtext>" in html
    assert '<a href="#eq-a">(1)</a>' in html
    assert html.count("<span>(") == 2


def test_each_labelled_row_has_a_number_of_its_own() -> None:
    rows = r"a&=b\label{eq:a}\\ &=\begin{cases}1\\2\end{cases}\\[2pt] c&=d\tag{*}\label{eq:c}\\ e&=f\label{eq:e}"
    source = f"$$x$$ {{#eq-x}}\n\n$$\n\\begin{{align}}\n{rows}\n\\end{{align}}\n$$\n\n"
    source += r"\eqref{eq:a} [](#eq-c) \eqref{eq:e}"
    rendered = render(source)
    assert rendered.problems == []
    for name, shown in (("a", "(2)"), ("c", "(*)"), ("e", "(3)")):
        assert f'<a href="#eq-{name}">{shown}</a>' in rendered.html
        row = rendered.html.partition(f'<mtr id="eq-{name}">')[2].partition("<mtr id")[0]
        assert f"<mtext>{shown}</mtext>" in row, "a link leads to the row itself"
    assert rendered.html.count("<mtext>(") == 3
    assert "[2" not in stripped(rendered.html), "the distance between rows is no part of them"
    feed = stripped(render(source, form="feed").html)
    assert "(2)" in feed
    assert "(3)" in feed


@pytest.mark.parametrize("sign", [r"\mathring{A}", r"\utilde{A}"])
def test_the_rows_of_both_engines_can_be_led_to(sign: str) -> None:
    html = render(rf"$$\begin{{align}}{sign}&=b\\ c&=d\label{{eq:c}}\end{{align}}$$").html
    assert "math-error" not in html
    assert '<mtr id="eq-c"' in html


def test_a_row_of_a_formula_that_cannot_be_drawn_is_led_to_at_its_beginning() -> None:
    html = render(r"$$\begin{align}a&=b\label{eq:a}\\ c&=\nosuchthing\label{eq:c}\end{align}$$ \eqref{eq:c}").html
    assert "math-error" in html
    assert '<span id="eq-a"></span><span id="eq-c"></span>' in html


def test_a_block_of_rows_with_one_name_for_all_has_one_number() -> None:
    rows = "\\begin{align}a&=b\\\\c&=d\\end{align}"
    for source in (
        f"$${rows}$$ {{#eq-a}}",
        f"$$\\begin{{equation}}\\label{{eq:a}}{rows.replace('align', 'aligned')}\\end{{equation}}$$",
    ):
        html = render(source).html
        assert '<div class="eq" id="eq-a">' in html
        assert "<span>(1)</span>" in html


def test_a_tag_replaces_the_number() -> None:
    html = render("$$\nx \\tag{*}\\label{eq:s}\n$$\n\n\\eqref{eq-s} $$y$$ {#eq-y}").html
    assert "<span>(*)</span>" in html
    assert '<a href="#eq-s">(*)</a>' in html


def test_a_name_used_twice_is_told() -> None:
    problems = render("$$a$$ {#eq-a}\n\n$$b$$ {#eq-a}").problems
    assert [(problem.line, problem.kind) for problem in problems] == [(3, "label")]


def test_one_bad_formula_harms_nothing_else() -> None:
    rendered = render("before $\\frac{1$ and\n$x$ after\n\n$$\\nonsense$$\n\n$y$")
    assert [problem.line for problem in rendered.problems] == [1, 4]
    assert '<code class="math-error" title="Expected closing token' in rendered.html
    assert "Unknown command" in rendered.html
    assert "<mi>x</mi>" in rendered.html
    assert "<mi>y</mi>" in rendered.html
    assert rendered.formulas == 4


@pytest.mark.parametrize(
    "tex",
    ["x" * 4001, "{" * 300 + "x" + "}" * 300, r"\sqrt" * 300 + " x", r"\left(" * 201 + r"\right)" * 201],
    ids=["long", "braces", "chain", "left"],
)
def test_a_formula_over_a_cap_says_so(tex: str) -> None:
    problems = render(f"a\n\n$$\n{tex}\n$$\n\n$x$").problems
    assert [problem.kind for problem in problems] == ["formula"]
    assert "longer" in problems[0].message or "nested" in problems[0].message


def test_macros_hold_in_the_whole_text_and_may_replace_a_command() -> None:
    source = "$\\R$ $\\vec{v}$\n\n```macros\n\\newcommand{\\R}{\\mathbb{R}}\n\\def\\vec#1{\\mathbf{#1}}\n```"
    html = render(source).html
    assert "<mi>ℝ</mi>" in html
    assert "<mi>𝐯</mi>" in html
    assert "newcommand" not in html


def test_macros_of_the_papers_come_first_and_the_text_overrules() -> None:
    facts = Facts(macros={"E": r"\mathbb{E}", "q": "a"})
    html = render("```macros\n\\newcommand{\\q}{b}\n```\n\n$\\E \\q$", facts).html
    assert "𝔼" in html
    assert "<mi>b</mi>" in html


@pytest.mark.parametrize(
    "body",
    [r"\frac{", "x" * 501, "#1" * 9],
    ids=["unreadable", "long", "multiplying"],
)
def test_a_bad_macro_is_named_and_spoils_no_other(body: str) -> None:
    rendered = render("$\\good$", Facts(macros={"bad": body, "good": "z"}))
    assert [problem.kind for problem in rendered.problems] == ["macro"]
    assert "bad" in rendered.problems[0].message
    assert "<mi>z</mi>" in rendered.html


def test_macros_that_expand_without_end_are_stopped() -> None:
    facts = Facts(macros={"a": r"\b\b", "b": r"\a\a"})
    rendered = render("$\\a$ $x$", facts)
    assert "formula" in {problem.kind for problem in rendered.problems}
    assert "<mi>x</mi>" in rendered.html


def test_a_macro_may_use_another_whichever_comes_first() -> None:
    rendered = render("$\\Ex{x}$", Facts(macros={"Ex": r"\E[#1]", "E": r"\mathbb{E}"}))
    assert rendered.problems == []
    assert "𝔼" in rendered.html


@pytest.mark.parametrize(
    ("definition", "use", "shown"),
    [
        (r"\newcommand{\E}[2][p]{\mathbb{E}_{#1}[#2]}", r"\E{x}+\E[q]{y}", "𝔼p[x]+𝔼q[y]"),
        (r"\newcommand{\E}[2][p]{#1(#2)}\newcommand{\F}{\E[r]}", r"\F{x}", "r(x)"),
        (r"\DeclarePairedDelimiter{\abs}{\lvert}{\rvert}", r"\abs{x}+\abs*{y}+\abs[\Big]{z}", "|x|+|y|+|z|"),
        (r"\DeclarePairedDelimiterX{\inp}[2]{\langle}{\rangle}{#1,#2}", r"\inp*{a}{b}", "⟨a,b⟩"),
        (r"\NewDocumentCommand{\K}{O{q} m}{#1/#2}", r"\K{a}\K[b]{c}", "q/ab/c"),
        (r"\let\eps\varepsilon \let\phi=\varphi", r"\eps\phi", "εφ"),
        (r"\providecommand{\alpha}{x}\providecommand{\own}{y}", r"\alpha\own", "αy"),
        (r"\gdef\foo#1{#1'}\DeclareRobustCommand{\bar}[1]{[#1]}", r"\foo{x}\bar{y}", "x′[y]"),
        (r"\newcommand{\m}{\ensuremath{x}\xspace}", r"\m y", "xy"),
    ],
)
def test_each_way_to_define_a_macro_is_understood(definition: str, use: str, shown: str) -> None:
    for source in (f"```macros\n{definition}\n```\n\n${use}$", f"${definition}{use}$"):
        rendered = render(source)
        assert rendered.problems == []
        assert stripped(rendered.html).replace("\u200b", "") == shown


def test_macros_that_leave_out_arguments_cannot_repeat_themselves_without_end() -> None:
    source = "```macros\n\\newcommand{\\a}[1][x]{\\b\\b}\n\\newcommand{\\b}[1][x]{\\a\\a}\n```\n\n$\\a$ and $y$"
    rendered = render(source)
    assert {problem.kind for problem in rendered.problems} == {"formula"}
    assert "<mi>y</mi>" in rendered.html


def test_what_only_looks_like_a_distance_after_a_break_stays() -> None:
    for rows, shown in ((r"1\\[2pt]3", "13"), (r"1\\ [2] 3", "1[2]3"), (r"1\\*3", "13"), (r"1\\[-\jot]3", "13")):
        assert stripped(render(rf"$\begin{{matrix}}{rows}\end{{matrix}}$").html) == shown


def test_no_style_attribute_leaves_the_renderer() -> None:
    tex = r"\begin{align}a&=b\tag{1}\\c&\end{align}\color{red}\colorbox{blue}{x}\!"
    lines = r"\begin{array}{c|c}a&b\\\hline c&d\end{array}"
    assert " style=" not in render(f"$$\n{tex}\n$$\n\n$${lines}$$\n\n|a|\n|-:|\n|b|").html


def stripped(html: str) -> str:
    """What a reader shows that does not know MathML and keeps the text between tags."""
    return re.sub(r"<[^>]*>", "", html).replace("\u2061", "").strip()


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"\frac13", "1/3"),
        (r"\frac{a+b}{c+d}", "(a+b)/(c+d)"),
        (r"x^2+y_i^{n+1}", "x^2+y_i^(n+1)"),
        (r"\sqrt2", "√(2)"),
        (r"\sqrt[3]{x}", "(x) root 3"),
        (r"\binom{n}{k}", "(n over k)"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "(1, 2; 3, 4)"),
        (r"\sum_{i=1}^n i", "∑_(i=1)^n i"),
        (r"{\frac12}^2", "(1/2)^2"),
        (r"2\frac13", "2 1/3"),
    ],
)
def test_a_formula_in_a_feed_reads_right_without_its_tags(tex: str, line: str) -> None:
    assert stripped(render(f"${tex}$", form="feed").html) == line
    assert stripped(render(f"${tex}$", form="plain").html) == line
    assert "<math" in render(f"${tex}$", form="feed").html
    assert "<math" not in render(f"${tex}$", form="plain").html


def test_output_that_repeats_itself_is_refused() -> None:
    source = "[x]: /" + "a" * 9_000 + "\n\n" + "[x] " * 3_000
    with pytest.raises(TooMuch) as refused:
        render(source)
    assert "safe" in refused.value.sentence
