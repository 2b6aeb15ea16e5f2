"""Figures: those that are files, by name, and those that are drawn in the paper itself."""

import re
from html import escape

from selectolax.lexbor import LexborNode

from app.papers.fulltext.allowed import DRAWINGS, DRAWINGS_ATTRIBUTES, LENGTH, NUMBER
from app.papers.fulltext.links import PREFIX, Place

_DEEPEST = 100
_REFERENCE = re.compile(r"url\(['\"]?#([\w.:-]{1,200})['\"]?\)")
_MARKUP = re.compile(r"<[^>]*>")
_BLANKS = re.compile(r"\s+")
_LONGEST_LABEL = 120


def image(node: LexborNode, place: Place, classes: str) -> tuple[str, str | None]:
    """An `<img>` that loads nothing and names its figure in `data-figure`; and that name, or None where it has none."""
    given = node.attributes
    name = place.figure(given.get("src") or given.get("data") or "")
    written = f'<img{classes} alt="{escape(given.get("alt") or "")}"'
    for side in ("width", "height"):
        if NUMBER.fullmatch(given.get(side) or ""):
            written += f' {side}="{given[side]}"'
    return written + (f' data-figure="{escape(name)}">' if name else ">"), name


def boxed(svg: LexborNode) -> list[LexborNode]:
    """The texts of a drawing that is a frame around text (a coloured box), not a picture with labels."""
    texts = [node for node in svg.css("foreignObject") if node.text_lexbor().strip()]
    is_prose = any(len(node.text_lexbor()) > _LONGEST_LABEL or node.css_first("p, .ltx_p") for node in texts)
    return texts if is_prose else []


def drawing(svg: LexborNode) -> str:
    """An `<svg>` of shapes and labels: no links, no scripts, no animation, nothing from elsewhere."""
    inner = "".join(_shape(child, 0) for child in svg.iter(include_text=True))
    words = _BLANKS.sub(" ", _MARKUP.sub(" ", inner)).strip()
    return f'<svg class="ltx_picture" role="img" aria-label="{words}" data-apart=""{_attributes(svg)}>{inner}</svg>'


def _shape(node: LexborNode, depth: int) -> str:
    if depth > _DEEPEST or not node.is_element_node:
        return ""
    name = node.tag or ""
    if name in {"foreignObject", "foreignobject", "text"}:
        return _label(node)
    inner = "".join(_shape(child, depth + 1) for child in node.iter(include_text=True))
    if name == "a" or name == "switch":
        return inner
    return f"<{name}{_attributes(node)}>{inner}</{name}>" if name in DRAWINGS and name != "svg" else ""


def _label(node: LexborNode) -> str:
    words = _BLANKS.sub(" ", node.text_lexbor()).strip()
    hung = "" if node.tag == "text" else ' dominant-baseline="text-before-edge"'
    return f'<text{_attributes(node)}{hung} stroke="none">{escape(words)}</text>' if words else ""


def _attributes(node: LexborNode) -> str:
    written = ""
    for name, value in node.attributes.items():
        if name == "id" and value:
            written += f' id="{PREFIX}{escape(value)}"'
        elif name in DRAWINGS_ATTRIBUTES and value and _fits(node.tag or "", name, value):
            value = _REFERENCE.sub(rf"url(#{PREFIX}\1)", value)
            written += f' {name}="{escape(value)}"'
    return written


def _fits(element: str, name: str, value: str) -> bool:
    """Labels have no outline, whatever is drawn around them; the drawing has the size that it says in plain numbers."""
    if element == "text":
        return name != "stroke"
    return element != "svg" or name not in {"width", "height"} or LENGTH.fullmatch(value) is not None
