"""Writing live: opening an old draft, memory of drafts that are open and idle, a key on its way to another's screen.

`python benchmarks/bench_live.py [DRAFTS]` (100). One server on SQLite with `synchronous=FULL`, on the disk of the
temporary folder; the bare commit is printed beside. Latencies are not quoted while the machine is busy.
"""

import asyncio
import os
import random
import shutil
import sqlite3
import statistics
import sys
import time
from pathlib import Path

from pycrdt import Doc, Text

from app.writing.live import wire
from app.writing.live.room import IDLE
from app.writing.models import LiveText
from tests.live_here import Editor
from tests.torture.servers import Instance, new_folder

EDITS, KEYS, IDLE_MOST = 100_000, 20, 350
WORDS = "A kettle sings of copper and steam. " * 30


def main(drafts: int = 100) -> int:
    """Measure; gives 1 when an idle draft takes more than it may."""
    print(
        f"bare commit (synchronous=FULL): {bare_commit() * 1000:.2f} ms; load of the machine: {os.getloadavg()[0]:.1f}"
    )
    instance = Instance(new_folder())
    try:
        instance.start()
        opening(instance)
        each = asyncio.run(idle(instance, drafts))
        asyncio.run(typing(instance, drafts))
    finally:
        instance.stop()
    return int(each > IDLE_MOST)


def bare_commit() -> float:
    """Seconds of a commit that puts one small row on the disk; the median of many."""
    folder = new_folder()
    base = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    base.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (b BLOB)")
    times = []
    for _ in range(200):
        begun = time.perf_counter()
        base.execute("INSERT INTO t VALUES (?)", (b"x" * 40,))
        times.append(time.perf_counter() - begun)
    base.close()
    shutil.rmtree(folder)
    return statistics.median(times)


def opening(instance: Instance) -> None:
    """A process that has just started opens a draft of many edits, beside making its document in pycrdt."""
    draft = instance.draft(WORDS)
    state, body = old_document()
    with instance.database.transaction() as session:
        live = session.get_one(LiveText, draft)
        live.state, live.body, live.settled = state, body, live.version
    instance.kill()
    instance.start()
    begun = time.perf_counter()
    doc: Doc = Doc()
    doc.apply_update(state)
    doc.get_update()
    made = time.perf_counter() - begun
    took, came = asyncio.run(first_answer(instance, draft))
    assert came >= len(state), "in sync was said of less than the whole"
    print(
        f"opening {EDITS:,} edits ({len(state) // 1000} kB) in a fresh process: {took * 1000:.0f} ms "
        f"({took / made:.2f} × making and writing its document in pycrdt, {made * 1000:.0f} ms)"
    )


def old_document() -> tuple[bytes, str]:
    """A document of many edits, here and there, and its text."""
    doc: Doc = Doc(client_id=9)
    text, chance, at, length = doc.get("text", type=Text), random.Random(1), 0, 0
    for _ in range(EDITS):
        at = chance.randint(0, length) if chance.random() < 0.05 else at
        if length > at and chance.random() < 0.15:
            del text[at : at + 1]
            length -= 1
        else:
            text.insert(at, "x")
            at, length = at + 1, length + 1
    return bytes(doc.get_update()), str(text)


async def first_answer(instance: Instance, draft: str) -> tuple[float, int]:
    """Seconds from connecting to all of the text, and its bytes."""
    editor = Editor(f"ws://127.0.0.1:{instance.ports[0]}", draft, instance.tokens[0])
    done: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def hear(kind: str, what: bytes) -> None:
        if kind == "told":
            await editor.send(wire.step1(b"\x00"))
        elif kind == "step2":
            done.set_result(len(what))

    editor.hear = hear  # type: ignore[method-assign]
    begun = time.perf_counter()
    await editor.open()
    came = await asyncio.wait_for(done, 60)
    took = time.perf_counter() - begun
    await editor.close()
    return took, came


async def opened(instance: Instance, draft: str, writer: int) -> Editor:
    """An editor in step with the server."""
    editor = Editor(f"ws://127.0.0.1:{instance.ports[0]}", draft, instance.tokens[writer])
    await editor.open()
    await editor.until(lambda: editor.synced, 120)
    return editor


def memory(instance: Instance) -> int:
    """What the server takes, in kB."""
    process = instance.processes[0]
    assert process
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


async def idle(instance: Instance, drafts: int) -> float:
    """kB of the server's memory for each draft that is open in one editor, and in which nothing happens."""
    warm = [await opened(instance, instance.draft(WORDS), 0) for _ in range(10)]
    await asyncio.sleep(IDLE + 5)
    before = memory(instance)
    editors = [await opened(instance, instance.draft(WORDS), 0) for _ in range(drafts)]
    at_once = memory(instance)
    await asyncio.sleep(IDLE + 5)
    each, busy = (memory(instance) - before) / drafts, (at_once - before) / drafts
    print(f"memory of an open draft: {busy:.0f} kB just opened, {each:.0f} kB idle (at most {IDLE_MOST})")
    for editor in [*warm, *editors]:
        await editor.close()
    return each


async def typing(instance: Instance, drafts: int) -> None:
    """One types and one watches in each of many drafts: milliseconds from key to the other's document."""
    if os.getloadavg()[0] > (os.cpu_count() or 1) * 0.8:
        print(f"key to the other's screen: not quoted, the machine is busy (load {os.getloadavg()[0]:.1f})")
        return
    times: list[float] = []

    async def one() -> None:
        draft = instance.draft(WORDS)
        typist, watcher = await opened(instance, draft, 0), await opened(instance, draft, 1)
        await asyncio.sleep(random.random())
        for number in range(KEYS):
            shown = asyncio.get_running_loop().create_future()
            watcher.on_change = lambda shown=shown: shown.done() or shown.set_result(None)  # type: ignore[misc]
            begun = time.perf_counter()
            typist.write(number, "k")
            await typist.flush()
            await asyncio.wait_for(shown, 30)
            times.append(time.perf_counter() - begun)
            await asyncio.sleep(0.5 + random.random() / 2)
        await typist.close()
        await watcher.close()

    await asyncio.gather(*(one() for _ in range(drafts)))
    times.sort()
    p50, p99 = times[len(times) // 2], times[len(times) * 99 // 100]
    print(f"{drafts} drafts, a typist and a watcher each: p50 {p50 * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms")


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
