"""A PDF written by hand: Times and Symbol, A4, footnotes at the foot, figures as pictures, arXiv's stamp beside it.

Source: ISO 32000-1, 7.5 (file structure), 8.9.5 (images), 9.4.3 (showing text), 9.6.2 (standard fonts).
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.replica.figures import HEIGHT, WIDTH, Plot, drawn
from app.replica.fonts import encoded, objects
from app.replica.formulas import Glyphs
from app.replica.manuscript import Manuscript
from app.replica.typesetting import Item, Line, lines

SIZES = {"title": 17, "heading": 12, "caption": 10, "cells": 10, "note": 9}
TOP, BOTTOM, LEFT, LEADING = 780.0, 84.0, 72, 1.35
PICTURE = (320, 200)
COLUMN = 112


@dataclass
class _Page:
    height: float = TOP
    marks: list[bytes] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    pictures: list[Plot] = field(default_factory=list)

    @property
    def foot(self) -> float:
        """How low its text may go."""
        return BOTTOM + sum(_leading(note) for note in self.notes)


def pdf(paper: Manuscript) -> bytes:
    """The whole text of a version, typeset plainly."""
    pages = list(_pages(lines(paper)))
    date = paper.paper.versions[paper.version - 1].date
    stamp = f"arXiv:{paper.named} [{paper.paper.categories[0]}] {date.day} {date:%b %Y}"
    pages[0].marks.append(_shown([Glyphs(stamp, "upright")], f"0 1 -1 0 34 {TOP / 3:.0f} Tm", 16))
    for number, page in enumerate(pages, 1):
        _finish(page, number)
    return _file(_objects(pages))


def _pages(items: Iterator[Item]) -> Iterator[_Page]:
    page = _Page()
    for item in items:
        need = PICTURE[1] + 12 if isinstance(item, Plot) else _need(item)
        if page.height - need < page.foot:
            yield page
            page = _Page()
        page.height -= need
        if isinstance(item, Plot):
            page.pictures.append(item)
            page.marks.append(_picture(len(page.pictures), page.height))
        else:
            page.notes += [line for note in item.notes for line in note]
            page.marks.append(_set(item, page.height))
    yield page


def _need(line: Line) -> float:
    notes = sum(_leading(one) for note in line.notes for one in note)
    before = {"equation": 8, "title": 10, "cells": 0, "note": 0}.get(line.style, 6) if line.first else 0
    return _leading(line) + before + notes


def _leading(line: Line) -> float:
    return _size(line) * LEADING


def _size(line: Line) -> int:
    return SIZES.get(line.style, 11)


def _finish(page: _Page, number: int) -> None:
    page.marks.append(_shown([Glyphs(str(number), "upright")], f"1 0 0 1 294 {BOTTOM - 44:.0f} Tm", 11))
    height = page.foot - 16
    for note in page.notes:
        page.marks.append(_shown(note.runs, f"1 0 0 1 {LEFT} {height:.1f} Tm", _size(note)))
        height -= _leading(note)


def _set(line: Line, height: float) -> bytes:
    size = _size(line)
    if line.style == "cells":
        return b"\n".join(
            _shown(cell, f"1 0 0 1 {LEFT + COLUMN * column} {height:.1f} Tm", size)
            for column, cell in enumerate(_cells(line.runs))
        )
    bold = line.style in ("title", "heading")
    runs = [Glyphs(run.text, "bold", run.level) if bold and run.hand == "upright" else run for run in line.runs]
    left = LEFT + 90 if line.style == "equation" else LEFT
    shown_line = _shown(runs, f"1 0 0 1 {left} {height:.1f} Tm", size)
    if not line.number:
        return shown_line
    return shown_line + b"\n" + _shown([Glyphs(line.number, "upright")], f"1 0 0 1 500 {height:.1f} Tm", size)


def _cells(runs: Sequence[Glyphs]) -> list[list[Glyphs]]:
    cells: list[list[Glyphs]] = [[]]
    for run in runs:
        if run.text == "\t":
            cells.append([])
        else:
            cells[-1].append(run)
    return cells


def _shown(runs: Sequence[Glyphs], matrix: str, size: int) -> bytes:
    out, text = [matrix.encode()], b""
    now: tuple[str, int] = ("", 0)
    for run in runs:
        name, said = encoded(run.text, run.hand)
        if (name, run.level) != now:
            out += [b"(%s) Tj" % text] if text else []
            out.append(b"/%s %d Tf %d Ts" % (name.encode(), size if not run.level else size - 3, 4 * run.level))
            now, text = (name, run.level), b""
        text += said.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b" ".join([*out, b"(%s) Tj" % text])


def _picture(number: int, height: float) -> bytes:
    wide, high = PICTURE
    return b"ET q %d 0 0 %d %d %.1f cm /I%d Do Q BT" % (wide, high, LEFT + 60, height, number)


def _objects(pages: Sequence[_Page]) -> list[bytes]:
    fonts, named = objects(3)
    made, kids = [b"", b"", *fonts], []
    for page in pages:
        pictures = []
        for number, plot in enumerate(page.pictures, 1):
            made.append(_image(plot))
            pictures.append(f"/I{number} {len(made)} 0 R")
        content = b"\n".join([b"BT", *page.marks, b"ET"])
        made.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        resources = f"<< /Font {named} /XObject << {' '.join(pictures)} >> >>"
        made.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources} "
            f"/Contents {len(made)} 0 R >>".encode()
        )
        kids.append(f"{len(made)} 0 R")
    made[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    made[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>".encode()
    return made


def _image(plot: Plot) -> bytes:
    packed = zlib.compress(drawn(plot).tobytes(), 9)
    return (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (WIDTH, HEIGHT, len(packed), packed)
    )


def _file(made: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(made, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(made) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(made) + 1, table)
    return bytes(out)
