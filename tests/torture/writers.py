"""Writers as programs: each puts in words of its own that nobody else writes, and remembers what was acknowledged."""

import asyncio
import contextlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from websockets.exceptions import WebSocketException

from app.writing.live import wire
from tests.live_here import Editor

PIECES = ("é", "𝔼", "👩‍🔬", "e\u0301", "日本", "\r\n", "word", "≠", "\u202e", "z̷", " ", "\n\n- ")
FINAL = {wire.MISUNDERSTOOD, wire.SIGNED_OUT, wire.READER, wire.GONE, wire.EPOCH, wire.LARGE}
PAUSE = 0.05
"""Seconds before a lost connection is tried again."""


@dataclass
class Writer:
    """Somebody who types; `promised` are the marks whose changes the server has acknowledged."""

    name: str
    editor: Editor
    chance: random.Random
    marks: dict[str, int] = field(default_factory=dict)
    """Each mark put in, and how many changes had been made with it."""
    promised: set[str] = field(default_factory=set)
    wanted: bool = True
    typed: int = 0
    acknowledged: int = 0
    """Changes in documents that were given up."""
    final: int = 0
    _number: int = 0

    def type(self) -> None:
        """Put in a mark among what people type, or take out a bit of one's own and others' filling."""
        editor, chance = self.editor, self.chance
        body = editor.body
        if chance.random() < 0.2 and (at := _filling(body, chance)) is not None:
            editor.cut(at, at + 1)
            return
        self._number += 1
        mark = f"⟨{self.name}{self._number}⟩"
        filling = "".join(chance.choice(PIECES) for _ in range(chance.randrange(4)))
        editor.write(_place(body, chance), f"{filling}{mark}~~~~")
        self.marks[mark] = editor.made

    def count(self) -> None:
        """Remember what the server has acknowledged."""
        for mark, made in self.marks.items():
            if made <= self.editor.acked:
                self.promised.add(mark)

    async def stay(self, address: Callable[[], str]) -> None:
        """Hold a connection, and begin again whenever it is lost, until it is not wanted any more."""
        editor = self.editor
        while self.wanted:
            if editor.socket is None:
                if editor.closed and editor.closed[0] in FINAL:
                    self.final = editor.closed[0]
                    return
                editor.url = address()
                with contextlib.suppress(OSError, WebSocketException, TimeoutError, EOFError):
                    async with asyncio.timeout(10):
                        await editor.open()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(10):
                    await editor.flush()
            self.count()
            await asyncio.sleep(PAUSE / 5 if editor.socket else PAUSE)

    async def settle(self) -> None:
        """Wait until all is in step."""
        await self.editor.until(lambda: (self.editor.synced and self.editor.unsent == 0) or bool(self.final), 60)
        self.count()


def _place(body: str, chance: random.Random) -> int:
    """Somewhere that is not inside a mark, nor between the parts of one letter."""
    at = chance.randrange(len(body) + 1)
    while at < len(body) and _inside(body, at):
        at += 1
    return at


def _inside(body: str, at: int) -> bool:
    return body.rfind("⟨", 0, at) > body.rfind("⟩", 0, at)


def _filling(body: str, chance: random.Random) -> int | None:
    at = body.find("~", chance.randrange(len(body) + 1))
    return None if at < 0 else at
