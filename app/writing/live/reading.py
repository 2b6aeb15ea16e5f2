"""Reads what a Yjs update (version 1) would change, changing nothing, and refuses what no editor of ours makes.

A text is one root of plain strings, so an update may hold strings, what was deleted, and nothing else: no formats,
embeds, nested types or sub-documents. Format: github.com/yjs/yjs, src/utils/encoding.js and src/structs. Pure.
"""

from dataclasses import dataclass, field

from app.writing.live.wire import Malformed, Reader

ROOT = "text"
"""The name of the one text in each document."""
SERVERS_CLIENTS = 2**32
"""Client ids from here on are this server's own; browsers choose theirs below (Yjs: 32 random bits)."""
_CLOCKS = 2**31
"""yrs counts in 32 bits."""
_GC, _DELETED, _STRING = 0, 1, 4
_LEFT, _RIGHT, _SUB, _KIND = 0x80, 0x40, 0x20, 0x1F

Id = tuple[int, int]


@dataclass(slots=True)
class Change:
    """What an update would change: all clocks are UTF-16 code units, as Yjs counts."""

    data: bytes
    written: dict[int, Id] = field(default_factory=dict)
    """Of each client whose words it holds, from and up to where."""
    needed: dict[int, int] = field(default_factory=dict)
    """How far it takes each client's words to be known already, or to be in it."""
    cuts: list[Id] = field(default_factory=list)
    """Places (client, clock) after which a string is cut in two."""
    pairs: list[Id] = field(default_factory=list)
    """The first half of each character beyond the 16-bit plane that it holds."""
    deleted: int = 0
    """How long what it deletes is, at most."""

    def need(self, client: int, clock: int) -> None:
        """It builds on this place."""
        if clock >= self.needed.get(client, 0):
            self.needed[client] = clock + 1


def read(data: bytes) -> Change:
    """Reads an update. Raises Malformed for anything that is not text."""
    reader, change = Reader(data), Change(data)
    for _ in range(_bounded(reader)):
        structs = _bounded(reader)
        client, clock = reader.number(), reader.number()
        if client in change.written:
            raise Malformed("a client comes twice")
        start = clock
        for _ in range(structs):
            clock += _struct(reader, change, client, clock)
            if clock >= _CLOCKS:
                raise Malformed("a clock is too large")
        change.written[client] = (start, clock)
    for _ in range(_bounded(reader)):
        client = reader.number()
        for _ in range(_bounded(reader)):
            _range(reader, change, client)
    reader.end()
    return change


def _bounded(reader: Reader) -> int:
    """How many things follow; each takes a byte at least."""
    count = reader.number()
    if count > len(reader.data):
        raise Malformed("it breaks off")
    return count


def _range(reader: Reader, change: Change, client: int) -> None:
    start, length = reader.number(), reader.number()
    if not 0 < length < _CLOCKS or start >= _CLOCKS:
        raise Malformed("nothing can be deleted there")
    change.need(client, start + length - 1)
    change.deleted += length
    change.cuts.append((client, start - 1))
    change.cuts.append((client, start + length - 1))


def _struct(reader: Reader, change: Change, client: int, clock: int) -> int:
    """Reads one struct; gives its length."""
    if reader.at >= len(reader.data):
        raise Malformed("it breaks off")
    info = reader.data[reader.at]
    reader.at += 1
    kind = info & _KIND
    if kind == _GC:
        return _length(reader)
    if kind not in (_DELETED, _STRING) or info & _SUB:
        raise Malformed("a text holds nothing but text")
    if info & _LEFT:
        left = (reader.number(), reader.number())
        change.need(*left)
        change.cuts.append(left)
    if info & _RIGHT:
        right = (reader.number(), reader.number())
        change.need(*right)
        change.cuts.append((right[0], right[1] - 1))
    if not info & (_LEFT | _RIGHT) and (reader.number() != 1 or reader.string() != ROOT):
        raise Malformed("it belongs to no text of ours")
    return _length(reader) if kind == _DELETED else _string(reader, change, client, clock)


def _length(reader: Reader) -> int:
    length = reader.number()
    if not 0 < length < _CLOCKS:
        raise Malformed("it has no length")
    return length


def _string(reader: Reader, change: Change, client: int, clock: int) -> int:
    text = reader.string()
    if not text or "\r" in text or "\0" in text:
        raise Malformed("a text has LF newlines, and no NUL")
    if text.isascii() or max(text) <= "\uffff":
        return len(text)
    at = clock
    for letter in text:
        if letter > "\uffff":
            change.pairs.append((client, at))
            at += 1
        at += 1
    return at - clock
