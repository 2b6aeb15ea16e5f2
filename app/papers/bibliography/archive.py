"""The text files of an e-print: what arXiv hands out as a paper's source (https://info.arxiv.org/help/mimetypes.html).

One gzipped TeX file, a tar, a gzipped tar, or a PDF. Everything is streamed in memory; of a tar only text is kept, and
nothing is ever written anywhere. What is hostile or broken ends in BadInput with one sentence.
"""

import io
import zlib
from collections.abc import Iterator, Mapping

from app.errors import BadInput
from app.papers.bibliography.tar_members import Content, Stream, members

MOST_BYTES = 100_000_000
"""Of the e-print as it came: arXiv itself takes no more than 50 MB without asking."""
MOST_UNPACKED = 400_000_000
MOST_TEXT = 40_000_000
"""Of the files that are kept: a paper's own text is rarely a tenth of this."""
LONGEST_FILE = 15_000_000
TEXT_ENDINGS = (".tex", ".ltx", ".latex", ".bbl", ".bib", ".ltb", ".inc", ".txt", ".json", ".xxx", ".tikz")

_GZIP, _PDF, _TAR_AT = b"\x1f\x8b", b"%PDF", 257


def read_source(data: bytes, also: tuple[str, ...] = ()) -> Mapping[str, bytes]:
    """The text files of an e-print by their path inside it, and those that end in `also`. Raises BadInput."""
    if len(data) > MOST_BYTES:
        raise BadInput(f"This source is larger than {MOST_BYTES // 1_000_000} MB. Nothing was read.")
    stream: Stream = _Unpacked(data) if data.startswith(_GZIP) else io.BytesIO(data)
    start = stream.read(1_024)
    _refuse_other_kinds(start)
    rest = _Joined(start, stream)
    if start[_TAR_AT : _TAR_AT + 5] == b"ustar" or _is_old_tar(start):
        return _kept(members(rest), also)
    return {"main.tex": _whole(rest)}


def wanted(path: str, also: tuple[str, ...] = ()) -> bool:
    """Whether a file of a source is text that can matter to its bibliography, by its name."""
    name = path.rsplit("/", 1)[-1].lower()
    return not name.startswith("._") and (name.endswith((*TEXT_ENDINGS, *also)) or "." not in name)


def _kept(found: Iterator[tuple[str, int, Content]], also: tuple[str, ...]) -> Mapping[str, bytes]:
    files: dict[str, bytes] = {}
    room = MOST_TEXT
    for path, size, content in found:
        if wanted(path, also) and size <= LONGEST_FILE:
            room -= size
            if room < 0:
                raise BadInput(f"This source holds more than {MOST_TEXT // 1_000_000} MB of text. Nothing was read.")
            files[path] = content.read(size)
    if not files:
        raise BadInput("This archive holds no TeX file. Nothing was read.")
    return files


def _whole(stream: Stream) -> bytes:
    text = stream.read(LONGEST_FILE + 1)
    if len(text) > LONGEST_FILE:
        raise BadInput(f"This file is longer than {LONGEST_FILE // 1_000_000} MB of TeX. Nothing was read.")
    if not text.strip():
        raise BadInput("This source is empty.")
    if b"\\" not in text or (b"\0" in text[:10_000] and text[:2] not in (b"\xff\xfe", b"\xfe\xff")):
        raise BadInput(
            "This is neither a PDF nor HTML nor TeX, nor an archive of it as arXiv hands out. Nothing was read."
        )
    return text


def _refuse_other_kinds(start: bytes) -> None:
    if _PDF in start:
        raise BadInput(
            "This is a PDF and not a source: its authors sent arXiv no TeX. Its references are read from the PDF."
        )
    if start.startswith(b"%!PS"):
        raise BadInput("This is PostScript and not TeX. Its references cannot be read.")
    if start.startswith((b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", _GZIP)):
        raise BadInput("This is packed in a way that arXiv does not use. Unpack it, and give the folder or a .tar.gz.")


def _is_old_tar(start: bytes) -> bool:
    """A tar from before POSIX has no magic, but a checksum (tar(5))."""
    if len(start) < 512 or not start[148:154].strip(b" \0").isdigit():
        return False
    total = sum(start[:148]) + 8 * 32 + sum(start[156:512])
    return int(start[148:156].strip(b" \0") or b"0", 8) == total if _octal(start[148:156]) else False


def _octal(field: bytes) -> bool:
    return not set(field.strip(b" \0")) - set(b"01234567")


class _Unpacked:
    """A gzip stream that gives out no more than MOST_UNPACKED bytes and never holds more than it was asked for."""

    def __init__(self, data: bytes) -> None:
        self.rest: bytes | memoryview = memoryview(data)
        self.given = 0
        self.inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes, fewer at the end."""
        pieces: list[bytes] = []
        left = size
        while left > 0 and (piece := self._more(left)):
            pieces.append(piece)
            left -= len(piece)
        self.given += size - left
        if self.given > MOST_UNPACKED:
            raise BadInput(f"This source unpacks to more than {MOST_UNPACKED // 1_000_000} MB. Nothing was read.")
        return b"".join(pieces)

    def _more(self, most: int) -> bytes:
        while not self.inflate.eof and self.rest:
            try:
                piece = self.inflate.decompress(bytes(self.rest[:65_536]), min(most, 1_000_000))
            except zlib.error as error:
                raise BadInput("This source is damaged: it cannot be unpacked. Nothing was read.") from error
            tail = self.inflate.unconsumed_tail
            self.rest = self.rest[len(self.rest[:65_536]) - len(tail) :]
            if piece:
                return piece
        if not self.inflate.eof:
            raise BadInput("This source is damaged: it ends too early. Nothing was read.")
        return b""


class _Joined:
    """What was already read of a stream, then the rest of it."""

    def __init__(self, start: bytes, stream: Stream) -> None:
        self.start, self.stream = start, stream

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes, fewer at the end."""
        piece, self.start = self.start[:size], self.start[size:]
        return piece + self.stream.read(size - len(piece))
