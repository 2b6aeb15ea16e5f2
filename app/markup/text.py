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
def render_text(text: str) -> str:
    """Safe inline HTML: everything escaped but `$…$`, which becomes MathML whose `alttext` is its TeX.

    A formula that cannot be drawn stays as it was written. Runs in the calling process: with no macros of the text's
    own, at most 1,000 characters and 200 levels, none of what a rendering process is there to survive can happen.
    """
    out, end = [], 0
    for found in _FORMULA.finditer(text):
        closing = mathml.closing_marks(text, found.end())
        out += [html.escape(text[end : found.start()], quote=False), mathml.keep_together(_draw(found), closing)]
        end = found.end() + len(closing)
    return clean("".join([*out, html.escape(text[end:], quote=False)]))


def _draw(found: re.Match[str]) -> str:
    tex = found[2].strip()
    price = found[2][0].isspace() != found[2][-1].isspace()
    if tex and not price and len(tex) <= FORMULA_IN_TEXT and depth(tex) <= caps.FORMULA_DEPTH:
        try:
            return mathml.tidy(_core.convert_with_local_state(tex, displaystyle=False), tex)
        except LatexError:
            pass
    return html.escape(found[0], quote=False)
