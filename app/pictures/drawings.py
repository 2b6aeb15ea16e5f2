"""SVG, read as XML and written anew: shapes, words, colours and gradients; nothing that acts, moves or reaches out.

What is kept is listed here (https://www.w3.org/TR/SVG2/eltindex.html); everything else, known or not, is left out.
"""

import base64
import binascii
import re
import xml.parsers.expat as expat
from collections import Counter
from dataclasses import dataclass, field
from html import escape

from app.errors import BadInput, StillroomError, TooLarge
from app.pictures import allowed, sheets
from app.pictures.rasters import redraw_pixels
from app.pictures.shapes import SIDE, Picture, too_large

LONGEST = 5_000_000
"""Bytes of a drawing."""
ELEMENTS = 50_000
DEEPEST = 200
SHOWN = 200_000
"""Elements a drawing may come to when each that is used again is counted again."""
_LIGHT = 200
"""The same of a part that a style sheet refers to, for it may mean every element."""
_CHAIN = 20
"""Parts that refer to parts that refer to parts."""
_IMAGES = 40

_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
_START = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE\s[^>\[]*(?:\[.*?\]\s*)?>\s*)*<(?:[\w-]+:)?svg[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!doctype\s+svg|<svg|<[\w-]+:svg)", re.IGNORECASE)
_WIDE = (b"\xff\xfe<", b"\xfe\xff\0<")
_PLAIN = re.compile(r"[^<>&\"\\@]*\Z", re.DOTALL)
_PART = re.compile(r"#[\w:.-]{1,200}\Z")
_LENGTH = re.compile(r"\s*(\d*\.?\d+(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|em|)\s*\Z")
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "em": 16}
_DATA = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp)\s*;\s*base64\s*,(.*)\Z", re.DOTALL | re.IGNORECASE)


def is_drawing(data: bytes) -> bool:
    """Whether the bytes begin as an SVG drawing does."""
    return bool(_MARKUP.match(data[:1000])) or data.startswith(_WIDE)


def write_anew(data: bytes) -> Picture:
    """The drawing in `data` without anything that acts, moves or reaches out. Raises BadInput and TooLarge."""
    if len(data) > LONGEST:
        raise too_large("a drawing of more than 5 MB")
    if not data.startswith(_WIDE) and not _START.match(data[:200_000]):
        raise BadInput("This file is not an SVG drawing, though it begins as one. Nothing was added.")
    drawing = _Drawing()
    try:
        drawing.read(data)
    except expat.ExpatError as error:
        raise BadInput(f"This drawing is broken at line {error.lineno}. Nothing was added; save it again.") from None
    except (ValueError, LookupError):
        raise BadInput("This drawing is broken and cannot be read to its end. Nothing was added.") from None
    return drawing.picture()


@dataclass
class _Drawing:
    """One drawing being read, and what is written of it."""

    written: list[str] = field(default_factory=list)
    left_out: dict[str, None] = field(default_factory=dict)
    open: list[tuple[str, str]] = field(default_factory=list)
    """The elements that are open: their names, '' for those that are unwrapped, and their ids."""
    skipping: int = 0
    """How many elements are open inside one that is left out, itself included."""
    sheet: list[str] | None = None
    elements: int = 0
    images: int = 0
    size: tuple[float, float] = (0, 0)
    sizes: Counter[str] = field(default_factory=Counter)
    """How many elements stand in the part with this id."""
    refers: dict[str, Counter[str]] = field(default_factory=dict)
    """How often something in the part with this id refers to which others; '' is the whole."""
    styled: list[str] = field(default_factory=list)
    """What style sheets refer to."""

    def read(self, data: bytes) -> None:
        """Reads it all. Raises ExpatError, BadInput and TooLarge."""
        parser = expat.ParserCreate(namespace_separator="\n")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.EntityDeclHandler = _refuse_entities
        parser.Parse(data, True)

    def picture(self) -> Picture:
        """What came of it. Raises BadInput where nothing can be seen of it, or too much."""
        if not self.written or self.elements < 2:
            raise BadInput("Nothing of this drawing can be shown. Nothing was added; save it as PNG and add that.")
        self._weigh()
        scale = min(1.0, SIDE / max(self.size))
        width, height = (max(1, round(side * scale)) for side in self.size)
        said = f"Left out of it, because no page may hold it: {', '.join(self.left_out)}." if self.left_out else ""
        return Picture("".join(self.written).encode(), "image/svg+xml", width, height, said)

    def _start(self, full: str, given: dict[str, str]) -> None:
        space, _, name = full.rpartition("\n")
        if self.skipping or self.sheet is not None:
            self.skipping += 1
            return
        if not self.open and (name != "svg" or space not in {"", _SVG}):
            raise BadInput("This file is XML, but no SVG drawing. Nothing was added.")
        if space not in {"", _SVG} or name not in allowed.KEPT:
            self._leave_out(name if space in {"", _SVG} else "")
            self.skipping = 1
            return
        self.elements += 1
        if self.elements > ELEMENTS or len(self.open) > DEEPEST:
            raise _too_complicated()
        if name == "style":
            self.sheet, self.skipping = [], 1
            return
        self._write(name, given)

    def _write(self, name: str, given: dict[str, str]) -> None:
        attributes, refers = self._attributes(name, given)
        if attributes is None:
            self.skipping = 1
            return
        self.open.append(("" if name in allowed.UNWRAPPED else name, given.get("id", "")))
        for _, part in self.open:
            self.sizes[part] += bool(part)
        for part in {"", *(part for _, part in self.open)}:
            self.refers.setdefault(part, Counter()).update(refers)
        if len(self.open) == 1:
            self._write_root(given, attributes)
        elif name not in allowed.UNWRAPPED:
            self.written.append(f"<{name}{_spelled(attributes)}>")

    def _attributes(self, name: str, given: dict[str, str]) -> tuple[dict[str, str] | None, list[str]]:
        """What is kept of the attributes, and the parts they refer to; None for an element that is nothing without."""
        kept: dict[str, str] = {}
        refers: list[str] = []
        for full, value in given.items():
            space, _, key = full.rpartition("\n")
            if key == "href" and space in {"", _XLINK}:
                if not self._follow(name, value, kept):
                    return None, []
            elif space in {"", _XML}:
                kept |= self._attribute(f"xml:{key}" if space else key, value)
        for value in kept.values():
            refers += sheets.references(value)
        if kept.get("href", "").startswith("#"):
            refers.append(kept["href"][1:])
        return (None if name in {"use", "image"} and "href" not in kept else kept), refers

    def _attribute(self, key: str, value: str) -> dict[str, str]:
        """An attribute as it is kept, or none."""
        if key == "style":
            value = sheets.declarations(value)
        elif key in sheets.PROPERTIES:
            value = sheets.value(value)
        elif key not in allowed.GEOMETRY or not _PLAIN.match(value):
            value = ""
        if key.lower().startswith("on"):
            self.left_out["a script"] = None
        return {key: value} if value else {}

    def _follow(self, name: str, value: str, kept: dict[str, str]) -> bool:
        """Takes a reference: to a part of the drawing, or a picture within it. False where the element must go."""
        value = value.strip()
        if name == "image":
            inside = self._inside(value)
            if not inside:
                self._leave_out("image")
            kept |= {"href": inside} if inside else {}
            return bool(inside)
        if name != "a" and _PART.match(value):
            kept["href"] = value
        elif name != "a":
            self.left_out["what it takes from elsewhere"] = None
            return name != "use"
        return True

    def _inside(self, address: str) -> str:
        """A picture that stands in the drawing, itself drawn anew."""
        found = _DATA.match(address)
        self.images += 1
        if not found or self.images > _IMAGES:
            return ""
        try:
            picture = redraw_pixels(base64.b64decode(re.sub(r"\s|%0[aAdD]", "", found[1])))
        except (StillroomError, binascii.Error, ValueError):
            return ""
        return f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"

    def _write_root(self, given: dict[str, str], attributes: dict[str, str]) -> None:
        """The outermost element, with a size in plain numbers, which a page needs before it has the drawing."""
        box = [float(part) for part in re.findall(r"-?\d*\.?\d+(?:[eE][+-]?\d+)?", given.get("viewBox", ""))]
        framed = len(box) == 4 and min(box[2:]) > 0
        wide, high = _length(given.get("width", "")), _length(given.get("height", ""))
        ratio = box[3] / box[2] if framed else 0.5
        wide = wide or (high / ratio if high else box[2] if framed else 300)
        high = high or wide * ratio
        if not (0 < wide < 1e6 and 0 < high < 1e6 and 0.001 < high / wide < 1000):
            raise BadInput("This drawing says no size that a page could give it. Nothing was added.")
        self.size = wide, high
        attributes |= {"width": f"{wide:g}", "height": f"{high:g}"}
        attributes.setdefault("viewBox", f"0 0 {wide:g} {high:g}")
        self.written.append(f'<svg xmlns="{_SVG}"{_spelled(attributes)}>')

    def _end(self, full: str) -> None:
        if self.skipping:
            self.skipping -= 1
            if self.sheet is not None and not self.skipping:
                self._write_sheet("".join(self.sheet))
            return
        name, _ = self.open.pop()
        self.written.append(f"</{name}>" if name else "")

    def _write_sheet(self, css: str) -> None:
        kept, self.sheet = sheets.sheet(css), None
        self.styled += sheets.references(kept)
        self.written.append(f"<style>{escape(kept, quote=False)}</style>" if kept else "")
        if "@" in css:
            self.left_out["rules of its style sheet"] = None

    def _words(self, words: str) -> None:
        if self.sheet is not None and self.skipping == 1:
            self.sheet.append(words)
        elif not self.skipping and next((name for name, _ in reversed(self.open) if name), "") in allowed.WORDS:
            self.written.append(escape(words, quote=False))

    def _leave_out(self, name: str) -> None:
        if name in allowed.MOVES:
            self.left_out["movement"] = None
        elif name in allowed.NAMES:
            self.left_out[allowed.NAMES[name]] = None
        elif name not in {"", "metadata", "namedview", "cursor", "view"}:
            self.left_out[name[:40]] = None

    def _weigh(self) -> None:
        """Raises TooLarge for a small drawing that becomes a huge one, its parts using each other again and again."""
        known: dict[str, int] = {}
        whole = self.elements + sum(
            n * self._weight(one, known, 0) for one, n in self.refers.get("", Counter()).items()
        )
        if whole > SHOWN or any(self._weight(one, known, 0) > _LIGHT for one in self.styled):
            raise _too_complicated()

    def _weight(self, part: str, known: dict[str, int], depth: int) -> int:
        if depth > _CHAIN:
            raise _too_complicated()
        if part not in known:
            inner = self.refers.get(part, Counter()).items()
            known[part] = self.sizes[part] + sum(n * self._weight(one, known, depth + 1) for one, n in inner)
        return known[part]


def _refuse_entities(*_: object) -> None:
    raise BadInput(
        "This drawing defines XML entities, which are not read here. Nothing was added; save it as plain SVG."
    )


def _spelled(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def _length(written: str) -> float:
    found = _LENGTH.match(written)
    return float(found[1]) * _PIXELS[found[2]] if found else 0.0


def _too_complicated() -> StillroomError:
    return TooLarge("This drawing is too complicated to be shown. Nothing was added; save it as PNG and add that.")
