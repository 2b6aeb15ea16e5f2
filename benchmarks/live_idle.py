"""What a draft takes of our server's memory that somebody has open and in which nothing happens, for `bench_live.py`.

Its waiting is done beside the other measurements: it begins, fills, and says.
"""

import asyncio
import threading
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from app.writing.live.room import IDLE
from tests.live_here import Editor
from tests.torture.servers import Instance, new_folder

WARM = 10


class Idle:
    """A server of its own with drafts that are open in one editor each."""

    def __init__(self, drafts: int, words: str) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._instance = Instance(new_folder())
        self._instance.start()
        self._drafts, self._words, self._before = drafts, words, 0
        self._open(WARM)

    def fill(self) -> None:
        """Open the drafts, when those that warmed the server have come to rest."""
        self._rest()
        self._before = self._taken()
        self._open(self._drafts)

    def each(self) -> float:
        """kB a draft, when all have come to rest."""
        self._rest()
        return (self._taken() - self._before) / self._drafts

    def stop(self) -> None:
        """End the server and forget its data."""
        self._instance.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _open(self, count: int) -> None:
        drafts = [self._instance.draft(self._words) for _ in range(count)]
        self._run(self._opened(drafts))
        self._opened_at = time.monotonic()

    async def _opened(self, drafts: list[str]) -> None:
        for draft in drafts:
            editor = Editor(f"ws://127.0.0.1:{self._instance.ports[0]}", draft, self._instance.tokens[0])
            await editor.open()
            await editor.until(lambda editor=editor: editor.synced, 120)  # type: ignore[misc]

    def _run(self, doing: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(doing, self._loop).result()

    def _rest(self) -> None:
        time.sleep(max(0.0, self._opened_at + IDLE + 5 - time.monotonic()))

    def _taken(self) -> int:
        process = self._instance.processes[0]
        assert process
        status = Path(f"/proc/{process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))
