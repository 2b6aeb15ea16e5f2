"""The frames of live editing: y-protocols' sync and awareness, and two of our own (docs/decisions/0012). Pure.

Each is a varuint that says its kind, then what its kind holds, in lib0's encoding (github.com/dmonad/lib0).
"""

import json
from typing import Any, Literal, NamedTuple

SYNC, AWARENESS, ACK, TOLD = range(4)
STEP1, STEP2, UPDATE = range(3)
_LARGEST = 2**53 - 1
"""What a browser's numbers hold exactly."""

MISUNDERSTOOD, SIGNED_OUT, READER, GONE, EPOCH, LARGE, BUSY = 4400, 4401, 4403, 4404, 4409, 4413, 1013
"""Why a connection is closed (RFC 6455, 7.4.2); after all but BUSY it is of no use to try again by itself."""

Kind = Literal["step1", "step2", "update", "awareness"]
_STEPS: tuple[Kind, ...] = ("step1", "step2", "update")


class Malformed(Exception):
    """What came is none of the frames, breaks off, or holds what no editor of ours makes."""


class Frame(NamedTuple):
    """What came: a state vector (step1), a Yjs update (step2, update) or an awareness update."""

    kind: Kind
    data: bytes


class Reader:
    """Reads lib0's encoding from bytes. Raises Malformed where they break off."""

    __slots__ = ("at", "data")

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def number(self) -> int:
        """A varuint."""
        value = shift = 0
        data, at = self.data, self.at
        try:
            while True:
                byte = data[at]
                at += 1
                value |= (byte & 127) << shift
                if byte < 128:
                    break
                shift += 7
                if shift > 56:
                    raise Malformed("a number is too large")
        except IndexError:
            raise Malformed("it breaks off") from None
        if value > _LARGEST:
            raise Malformed("a number is too large")
        self.at = at
        return value

    def piece(self) -> bytes:
        """Bytes with their length before them."""
        length = self.number()
        start, self.at = self.at, self.at + length
        if self.at > len(self.data):
            raise Malformed("it breaks off")
        return self.data[start : self.at]

    def string(self) -> str:
        """UTF-8 with its length in bytes before it."""
        try:
            return self.piece().decode()
        except UnicodeDecodeError:
            raise Malformed("a string is not UTF-8") from None

    def end(self) -> None:
        """Nothing may follow."""
        if self.at != len(self.data):
            raise Malformed("something follows where nothing should")


def read(data: bytes) -> Frame:
    """Reads a frame that a client may send. Raises Malformed."""
    reader = Reader(data)
    kind = reader.number()
    if kind == AWARENESS:
        frame = Frame("awareness", reader.piece())
    elif kind == SYNC:
        step = reader.number()
        if step > UPDATE:
            raise Malformed("no such step")
        frame = Frame(_STEPS[step], reader.piece())
    else:
        raise Malformed("no such frame")
    reader.end()
    return frame


def number(value: int) -> bytes:
    """A varuint."""
    out = bytearray()
    while value > 127:
        out.append(128 | (value & 127))
        value >>= 7
    out.append(value)
    return bytes(out)


def piece(data: bytes) -> bytes:
    """Bytes with their length before them."""
    return number(len(data)) + data


def step1(vector: bytes) -> bytes:
    """Asks for what the other has and this state vector has not."""
    return bytes((SYNC, STEP1)) + piece(vector)


def step2(update: bytes) -> bytes:
    """Answers it."""
    return bytes((SYNC, STEP2)) + piece(update)


def update(data: bytes) -> bytes:
    """A change."""
    return bytes((SYNC, UPDATE)) + piece(data)


def awareness(data: bytes) -> bytes:
    """Where people are in the text."""
    return bytes((AWARENESS,)) + piece(data)


def ack(count: int, version: int) -> bytes:
    """The first `count` step2 and update frames of this connection are committed; the draft is at `version`."""
    return bytes((ACK,)) + number(count) + number(version)


def told(kind: str, **words: Any) -> bytes:
    """Something in words: welcome, refused, trouble, news."""
    return bytes((TOLD,)) + piece(json.dumps({"kind": kind, **words}, ensure_ascii=False).encode())


def vector(data: bytes) -> dict[int, int]:
    """A state vector: how far each client's changes are known. Raises Malformed."""
    reader = Reader(data)
    count = reader.number()
    if count > len(data):
        raise Malformed("it breaks off")
    known = {reader.number(): reader.number() for _ in range(count)}
    reader.end()
    return known
