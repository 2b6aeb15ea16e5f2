"""The files of a tar stream, read header by header, so that a hostile header costs nothing (tar(5), POSIX pax).

The library's own reader takes the sizes that extended headers claim at their word; this one does not.
"""

import tarfile
from collections.abc import Iterator
from typing import Protocol

from app.errors import BadInput

MOST_MEMBERS = 20_000
DEEPEST_FOLDER = 30
LONGEST_HEADER = 100_000
_BLOCK = tarfile.BLOCKSIZE
_SKIPPED_AT_ONCE = 1_000_000
_LONG_NAMES = (tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE)
_OTHER_HEADERS = (tarfile.GNUTYPE_LONGLINK, tarfile.XGLTYPE)


class Stream(Protocol):
    """What bytes can be read from, once."""

    def read(self, size: int, /) -> bytes:
        """The next `size` bytes, fewer only at the end."""
        ...


def members(stream: Stream) -> Iterator[tuple[str, int, "Content"]]:
    """Each plain file of the tar in `stream`: its path, its size in bytes, and its content, to be read before the next.

    Raises BadInput for what no honest paper holds: an absolute path or one that climbs out, a link, a device, more than
    MOST_MEMBERS files; and for an archive that is broken.
    """
    longer = ""
    for _ in range(MOST_MEMBERS + 1):
        header = _header(stream)
        if header is None:
            return
        content = Content(stream, header.size)
        if header.type in _LONG_NAMES or header.type in _OTHER_HEADERS:
            longer = _long_name(header, content) or longer
        else:
            path = _checked(header, longer or header.name)
            longer = ""
            if header.isreg():
                yield path, header.size, content
        content.skip()
    raise BadInput(f"This archive holds more than {MOST_MEMBERS:,} files. Nothing was read.")


class Content:
    """The bytes of one member, which stand in the stream until the next header."""

    def __init__(self, stream: Stream, size: int) -> None:
        self.stream = stream
        self.left = -(-size // _BLOCK) * _BLOCK

    def read(self, size: int) -> bytes:
        """The next `size` bytes."""
        piece = self.stream.read(size)
        if len(piece) < size:
            raise BadInput("This archive is damaged: it ends too early. Nothing was read.")
        self.left -= size
        return piece

    def skip(self) -> None:
        """Go past what was not read."""
        while self.left > 0:
            piece = self.stream.read(min(self.left, _SKIPPED_AT_ONCE))
            if not piece:
                return
            self.left -= len(piece)


def _header(stream: Stream) -> tarfile.TarInfo | None:
    block = stream.read(_BLOCK)
    if len(block) < _BLOCK or not block.strip(b"\0"):
        return None
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError) as error:
        raise BadInput("This archive is damaged: a header in it cannot be read. Nothing was read.") from error
    if header.size < 0:
        raise BadInput("This archive is damaged: a file in it has a size below nothing. Nothing was read.")
    return header


def _long_name(header: tarfile.TarInfo, content: Content) -> str:
    if header.size > LONGEST_HEADER:
        raise BadInput("A file name in this archive is longer than any real one. Nothing was read.")
    raw = content.read(header.size)
    if header.type == tarfile.GNUTYPE_LONGNAME:
        return raw.rstrip(b"\0").decode("utf-8", "replace")
    named = [line.partition(b" path=")[2] for line in raw.split(b"\n") if b" path=" in line[:30]]
    return named[0].decode("utf-8", "replace") if header.type == tarfile.XHDTYPE and named else ""


def _checked(header: tarfile.TarInfo, name: str) -> str:
    shown = name.encode("utf-8", "replace").decode()[:80]
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if name.startswith(("/", "\\", "~")) or ".." in parts or "\\" in name or "\0" in name or name[1:2] == ":":
        raise BadInput(f"This archive tries to reach outside its own folder ({shown}). Nothing was read.")
    if header.issym() or header.islnk():
        raise BadInput(f"This archive holds a link ({shown}), which a paper has no use for. Nothing was read.")
    if header.isdev():
        raise BadInput(f"This archive holds a device ({shown}) and not a paper. Nothing was read.")
    if len(parts) > DEEPEST_FOLDER:
        raise BadInput(f"This archive nests folders more than {DEEPEST_FOLDER} deep. Nothing was read.")
    return "/".join(parts)
