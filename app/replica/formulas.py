"""Formulas, as each form of a paper carries them: MathML Core for HTML, runs of characters for a PDF."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from xml.etree.ElementTree import Element, fromstring

from math_core import LatexToMathML

_SPOKEN = {"_": "subscript", "^": "superscript"}
_CONVERTER = LatexToMathML()


@dataclass(frozen=True)
class Glyphs:
    """Characters in one hand: `letter` (italic), `upright`, `symbol`, `double` (struck); `level` raises or lowers."""

    text: str
    hand: str
    level: int = 0


def normal(tex: str) -> str:
    """TeX as LaTeXML spells it: every script in braces, one blank where there were several."""
    return re.sub(r"([_^])\s*([A-Za-z0-9]|\\[A-Za-z]+)(?![A-Za-z]*\})", r"\1{\2}", " ".join(tex.split()))


@cache
def mathml(tex: str, display: bool = False) -> str:
    """The inside of a `math` element: presentation without the element itself."""
    whole = _CONVERTER.convert_with_local_state(tex, displaystyle=display)
    return re.sub(r"^<math[^>]*>|</math>$", "", whole).replace("&ApplyFunction;", "\u2061")


def element(tex: str, id: str, display: bool = False, older: bool = False) -> str:
    """A `math` element as LaTeXML writes it; `older` with the two more annotations of its output of 2024."""
    said = escape(normal(tex))
    more = ""
    if older:
        more = (
            f'<annotation-xml encoding="MathML-Content" id="{id}c"><csymbol cd="unknown">{escape(tex)}</csymbol>'
            f'</annotation-xml><annotation encoding="application/x-llamapun">{escape(_spoken(tex))}</annotation>'
        )
    block = "block" if display else "inline"
    return (
        f'<math id="{id}" class="ltx_Math" alttext="{said}" display="{block}"><semantics><mrow>{mathml(tex, display)}'
        f'</mrow><annotation encoding="application/x-tex">{said}</annotation>{more}</semantics></math>'
    )


@cache
def glyphs(tex: str) -> tuple[Glyphs, ...]:
    """The characters of a formula as a PDF sets them in a line; a fraction with a stroke, a root with its sign."""
    return tuple(_walk(fromstring(f"<math>{mathml(tex)}</math>"), 0))


def _walk(node: Element, level: int) -> Iterator[Glyphs]:
    tag, inner = node.tag, list(node)
    if tag in ("msub", "msup", "msubsup", "munder", "mover", "munderover"):
        signs = {"msub": [0, -1], "munder": [0, -1], "msup": [0, 1], "mover": [0, 1]}.get(tag, [0, -1, 1])
        for one, sign in zip(inner, signs, strict=True):
            yield from _walk(one, sign or level)
    elif tag == "mfrac":
        yield from _walk(inner[0], level)
        yield Glyphs("/", "upright", level)
        yield from _walk(inner[1], level)
    elif tag in ("msqrt", "mroot"):
        yield Glyphs("√", "symbol", level)
        for one in inner:
            yield from _walk(one, level)
    elif inner:
        for one in inner:
            yield from _walk(one, level)
    elif node.text:
        yield from _hands(node.text, tag, level)


def _hands(text: str, tag: str, level: int) -> Iterator[Glyphs]:
    for char in text:
        plain = unicodedata.normalize("NFKC", char)
        if char in "\u2061\u2062\u2063\u2064":
            continue
        if "DOUBLE-STRUCK" in unicodedata.name(char, ""):
            yield Glyphs(char, "double", level)
        elif not plain.isascii():
            yield Glyphs(char, "symbol", level)
        elif tag == "mi" and len(text) == 1 and plain.isalpha():
            yield Glyphs(plain, "letter", level)
        else:
            yield Glyphs(" " + char + " " if tag == "mo" and char in "=<>+" else plain, "upright", level)


def _spoken(tex: str) -> str:
    words = re.sub(r"[_^]", lambda one: f" {_SPOKEN[one[0]]} ", tex)
    return " ".join(re.sub(r"[\\{}]", " ", words).split())
