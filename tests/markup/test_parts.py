"""A text drawn again after an edit is, byte for byte, what it would be drawn as for the first time."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.markup import Citation, Claim, Facts, Image, needs, render
from app.markup.rendering import Rendering

FACTS = Facts(
    claims={"k": Claim("q", "b", "a", "s", "l", "https://arxiv.org/abs/1v1", "*w*")},
    citations={
        f"arxiv:{n}": Citation(f"arxiv:{n}", f"A {n}", "T $x$", ["A"], "2026", f"https://arxiv.org/abs/{n}")
        for n in (1, 2, 3)
    }
    | {"doi:10.1/two": Citation("doi:10.1/two", "A 2", "T", ["A"], "2026", "", work="arxiv:2")},
    images={"image:1": Image("/i.png", 1, 2, "alt")},
    macros={"R": r"\mathbb{R}"},
)
PARTS = [
    *("\n", "\n\n", "\n\n", "\n\n", " ", "    ", "\t", "> ", "- ", "1. ", "  - ", "* ", "#", "|", ":", "`", "x", "-"),
    *("word", "é𝒳", "**bold**", "$x$,", "$\\R$", "$\\no$", "$a$", "$", "$$", "\\[", "\\]", "<b>", "\\", "\u0301"),
    "# Head\n",
    "## Head $x$. {#named}\n",
    "Head\n---\n",
    "\n\n$$x^2$$ {#eq-a}\n\n",
    "\n\n$$\ny \\label{eq:b}\n$$\n\n",
    "\n\n$$z$$ {#eq-a}\n\n",
    "\n\n$$\\begin{align}u&\\label{eq:b}\\\\v\\\\w&\\tag{*}\\label{eq:w}\\end{align}$$\n\n",
    "\\eqref{eq:w}",
    "\n```macros\n\\newcommand{\\no}[1][d]{n#1}\n```\n",
    "\\eqref{eq-a} and [](#eq-b) and $\\eqref{eq:a}$ and [](#fig-f)",
    '\n\n![p](image:1 "Caption."){#fig-f}\n\n',
    '\n\n![p](image:1 "Other.")\n\n',
    "![no](image:9)",
    "[^a]",
    "[^b] ",
    "^[aside [^a] $x$]",
    "\n\n[^a]: Note $x$ [@arxiv:1].\n\n",
    "\n\n[^b]: Other\n\n    $$q$$ {#eq-q}\n\n",
    "[a claim](note:k)",
    "[gone](note:g)",
    "[@arxiv:1]",
    "[@arxiv:2, p. 3; @arxiv:1]",
    "[@doi:10.1/none]",
    "[@doi:10.1/two; @arxiv:3]",
    "![see [@arxiv:3]](image:1)",
    "[link [@arxiv:3]](https://example.org)",
    "[link][r] and [r]",
    "\n\n[r]: https://example.org 'T'\n\n",
    "\n\n[r]: /other\n\n",
    "\n```macros\n\\newcommand{\\no}{n}\n```\n",
    "\n```macros\n\\newcommand{\\R}{r}\n\\nonsense\n```\n",
    "\n```\n",
    "\n~~~ math\n",
    "\n```python\nx = 1\n```\n",
    "<!--",
    "-->",
    "\n\n<!-- open\n\n",
    "<details>\n",
    "\n<details open>\n<summary>S</summary>\n\n",
    "\n</details>\n",
    "\n\n> [!note]\n> callout\n\n",
    "\n- [x] done\n- [ ] not\n\n",
    "\n- one\n\n  two\n  - three\n\n",
    "\n1. a\n2. b\n\n       code\n\n",
    "\n| a | b |\n|---|--:|\n| $x$ | [^a] |\n\n",
    "\n***\n",
    "https://example.org/a_b",
    "[above](#head)",
]
TEXT = st.lists(st.sampled_from(PARTS), max_size=25).map("".join)
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from([0, 0, 1, 2, 5, 30, 10_000]), TEXT | st.sampled_from(PARTS)), max_size=8
)


def edited(source: str, edit: tuple[float, int, str]) -> str:
    """The text with some characters from a place on replaced by others."""
    place, removed, added = edit
    start = int(place * len(source))
    return source[:start] + added + source[start + removed :]


@settings(max_examples=300, deadline=None)
@given(TEXT, EDITS)
def test_after_any_edits_a_text_is_drawn_as_if_anew(source: str, edits: list[tuple[float, int, str]]) -> None:
    warm = Rendering()
    for edit in [(0.0, 0, ""), *edits]:
        source = edited(source, edit)
        assert warm.render(source, FACTS, form="preview") == render(source, FACTS, form="preview"), source
        assert warm.document.needs() == needs(source)


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, st.sampled_from(["page", "feed", "plain"]))
def test_one_document_is_drawn_in_every_form_and_with_other_facts(source: str, other: str, form: str) -> None:
    warm = Rendering()
    fewer = Facts(claims=FACTS.claims, base_url="https://stillroom.example/x", citation_style="numbered")
    numbered = replace(FACTS, citation_style="numbered")
    for text, facts, shape in (
        (source, FACTS, "preview"),
        (source, numbered, "preview"),
        (source, fewer, form),
        (other, FACTS, form),
    ):
        assert warm.render(text, facts, form=shape) == render(text, facts, form=shape)  # type: ignore[arg-type]


@settings(max_examples=100, deadline=None)
@given(TEXT)
def test_every_form_gives_a_work_the_same_number_and_lists_it(source: str) -> None:
    numbered = replace(FACTS, citation_style="numbered", base_url="https://stillroom.example/x")
    drawn = {form: render(source, numbered, form=form).html for form in ("page", "feed")}  # type: ignore[arg-type]
    cited = {form: re.findall(r'#ref-(\d+)"', html) for form, html in drawn.items()}
    listed = re.findall(r'<li id="ref-(\d+)"', drawn["page"])
    assert sorted(cited["page"]) == sorted(cited["feed"])
    assert set(cited["page"]) <= set(listed)
    assert listed == [str(number) for number in range(1, len(listed) + 1)]
