"""From the bytes of a .docx to Markdown: paragraphs, lists, tables, notes, formulas and pictures, in their order."""

import base64
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from app.docx.blocks import Blocks, Item
from app.docx.lines import Around, Fields, pieces_of
from app.docx.marking import Piece, escaped, line, paragraph
from app.docx.package import Package, child, children, name_of, value
from app.docx.shapes import Docx, Picture
from app.docx.styles import Numberings, Styles, number_of, outline_of
from app.errors import BadInput

PICTURES, _PICTURE, _PICTURE_BYTES = 200, 20 * 1024 * 1024, 40 * 1024 * 1024
"""Pictures of a document, bytes of one, bytes of all."""
_MARK = "docx-picture:"
_DEEP = "This document is nested deeper than can be read here. Nothing was opened."


def read_docx(data: bytes) -> Docx:
    """The document as Markdown; its title is what is set as one, or else what its properties say.

    Raises BadInput for what is no .docx, is locked, broken, or unpacks to too much.
    """
    try:
        return _Reader(Package(data)).read()
    except RecursionError as error:
        raise BadInput(_DEEP) from error


class _Reader:
    """One reading of one document."""

    def __init__(self, package: Package) -> None:
        self.package = package
        related = {target.rpartition("/")[2]: target for target in package.related(package.main).values()}
        self.part = {name: package.xml(related[f"{name}.xml"]) if f"{name}.xml" in related else None
                     for name in ("styles", "numbering", "footnotes", "endnotes", "comments")}  # fmt: skip
        self.paths = related
        self.styles, self.numberings = Styles(self.part["styles"]), Numberings(self.part["numbering"])
        self.notes: dict[tuple[str, str], str] = {}
        self.pictures: list[Picture] = []
        self.bytes = 0
        self.lost = 0
        self.title = ""

    def read(self) -> Docx:
        root = self.package.xml(self.package.main)
        body = child(root, "body")
        if body is None:
            raise BadInput("This document has no text. Nothing was opened.")
        text = self._blocks(body, self.package.main, top=True)
        said = [text, *self._notes()]
        return Docx(
            self.title or self._property_title(),
            "\n\n".join(part for part in said if part),
            self.pictures,
            self._left(root),
        )

    def _blocks(self, element: Element, part: str, *, top: bool = False) -> str:
        blocks, fields = Blocks(), Fields()
        around = Around(self.styles, self.package.links(part), self._note, lambda one: self._drawing(one, part))
        for one in _flat(element):
            if name_of(one) == "tbl":
                blocks.add(self._table(one, part))
            else:
                self._paragraph(one, around, fields, blocks, top=top)
        return blocks.text()

    def _paragraph(self, element: Element, around: Around, fields: Fields, blocks: Blocks, *, top: bool) -> None:
        properties = child(element, "pPr")
        style = self.styles.of(value(child(properties, "pStyle")))
        pieces = list(pieces_of(element, around, fields))
        if style.name.lower().startswith("toc "):
            return
        if style.code or _is_code(pieces):
            blocks.close(but="code")
            blocks.code.append("".join(piece.text for piece in pieces).replace("\\\n", "\n"))
            return
        text = line(pieces)
        level = style.heading or outline_of(properties)
        if top and style.name.lower() == "title" and not self.title and not blocks.made:
            self.title = "".join(piece.text for piece in pieces if not piece.made).strip()
        elif level or style.name.lower() == "title":
            words = line(Piece(one.text, one.form - {"bold"}, one.link, one.made) for one in pieces)
            blocks.add(f"{'#' * (level or 1)} " + re.sub(r"\\?\s*\n\s*", " ", words) if words else "")
        elif (number := number_of(properties) or style.number) and number[0] != "0":
            if text:
                blocks.close(but="items")
                blocks.items.append(Item(number, *self.numberings.level(number), text))
        elif style.quote and text:
            blocks.close(but="quoted")
            blocks.quoted.append(paragraph(text))
        elif text or not blocks.code:
            blocks.add(paragraph(text))
        else:
            blocks.code.append("")

    def _table(self, table: Element, part: str) -> str:
        rows = [[self._cell(cell, part) for cell in _cells(row)] for row in _flat(table, "tr")]
        if all(len(row) < 2 for row in rows):
            return "\n\n".join(self._blocks(cell, part) for row in _flat(table, "tr") for cell in _cells(row))
        made = [[text for text, span in row for text in (text, *[""] * (span - 1))] for row in rows if row]
        width = max(map(len, made))
        lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in made]
        rule = _sides(next(_flat(table, "tr")), width)
        return "\n".join([lines[0], f"| {' | '.join(rule)} |", *lines[1:]])

    def _cell(self, cell: Element, part: str) -> tuple[str, int]:
        """The words of a cell in one line, and over how many columns it goes; one that goes on from above is empty."""
        properties = child(cell, "tcPr")
        span = value(child(properties, "gridSpan")) or "1"
        wide = min(max(int(span), 1), 60) if span.isdecimal() else 1
        merged = child(properties, "vMerge")
        if merged is not None and value(merged) != "restart":
            return "", wide
        text = re.sub(r"\$\$\s*(.*?)\s*\$\$", r"$\1$", self._blocks(cell, part), flags=re.DOTALL)
        return re.sub(r"(?<!\\)\|", r"\|", re.sub(r"\\?\s*\n\s*", " ", text)), wide

    def _note(self, kind: str, note_id: str) -> str:
        """The mark of a note; the same one again has the same."""
        return self.notes.setdefault((kind, note_id), f"[^{len(self.notes) + 1}]")

    def _notes(self) -> Iterator[str]:
        """What the notes say; one may name another."""
        told = 0
        while told < len(self.notes):
            (kind, note_id), mark = list(self.notes.items())[told]
            told += 1
            name = f"{kind}s"
            found = next((one for one in children(self.part[name], kind) if value(one, "id") == note_id), None)
            text = self._blocks(found, self.paths[f"{name}.xml"]) if found is not None else ""
            yield f"{mark}: " + re.sub(r"\n(?=[^\n])", "\n    ", text)

    def _drawing(self, drawing: Element, part: str) -> str:
        """A picture as Markdown that names its mark; words in a text box as a paragraph of their own."""
        said = [value(one, "descr") for one in drawing.iter() if name_of(one) in {"docPr", "cNvPr"}]
        alt = " ".join(next((one for one in said if one), "").split())
        made = [self._picture(one, alt, part) for one in drawing.iter() if name_of(one) in {"blip", "imagedata"}]
        boxes = [self._blocks(one, part) for one in drawing.iter() if name_of(one) == "txbxContent"]
        if name_of(drawing) == "AlternateContent":  # the other form of the same drawing says the same again
            made, boxes = made[:1], boxes[:1]
        return "".join(made) + "".join(f"\n\n{box}\n\n" for box in boxes if box)

    def _picture(self, element: Element, alt: str, part: str) -> str:
        target = self.package.related(part).get(value(element, "embed") or value(element, "id") or "")
        data = self.package.data(target, _PICTURE) if target and len(self.pictures) < PICTURES else None
        if data is None or self.bytes + len(data) > _PICTURE_BYTES:
            self.lost += 1
            return f"*Picture, not brought along: {escaped(alt) or 'without a name'}*"
        self.bytes += len(data)
        mark = f"{_MARK}{len(self.pictures)}"
        self.pictures.append(Picture(mark, base64.b64encode(data).decode()))
        words = re.sub(r"[\[\]\\]", r"\\\g<0>", alt)
        return f"![{words}]({mark})"

    def _property_title(self) -> str:
        root = self.package.xml("docProps/core.xml")
        return " ".join((found.text or "").split()) if (found := child(root, "title")) is not None else ""

    def _left(self, root: Element | None) -> list[str]:
        comments = sum(1 for _ in children(self.part["comments"], "comment"))
        changes = sum(1 for one in (root.iter() if root is not None else ()) if name_of(one) in {"ins", "del"})
        return [
            sentence
            for count, sentence in (
                (comments, "Comments did not come along."),
                (changes, "Of tracked changes, what was put in is in the text and what was taken out is not."),
                (self.lost, "Some pictures did not come along; each is named where it stood."),
            )
            if count
        ]


def _flat(element: Element, wanted: str = "") -> Iterator[Element]:
    """Paragraphs and tables (or what is wanted) in order, through what only stands around them."""
    for one in element:
        name = name_of(one)
        if name in ({wanted} if wanted else {"p", "tbl"}):
            yield one
        elif name == "sdt" and not _is_contents(one):
            inside = child(one, "sdtContent")
            yield from _flat(inside, wanted) if inside is not None else ()
        elif name in {"ins", "moveTo", "customXml", "Choice", "AlternateContent", "smartTag"}:
            yield from _flat(one, wanted)


def _cells(row: Element) -> Iterator[Element]:
    return _flat(row, "tc")


def _sides(row: Element, width: int) -> list[str]:
    """To which side the columns of a table are set, as Markdown says it, by its first row."""
    said = [value(child(cell, "p", "pPr", "jc")) or "" for cell in _cells(row)]
    signs = {"right": "---:", "end": "---:", "center": ":---:"}
    return [signs.get(side, "---") for side in [*said, *[""] * width][:width]]


def _is_contents(control: Element) -> bool:
    return value(child(control, "sdtPr", "docPartObj", "docPartGallery")) == "Table of Contents"


def _is_code(pieces: list[Piece]) -> bool:
    """Whether a paragraph is nothing but a typewriter's letters."""
    words = [piece for piece in pieces if piece.text.strip() and piece.text != "\\\n"]
    return bool(words) and all("code" in piece.form and not piece.made for piece in words)
