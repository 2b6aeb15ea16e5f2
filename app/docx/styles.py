"""What paragraphs and lists are by their styles and numberings (ECMA-376, part 1, sections 17.7 and 17.9)."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from app.docx.package import child, children, value

_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_CODE = re.compile(r"\b(?:code|source|verbatim|preformatted|listing|macro)", re.IGNORECASE)
_QUOTE = re.compile(r"\b(?:quote|block text|quotations?)\b", re.IGNORECASE)
_MONO = re.compile(
    r"courier|mono|consol|menlo|source code|lucida console|inconsolata|fira code|cascadia", re.IGNORECASE
)
_DEEP = 20


@dataclass(frozen=True)
class Style:
    """What a style means, by its name and what it is based on."""

    name: str = ""
    heading: int = 0
    """1 to 6, 0 for none."""
    code: bool = False
    quote: bool = False
    number: tuple[str, int] | None = None
    """The numbering and level that its paragraphs have."""


def is_mono(properties: Element | None) -> bool:
    """Whether run properties name a typewriter's letters."""
    return bool(_MONO.search(value(child(properties, "rFonts"), "ascii") or ""))


def is_on(properties: Element | None, name: str) -> bool:
    """Whether a property that is on or off is there and on."""
    found = child(properties, name)
    return found is not None and value(found) not in {"0", "false", "off", "none"}


def number_of(properties: Element | None) -> tuple[str, int] | None:
    """The numbering and level that paragraph properties name."""
    numbering = value(child(properties, "numPr", "numId"))
    if numbering is None:
        return None
    level = value(child(properties, "numPr", "ilvl")) or "0"
    return numbering, min(int(level), 8) if level.isdecimal() else 0


def outline_of(properties: Element | None) -> int:
    """The level of a heading that paragraph properties name, from 1; 0 for none."""
    level = value(child(properties, "outlineLvl"))
    return int(level) + 1 if level and level.isdecimal() and int(level) < 6 else 0


class Styles:
    """The styles of a document, by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._elements = {value(one, "styleId") or "": one for one in children(root, "style")}
        self._known: dict[str, Style] = {}

    def of(self, style_id: str | None) -> Style:
        """The style with this id; a plain one when there is none."""
        if not style_id:
            return Style()
        if style_id not in self._known:
            self._known[style_id] = self._read(style_id)
        return self._known[style_id]

    def _read(self, style_id: str) -> Style:
        name, heading, code, quote = "", 0, False, False
        number: tuple[str, int] | None = None
        at: str | None = style_id
        for _ in range(_DEEP):
            element = self._elements.get(at or "")
            called = value(child(element, "name")) or (at or "")
            name = name or called
            found = _HEADING.fullmatch(called.strip())
            heading = heading or (min(int(found[1]), 6) if found else outline_of(child(element, "pPr")))
            code = code or bool(_CODE.search(called)) or is_mono(child(element, "rPr"))
            quote = quote or bool(_QUOTE.search(called))
            number = number or number_of(child(element, "pPr"))
            at = value(child(element, "basedOn"))
            if not at:
                break
        return Style(name, heading, code, quote, number)


class Numberings:
    """Whether the levels of a document's numberings count or only mark, and from what they count."""

    def __init__(self, root: Element | None) -> None:
        plans = {value(one, "abstractNumId"): one for one in children(root, "abstractNum")}
        self._levels: dict[tuple[str, int], tuple[bool, int]] = {}
        for one in children(root, "num"):
            plan = plans.get(value(child(one, "abstractNumId")))
            for level in children(plan, "lvl"):
                at, start = value(level, "ilvl") or "", value(child(level, "start")) or "1"
                counts = value(child(level, "numFmt")) not in {"bullet", "none", None}
                key = value(one, "numId") or "", int(at) if at.isdecimal() else 0
                self._levels[key] = counts, int(start) if start.isdecimal() else 1

    def level(self, number: tuple[str, int]) -> tuple[bool, int]:
        """Whether a level counts, and from what number on."""
        return self._levels.get(number, (False, 1))
