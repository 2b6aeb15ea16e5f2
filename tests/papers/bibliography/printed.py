"""PDFs of a few lines of Helvetica, written by hand (ISO 32000-1, 7.5 and 9.4): each line where it is put."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Put:
    """A line of text with its place in points, and the address it links to."""

    left: float
    top: float
    text: str
    link: str = ""


def column(
    lines: Sequence[str], left: float = 72, top: float = 760, indent: float = 14, leading: float = 12
) -> list[Put]:
    """`lines` one under the other; those that begin with a blank are indented."""
    return [
        Put(left + (indent if line.startswith(" ") else 0), top - leading * number, line.strip())
        for number, line in enumerate(lines)
    ]


def pdf(*pages: Sequence[Put]) -> bytes:
    """A PDF with these pages."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        stream = b"".join(_shown(put) for put in page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        annotations = b" ".join(_link(put) for put in page if put.link)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R /Annots [%s] >>" % (content, annotations)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _file(objects)


def _shown(put: Put) -> bytes:
    text = (
        put.text.encode("cp1252")
        .replace(b"\\", b"\\\\")
        .replace(b"(", b"\\(")
        .replace(b")", b"\\)")
        .replace(b"\r", b"\\r")
    )
    return b"BT /F1 9 Tf 1 0 0 1 %f %f Tm (%s) Tj ET\n" % (put.left, put.top, text)


def _link(put: Put) -> bytes:
    box = b"%f %f %f %f" % (put.left, put.top - 2, put.left + 200, put.top + 8)
    return b"<< /Type /Annot /Subtype /Link /Rect [%s] /A << /S /URI /URI (%s) >> >>" % (box, put.link.encode())


def _file(objects: list[bytes]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        len(out),
    )
