"""What arXiv has of a paper besides its metadata: where it is, how large it may be, and whether what came is whole.

HTML and its figures are at arxiv.org alone; PDFs and sources are asked for at export.arxiv.org, which arXiv sets aside
for programs (https://info.arxiv.org/help/bulk_data.html). A server named by hand has them all under its base.
"""

import re
from dataclasses import dataclass
from typing import IO
from urllib.parse import quote

from app.papers.arxiv.errors import BadQuery, nonsense
from app.papers.identifiers import ArxivId

MB = 1_000_000
_TAIL = 4096
_TAR = slice(257, 262)
_NAME = re.compile(r"[^\x00-\x1f\x7f\\?#]{1,200}")


@dataclass(frozen=True)
class Kind:
    """A kind of document: the path it is under, its host at arXiv, the most bytes and seconds it may take."""

    path: str
    host: str
    limit: int
    seconds: float


HTML = Kind("html", "arxiv.org", 30 * MB, 60)
PDF = Kind("pdf", "export.arxiv.org", 80 * MB, 120)
SOURCE = Kind("e-print", "export.arxiv.org", 80 * MB, 120)
FIGURE = Kind("html", "arxiv.org", 15 * MB, 40)
SLOWEST = 2 * max(kind.seconds for kind in (HTML, PDF, SOURCE, FIGURE))
"""Seconds after which any answer, and one redirect before it, has come or been given up."""


def page(asked: ArxivId) -> str:
    """Where a reader finds a version's HTML: what the relative addresses in it are relative to."""
    return f"https://arxiv.org/html/{asked}"


def address(kind: Kind, base: str, asked: ArxivId, name: str = "") -> str:
    """Where a document of a paper version is, or the picture `name` of its HTML. `base`: a server named by hand, or ''.

    Raises BadQuery for a name that would lead out of the paper's own folder."""
    if asked.version is None:
        raise BadQuery(f"Which version of {asked} is wanted was not said. Nothing was asked of arXiv.")
    where = f"{base or 'https://' + kind.host}/{kind.path}/{asked}"
    if not name:
        return where
    if not _NAME.fullmatch(name) or any(part in ("", ".", "..") for part in name.split("/")):
        raise BadQuery("The picture’s name is not one that arXiv gives. Nothing was asked of arXiv.")
    return f"{where}/{quote(name)}"


def refuse_half(kind: Kind, body: IO[bytes]) -> None:
    """Raises Nonsense when what came is not of the kind that was asked for, or its end is missing."""
    body.seek(0)
    head = body.read(_TAIL)
    size = body.seek(0, 2)
    body.seek(max(0, size - _TAIL))
    tail = body.read()
    body.seek(0)
    if kind is PDF and not (b"%PDF-" in head[:1024] and b"%%EOF" in tail):
        raise nonsense("is not a whole PDF")
    if kind is SOURCE and not (head.startswith((b"\x1f\x8b", b"%PDF-")) or head[_TAR] == b"ustar"):
        raise nonsense("is not what authors submit: neither packed TeX nor a PDF")
    if kind is HTML and not (head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"</html>" in tail.lower()):
        raise nonsense("is not a whole page")
    if kind is HTML and not _holds(body, b"ltx_"):
        raise nonsense("is a page, but not the paper")


def _holds(body: IO[bytes], word: bytes) -> bool:
    """Whether `word` stands anywhere in a file, read a megabyte at a time."""
    end = b""
    while piece := body.read(MB):
        if word in end + piece:
            body.seek(0)
            return True
        end = piece[-len(word) :]
    return False
