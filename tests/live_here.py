"""An editor as a program: speaks the frames of live editing over a real socket, and is honest about what it holds."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from pycrdt import Doc, Text
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from app.writing.live import wire
from app.writing.live.wire import Reader

WAIT = 20.0
"""Seconds after which what was awaited is not going to happen."""


def heard(data: bytes) -> tuple[str, Any]:
    """A frame from the server, by its kind."""
    reader = Reader(data)
    kind = reader.number()
    if kind == wire.SYNC:
        return ("step1", "step2", "update")[reader.number()], reader.piece()
    if kind == wire.AWARENESS:
        return "awareness", reader.piece()
    if kind == wire.ACK:
        return "ack", (reader.number(), reader.number())
    return "told", json.loads(reader.string())


@dataclass
class Editor:
    """One page with a draft open; its document outlives its connections."""

    url: str
    """`ws://host:port`."""
    draft: str
    token: str
    """A bearer token."""
    epoch: int = 1
    doc: Doc[Any] = field(default_factory=lambda: Doc(client_id=random.getrandbits(32)))
    socket: ClientConnection | None = None
    synced: bool = False
    version: int = 0
    told: list[dict[str, Any]] = field(default_factory=list)
    aware: list[bytes] = field(default_factory=list)
    closed: tuple[int, str] | None = None
    made: int = 0
    """Changes made here; and how many of them the server has acknowledged."""
    acked: int = 0
    on_change: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        self.text = self.doc.get("text", type=Text)
        self._sent: list[int] = []
        self._count = 0
        self._streaming = False
        self._ours = True
        self._out: list[bytes] = []
        self._flushing = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self.doc.observe(self._changed)

    def _changed(self, event: Any) -> None:
        if self._ours:
            self.made += 1
            if self._streaming:
                self._submit(wire.update(event.update))

    def _submit(self, frame: bytes) -> None:
        self._sent.append(self.made)
        self._out.append(frame)

    @property
    def body(self) -> str:
        return str(self.text)

    @property
    def unsent(self) -> int:
        return self.made - self.acked

    def write(self, at: int, words: str) -> None:
        """Put words in, `at` characters from the beginning, with newlines as an editor has them."""
        words = words.replace("\r\n", "\n").replace("\r", "\n")
        self.text.insert(len(self.body[:at].encode()), words)

    def cut(self, start: int, end: int) -> None:
        """Take characters out."""
        body = self.body
        first = len(body[:start].encode())
        del self.text[first : first + len(body[start:end].encode())]

    async def open(self, **headers: str) -> None:
        """Connect; what comes is taken in from now on."""
        address = f"{self.url}/api/drafts/{self.draft}/live?epoch={self.epoch}"
        given = {"Authorization": f"Bearer {self.token}", **headers}
        self.socket = await connect(address, additional_headers=given, max_size=None, compression=None, proxy=None)
        self.closed, self.synced, self._streaming, self._sent, self._count = None, False, False, [], 0
        self._out.clear()  # what was for another connection; all that the server has not is sent again in step2
        self._task = asyncio.create_task(self._listen(self.socket))

    async def _listen(self, socket: ClientConnection) -> None:
        try:
            async for data in socket:
                assert isinstance(data, bytes)
                await self.hear(*heard(data))
        except ConnectionClosed:
            pass
        finally:
            close = socket.close_code, socket.close_reason
            if self.socket is socket:
                self.closed = (close[0] or 1006, close[1] or "")
                self.socket, self.synced, self._streaming = None, False, False

    async def hear(self, kind: str, what: Any) -> None:
        """One frame."""
        if kind == "told":
            self.told.append(what)
            if what["kind"] == "welcome":
                await self.send(wire.step1(self.doc.get_state()))
        elif kind == "step1":
            self._streaming = True
            self._submit(wire.step2(self.doc.get_update(what)))
            await self.flush()
        elif kind in ("step2", "update"):
            self.take(what)
            self.synced = self.synced or kind == "step2"
        elif kind == "ack":
            count, self.version = what
            taken, self._sent = self._sent[: count - self._count], self._sent[count - self._count :]
            self._count = count
            self.acked = max([self.acked, *taken[-1:]])
        else:
            self.aware.append(what)

    def take(self, update: bytes) -> None:
        """A change of others."""
        self._ours = False
        try:
            self.doc.apply_update(update)
        finally:
            self._ours = True
        self.on_change()

    async def send(self, frame: bytes) -> None:
        """Send bytes as they are."""
        assert self.socket is not None
        await self.socket.send(frame)

    async def flush(self) -> None:
        """Send what was changed; while there is no connection it stays."""
        async with self._flushing:
            while self._out and self.socket:
                try:
                    await self.socket.send(self._out.pop(0))
                except ConnectionClosed:
                    return

    async def until(self, done: Callable[[], bool], seconds: float = WAIT) -> None:
        """Wait until something is true here."""
        async with asyncio.timeout(seconds):
            while not done():
                # What is waited for may be another's doing, which does not move us.
                await asyncio.sleep(0.01)

    async def saved(self) -> None:
        """Send what was changed, and wait until the server has committed it."""
        await self.flush()
        await self.until(lambda: self.unsent == 0 or self.closed is not None)
        assert self.closed is None, (self.closed, self.told)

    async def ended(self) -> tuple[int, str]:
        """Wait until the connection is closed: its code and reason."""
        await self.until(lambda: self.closed is not None)
        assert self.closed is not None
        return self.closed

    async def close(self) -> None:
        """Leave."""
        if self.socket:
            await self.socket.close()
        if self._task:
            await self._task

    def cut_off(self) -> None:
        """The connection breaks off in the middle of whatever was on its way."""
        if self.socket:
            self.socket.transport.abort()


@asynccontextmanager
async def editing(*args: Any, **kwargs: Any) -> AsyncIterator[Editor]:
    """An editor that is in step with the server, and leaves at the end."""
    editor = Editor(*args, **kwargs)
    await editor.open()
    await editor.until(lambda: (editor.synced and editor.unsent == 0) or editor.closed is not None)
    assert editor.closed is None, (editor.closed, editor.told)
    try:
        yield editor
    finally:
        await editor.close()
