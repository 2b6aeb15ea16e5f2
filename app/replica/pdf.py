"""A PDF of plain paragraphs, written by hand: Times, A4, as many pages as it takes.

Source: ISO 32000-1, 7.5 (file structure) and 9.6.2 (the standard fonts, which need not be embedded).
"""

import textwrap
from collections.abc import Iterator, Sequence

# Font, size and characters to a line; Times has about 2.2 characters to an em.
STYLES = {"title": ("F2", 17, 48), "heading": ("F2", 12, 70), "text": ("F1", 11, 88)}
TOP, BOTTOM, LEFT, LEADING = 780, 70, 72, 1.35


def typeset(parts: Sequence[tuple[str, str]]) -> bytes:
    """The bytes of a PDF of (style, text) parts, styles being `title`, `heading` and `text`."""
    pages = list(_pages(parts))
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> "
            b"/Contents %d 0 R >>" % (6 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page))
    return _file(objects)


def _pages(parts: Sequence[tuple[str, str]]) -> Iterator[bytes]:
    page, height = [b"BT"], float(TOP)
    for style, text in parts:
        font, size, width = STYLES[style]
        height -= size * 0.7
        for line in textwrap.wrap(text, width):
            if height < BOTTOM:
                yield b"\n".join([*page, b"ET"])
                page, height = [b"BT"], float(TOP)
            page.append(b"/%s %d Tf 1 0 0 1 %d %.1f Tm (%s) Tj" % (font.encode(), size, LEFT, height, _string(line)))
            height -= size * LEADING
    yield b"\n".join([*page, b"ET"])


def _string(line: str) -> bytes:
    escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return escaped.encode("cp1252", errors="replace")


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
