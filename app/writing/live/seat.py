"""One connection in a room: whose it is, what it may do, what waits to be sent to it."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from starlette.requests import HTTPConnection

from app.writing.live import wire

BEHIND = 16 * 1024 * 1024
"""Bytes that may wait for a connection which does not read; then it begins anew."""


@dataclass(eq=False, slots=True)
class Seat:
    """A person's connection to a draft."""

    connection: HTTPConnection
    draft_id: str
    epoch: int
    person_id: str
    name: str
    writes: bool
    counted: int = 0
    """Changes that came over it."""
    acknowledged: int = 0
    clients: set[int] = field(default_factory=set)
    """The clients it shows where it is with."""
    ended: tuple[int, str] | None = None
    """Why it is closed: a code, and a reason in a word or two."""
    left: bool = False
    """The other side is gone; what it sent before is still taken."""
    waiting: deque[bytes] = field(default_factory=deque)
    bytes_waiting: int = 0
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    rested: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while not too many of its changes wait to be committed."""

    def say(self, frame: bytes) -> None:
        """Send a frame when its turn comes; what does not read for long is let go."""
        if self.ended or self.left:
            return
        self.waiting.append(frame)
        self.bytes_waiting += len(frame)
        if self.bytes_waiting > BEHIND:
            self.waiting.clear()
            self.end(wire.BUSY, "too slow")
        self.wake.set()

    def end(self, code: int, reason: str, kind: str = "", sentence: str = "") -> None:
        """Close it, after saying why in a sentence: something was `refused`, or there is `trouble`."""
        if kind:
            self.say(wire.told(kind, sentence=sentence))
        self.ended = self.ended or (code, reason)
        self.wake.set()
        self.rested.set()
