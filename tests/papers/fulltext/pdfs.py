"""PDFs written by hand, each no larger than what it shows (ISO 32000-1, 7.5)."""

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>"
PROTECTION = (
    b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>"
)  # whatever password is tried, it is wrong


def pdf(*pages: list[str], marks: list[tuple[str, int]] | None = None, locked: bool = False) -> bytes:
    """A PDF whose pages show these lines; `marks` are bookmarks, each with the number of its page from 0."""
    objects = [b"<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R>>", b"", FONT, b""]
    kids = []
    for lines in pages:
        kids.append(len(objects) + 1)
        shown = "".join(f"BT /F 10 Tf 72 {700 - 14 * row} Td ({line}) Tj ET\n" for row, line in enumerate(lines))
        stream = shown.encode("cp1252")
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (len(objects) + 2)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    objects[3], written = _outlines(marks or [], kids, len(objects) + 1)
    return _file(objects + written, locked)


def _outlines(marks: list[tuple[str, int]], kids: list[int], first: int) -> tuple[bytes, list[bytes]]:
    if not marks:
        return b"<</Type/Outlines>>", []
    last = first + len(marks) - 1
    written = []
    for number, (title, page) in enumerate(marks, first):
        after = b"/Next %d 0 R" % (number + 1) if number < last else b""
        written.append(b"<</Title(%s)/Parent 4 0 R/Dest[%d 0 R/Fit]%s>>" % (title.encode(), kids[page], after))
    return b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, len(marks)), written


def _file(objects: list[bytes], locked: bool) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    protection = b"/ID[<00><00>]/Encrypt " + PROTECTION if locked else b""
    trailer = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    size = len(objects) + 1
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows) + trailer % (size, protection, len(body))
