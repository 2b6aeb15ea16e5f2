"""The runs of a paragraph as pieces of a line (ECMA-376, part 1, section 17.3)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.docx.formulas import tex_of
from app.docx.marking import Piece
from app.docx.package import child, children, name_of, value
from app.docx.styles import Styles, is_mono, is_on

_THROUGH = {"ins", "moveTo", "smartTag", "customXml", "bdo", "dir", "hyperlink", "fldSimple", "sdtContent", "Choice"}
_BREAK = Piece("\\\n", made=True)
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_FIELD = re.compile(r'HYPERLINK\s+"([^"]+)"')


@dataclass
class Fields:
    """The fields that are open: of each what it does, and whether its result has begun."""

    open: list[tuple[str, bool]] = field(default_factory=list)

    @property
    def link(self) -> str:
        """Where the words at this place lead."""
        found = [match[1] for does, _ in self.open if (match := _FIELD.search(does))]
        return next((one for one in found if _ADDRESS.fullmatch(one)), "")

    @property
    def hides(self) -> bool:
        """Whether what stands here is no words: what a field does, or a table of contents."""
        return any(not begun or does.split()[:1] in (["TOC"], ["INDEX"]) for does, begun in self.open)

    def take(self, element: Element) -> None:
        """One sign of a field, or a part of what it does."""
        if name_of(element) == "instrText":
            if self.open:
                does, begun = self.open[-1]
                self.open[-1] = (does + (element.text or ""), begun)
            return
        kind = value(element, "fldCharType")
        if kind == "begin":
            self.open.append(("", False))
        elif kind == "separate" and self.open:
            self.open[-1] = (self.open[-1][0], True)
        elif kind == "end" and self.open:
            self.open.pop()


@dataclass(frozen=True)
class Around:
    """What a line needs of its document."""

    styles: Styles
    links: dict[str, str]
    note: Callable[[str, str], str]
    """The mark of a note, by its kind (`footnote`, `endnote`) and id."""
    picture: Callable[[Element], str]
    """The Markdown of a drawing."""


def pieces_of(element: Element, around: Around, fields: Fields, link: str = "") -> Iterator[Piece]:
    """What stands in a paragraph, in order. `fields` is carried on from one paragraph to the next."""
    for one in element:
        name = name_of(one)
        if name == "r":
            yield from _run(one, around, fields, link)
        elif name == "m:oMathPara":
            yield from (
                Piece(f"\n\n$$\n{tex}\n$$\n\n", made=True) for math in children(one, "m:oMath") if (tex := tex_of(math))
            )
        elif name == "m:oMath":
            if tex := tex_of(one):
                yield Piece(f"${tex}$", made=True)
        elif name in {"sdt", "AlternateContent"}:
            inside = child(one, "sdtContent" if name == "sdt" else "Choice")
            yield from pieces_of(inside, around, fields, link) if inside is not None else ()
        elif name in _THROUGH:
            yield from pieces_of(one, around, fields, _leads(one, around) or link)


def _leads(element: Element, around: Around) -> str:
    if name_of(element) == "fldSimple":
        found = _FIELD.search(value(element, "instr") or "")
        return found[1] if found and _ADDRESS.fullmatch(found[1]) else ""
    target = around.links.get(value(element, "id") or "", "")
    return target if _ADDRESS.fullmatch(target) else ""


def _run(run: Element, around: Around, fields: Fields, link: str) -> Iterator[Piece]:
    properties = child(run, "rPr")
    form = _form(properties, around.styles)
    if is_on(properties, "vanish"):
        return
    for one in run:
        name = name_of(one)
        if name in {"fldChar", "instrText"}:
            fields.take(one)
        elif fields.hides:
            continue
        elif name in {"footnoteReference", "endnoteReference"}:
            yield Piece(around.note(name.removesuffix("Reference"), value(one, "id") or ""), made=True)
        elif name in {"drawing", "pict", "object", "AlternateContent"}:
            yield Piece(around.picture(one), made=True)
        elif name in {"br", "cr"}:
            if value(one, "type") not in {"page", "column"}:
                yield Piece("\n", form) if "code" in form else _BREAK
        elif text := _text(one, name):
            yield Piece(text, form, link or fields.link)


def _text(element: Element, name: str) -> str:
    if name == "t":
        return (element.text or "").replace("\u00a0", " ")
    if name == "sym":
        code = (
            int(value(element, "char") or "0", 16)
            if re.fullmatch(r"[0-9A-Fa-f]{1,6}", value(element, "char") or "")
            else 0
        )
        return chr(code) if 32 <= code < 0xD800 else ""
    return {"tab": " ", "noBreakHyphen": "-"}.get(name, "")


def _form(properties: Element | None, styles: Styles) -> frozenset[str]:
    style = styles.of(value(child(properties, "rStyle")))
    named = style.name.lower()
    shift = value(child(properties, "vertAlign"))
    said = {
        "bold": is_on(properties, "b") or (named == "strong" and child(properties, "b") is None),
        "italic": is_on(properties, "i")
        or (named in {"emphasis", "intense emphasis"} and child(properties, "i") is None),
        "gone": is_on(properties, "strike") or is_on(properties, "dstrike"),
        "code": is_mono(properties) or style.code,
        "raised": shift == "superscript",
        "lowered": shift == "subscript",
    }
    return frozenset(form for form, on in said.items() if on)
