"""From the MathML that LaTeXML writes to the MathML a page shows: presentation only, with the TeX as `alttext`."""

import re
from html import escape

from math_core import LatexError, LatexToMathML
from selectolax.lexbor import LexborNode

from app.papers.fulltext.allowed import MATHS, MATHS_ATTRIBUTES
from app.papers.fulltext.variants import styled

_LEAVES = frozenset({"mi", "mn", "mo", "ms", "mtext"})
_DROPPED = frozenset({"annotation", "annotation-xml", "script", "style", "template", "mglyph", "malignmark"})
_DEEPEST = 100
_LONGEST = 1_500
"""Characters of TeX drawn by math-core, which overflows its stack at some 2,000 groups inside groups."""
_WITHIN = re.compile(r"^<math[^>]*>|</math>$")
_LINE_END = re.compile(r"(?<!\\)%[ \t]*\n\s*")
_BLANKS = re.compile(r"\s+")
_SPACES = re.compile(r"[ \t\r\n\f]+")
"""What MathML folds; a space that does not break is one that is meant."""
_INVISIBLE = re.compile("[\u200b\u2060-\u2064\ufeff]")

_core = LatexToMathML(
    macros={"mathbbm": r"\mathbb", "ensuremath": ""},
    fancy_error=False,
    max_expansions=200,
    allow_unreliable_rendering=True,
)


def mathml(math: LexborNode) -> str:
    """A `<math>` element for the page. Its `alttext` is its TeX, or what is seen of it where it says none."""
    inner = "".join(_inner(child, 0) for child in _children(math))
    display = ' display="block"' if math.attributes.get("display") == "block" else ""
    tex = math.attributes.get("alttext") or _annotated(math) or _seen(inner)
    return f'<math class="ltx_Math" alttext="{escape(_tex(tex))}"{display}>{inner}</math>'


def from_tex(tex: str, *, display: bool) -> str:
    """A formula of which the paper has no MathML; one that cannot be drawn shows its TeX."""
    tex = _tex(tex)
    try:
        drawn = _core.convert_with_local_state(tex, displaystyle=display) if len(tex) <= _LONGEST else ""
    except LatexError:
        drawn = ""
    inner = _WITHIN.sub("", drawn) or f"<mtext>{escape(tex)}</mtext>"
    block = ' display="block"' if display else ""
    return f'<math class="ltx_Math" alttext="{escape(tex)}"{block}>{inner}</math>'


def shown(text: str) -> str:
    """What a reader sees of the text inside a `<math>`: without invisible operators, white space folded."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def _tex(alttext: str) -> str:
    """LaTeXML breaks long formulas into lines that end in `%`, which is none of the formula's."""
    return _BLANKS.sub(" ", _LINE_END.sub("", alttext)).strip()


def _inner(node: LexborNode, depth: int) -> str:
    name = node.tag or ""
    if node.is_text_node or name in _DROPPED or not node.is_element_node:
        return ""
    if name == "semantics":
        first = next((child for child in _children(node) if child.is_element_node), None)
        return _inner(first, depth + 1) if first and depth < _DEEPEST else ""
    if name in _LEAVES or depth >= _DEEPEST or name not in MATHS:
        return _leaf(node, name if name in _LEAVES else "mtext", depth)
    inner = "".join(_inner(child, depth + 1) for child in _children(node))
    return f"<{name}{_attributes(node)}>{inner}</{name}>"


def _leaf(node: LexborNode, name: str, depth: int) -> str:
    """A token; what is neither a token nor known is looked into, for the tokens there may be in it."""
    inside = _children(node)
    if node.tag not in _LEAVES and depth < _DEEPEST and any(child.is_element_node for child in inside):
        return "<mrow>" + "".join(_inner(child, depth + 1) for child in inside) + "</mrow>"
    words = _SPACES.sub(" ", node.text_lexbor() if node.child else "")
    if not words.strip() and name == "mtext" and node.tag != "mtext":
        return ""
    return f"<{name}{_attributes(node)}>{escape(styled(words, node.attributes.get('mathvariant') or ''))}</{name}>"


def _attributes(node: LexborNode) -> str:
    kept = [(name, value or "") for name, value in node.attributes.items() if name in MATHS_ATTRIBUTES]
    if node.tag == "mpadded":  # MathML Core takes the change of a width (`+2pt`) for the width
        kept = [(name, value) for name, value in kept if not value.startswith(("+", "-"))]
    return "".join(f' {name}="{escape(value)}"' for name, value in kept if name != "mathvariant" or value == "normal")


def _annotated(math: LexborNode) -> str:
    for annotation in math.css("annotation"):
        if annotation.attributes.get("encoding") == "application/x-tex":
            return annotation.text_lexbor()
    return ""


def _seen(inner: str) -> str:
    return shown(re.sub(r"<[^>]*>", "", inner).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def _children(node: LexborNode) -> list[LexborNode]:
    return list(node.iter(include_text=True))
