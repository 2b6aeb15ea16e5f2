"""Text that is not Markdown but holds formulas: titles and abstracts as arXiv gives them."""

import html
import re
from functools import lru_cache

from math_core import LatexError, LatexToMathML

from app.markup import caps, mathml
from app.markup.formulas import depth
from app.markup.macros import BUILT_IN
from app.markup.sanitise import clean

FORMULA_IN_TEXT = 1_000
"""Characters of one formula in a title or an abstract."""
_FORMULA = re.compile(r"(?<!\\)(\$\$?)((?:[^$\\]|\\.)+?)\1(?!\d)", re.DOTALL)
_core = LatexToMathML(
    macros=BUILT_IN, fancy_error=False, max_expansions=caps.EXPANSIONS, allow_unreliable_rendering=True
)


@lru_cache(maxsize=4096)
def render_text(text: str, marks: tuple[tuple[int, int], ...] = ()) -> str:
    """Safe inline HTML: everything escaped but `$…$`, which becomes MathML whose `alttext` is its TeX.

    `marks` are ranges [start, end) of the text, in order, that stand in `<mark>`; where one touches a formula the
    whole formula does. A formula that cannot be drawn stays as it was written. Runs in the calling process: with no
    macros of the text's own, at most 1,000 characters and 200 levels, none of what a rendering process is there to
    survive can happen.
    """
    out, end = [], 0
    for found in _FORMULA.finditer(text):
        if drawn := _draw(found):
            after = found.end() + len(closing := mathml.closing_marks(text, found.end()))
            together = mathml.keep_together(drawn, closing)
            is_marked = any(start < after and found.start() < stop for start, stop in marks)
            out += [_words(text, end, found.start(), marks), f"<mark>{together}</mark>" if is_marked else together]
            end = after
    return clean("".join([*out, _words(text, end, len(text), marks)]))


def formulas_in(text: str) -> list[tuple[int, int]]:
    """The ranges [start, end) of a text, dollars included, that `render_text` tries to draw."""
    return [found.span() for found in _FORMULA.finditer(text) if _tex(found)]


def _words(text: str, start: int, end: int, marks: tuple[tuple[int, int], ...]) -> str:
    """A part of a text that holds no formula, escaped, with what of the marks lies in it."""
    out = []
    for first, last in marks:
        first, last = max(first, start), min(last, end)
        if first < last:
            out += [_escape(text[start:first]), f"<mark>{_escape(text[first:last])}</mark>"]
            start = last
    return "".join([*out, _escape(text[start:end])])


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


def _tex(found: re.Match[str]) -> str:
    """The TeX between two dollars; '' where they are prices, or it is more than is drawn here."""
    tex = found[2].strip()
    price = found[2][0].isspace() != found[2][-1].isspace()
    return "" if price or len(tex) > FORMULA_IN_TEXT or depth(tex) > caps.FORMULA_DEPTH else tex


def _draw(found: re.Match[str]) -> str:
    tex = _tex(found)
    try:
        return mathml.tidy(_core.convert_with_local_state(tex, displaystyle=False), tex) if tex else ""
    except LatexError:
        return ""
