"""What happens to several drafts at once while they are written: kinds of bad luck, and what is left of the texts."""

import asyncio
import random
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from app.writing import text
from app.writing.live import wire
from app.writing.models import Draft
from tests.live_here import Editor
from tests.torture.cutting import Cutting
from tests.torture.servers import Instance
from tests.torture.writers import Writer

BEGINNING = "Kettles — ⟨beginning⟩ 𝔼[x] ≠ é.\n~~~~\n"
TYPISTS = 3


@dataclass
class Tally:
    """What came of some runs; a run is a draft with its writers."""

    runs: int = 0
    typed: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    diverged: int = 0
    said: int = 0
    """Times the server said that it could not save."""
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count another's in."""
        for name in ("runs", "typed", "acknowledged", "lost", "doubled", "diverged", "said"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.wrong += other.wrong

    @property
    def well(self) -> bool:
        """Nothing was lost, doubled or different, and nothing else went wrong."""
        return not (self.lost or self.doubled or self.diverged or self.wrong)


@dataclass
class Run:
    """One draft and those who write it."""

    instance: Instance
    draft: str
    writers: list[Writer]
    chance: random.Random
    holding: list[asyncio.Task[None]] = field(default_factory=list)
    ports: dict[str, int] = field(default_factory=dict)
    """Where a writer connects, if not to a server's own port."""

    def port(self, writer: Writer) -> int:
        """Where a writer connects: with several servers, to one after another."""
        known = self.ports.get(writer.name)
        if known is not None:
            return known
        alive = [
            port
            for port, process in zip(self.instance.ports, self.instance.processes, strict=True)
            if process and process.poll() is None
        ]
        return (alive or self.instance.ports)[int(writer.name[1:]) % len(alive or self.instance.ports)]

    def hold(self, writer: Writer) -> None:
        """Let a writer be connected from now on."""
        writer.wanted = True
        self.holding.append(asyncio.create_task(writer.stay(lambda: f"ws://127.0.0.1:{self.port(writer)}")))

    async def type(self, times: int, pause: float = 0.01) -> None:
        """Everybody types."""
        for _ in range(times):
            for writer in self.writers:
                if self.chance.random() < 0.7:
                    writer.type()
            await asyncio.sleep(self.chance.random() * pause)

    async def end(self) -> Tally:
        """Wait until all is in step; then compare what everybody has, and what was promised."""
        tally = Tally(runs=1)
        try:
            await asyncio.gather(*(writer.settle() for writer in self.writers))
            await self._agreed()
        except TimeoutError:
            tally.wrong.append(f"{self.draft}: not in step in time")
        for writer in self.writers:
            writer.wanted = False
        await asyncio.gather(*self.holding, return_exceptions=True)
        self._compare(tally)
        for writer in self.writers:
            await writer.editor.close()
        return tally

    async def _agreed(self) -> None:
        async with asyncio.timeout(30):
            while len({writer.editor.body for writer in self.writers}) > 1:
                await asyncio.sleep(0.05)

    def _compare(self, tally: Tally) -> None:
        alive = next(i for i, one in enumerate(self.instance.processes) if one and one.poll() is None)
        body = str(self.instance.text(self.draft, alive)["body"])
        for writer in self.writers:
            tally.typed += writer.typed + writer.editor.made
            tally.acknowledged += writer.acknowledged + writer.editor.acked
            tally.said += sum(told["kind"] == "trouble" for told in writer.editor.told)
            tally.diverged += writer.editor.body != body
            tally.lost += sum(mark not in body for mark in writer.marks)
            tally.doubled += sum(body.count(mark) > 1 for mark in writer.marks)
            if missing := writer.marks.keys() - writer.promised:
                tally.wrong.append(f"{self.draft}: never acknowledged: {len(missing)}")
        tally.doubled += body.count("⟨beginning⟩") > 1
        tally.lost += "⟨beginning⟩" not in body


def begun(instance: Instance, seed: int, drafts: int) -> list[Run]:
    """New drafts, each with its writers, who are connected."""
    runs = []
    for number in range(drafts):
        chance = random.Random(seed * 1000 + number)
        draft = instance.draft(BEGINNING)
        writers = [
            Writer(f"w{one}", Editor("", draft, instance.tokens[one], epoch=1), random.Random(chance.random()))
            for one in range(TYPISTS)
        ]
        run = Run(instance, draft, writers, chance)
        for writer in writers:
            run.hold(writer)
        runs.append(run)
    return runs


async def ended(runs: list[Run]) -> Tally:
    """The tally of several runs."""
    whole = Tally()
    for tally in await asyncio.gather(*(run.end() for run in runs)):
        whole.add(tally)
    return whole


async def in_step(runs: list[Run]) -> None:
    """Everybody has what the server has."""
    await asyncio.gather(*(writer.settle() for run in runs for writer in run.writers))


async def all_type(runs: list[Run], times: int) -> None:
    """Everybody in every draft types."""
    await asyncio.gather(*(run.type(times) for run in runs))


async def killed_when_shown(instance: Instance, seed: int, drafts: int) -> Tally:
    """The server is killed the moment another editor shows somebody's edit."""
    runs = begun(instance, seed, drafts)
    await in_step(runs)
    chance, left = random.Random(seed), random.Random(seed).randrange(1, 20)

    def shown() -> None:
        nonlocal left
        left -= 1
        if left == 0:  # never again below
            instance.kill()

    for run in runs:
        run.writers[chance.randrange(TYPISTS)].editor.on_change = shown
    await all_type(runs, 15)
    left = 0
    instance.kill()
    await _restarted(instance, 0)
    await all_type(runs, 5)
    return await ended(runs)


async def killed_at_random(instance: Instance, seed: int, drafts: int) -> Tally:
    """The server is killed at any moment, twice."""
    runs = begun(instance, seed, drafts)
    for _ in range(2):
        typing = asyncio.create_task(all_type(runs, 15))
        await asyncio.sleep(random.Random(seed).random() * 0.5)
        instance.kill()
        await typing
        await _restarted(instance, 0)
    return await ended(runs)


async def cut_in_a_message(instance: Instance, seed: int, drafts: int) -> Tally:
    """Connections break off in the middle of messages, again and again."""
    chance, cuttings = random.Random(seed), []
    runs = begun(instance, seed, drafts)
    await in_step(runs)
    for run in runs:
        cutting = Cutting(instance.ports[0], chance)
        await cutting.start()
        cuttings.append(cutting)
        for writer in run.writers:
            run.ports[writer.name] = cutting.port
            writer.editor.cut_off()
    for _ in range(8):
        await all_type(runs, 5)
        for cutting in cuttings:
            cutting.cut()
        await asyncio.sleep(chance.random() * 0.3)
    for run in runs:
        run.ports.clear()
    tally = await ended(runs)
    for cutting in cuttings:
        cutting.close()
    return tally


async def days_offline(instance: Instance, seed: int, drafts: int) -> Tally:
    """One writer is away for days, and types; meanwhile the others write, all is settled, and the server restarts."""
    runs = begun(instance, seed, drafts)
    await in_step(runs)
    for run in runs:
        await _away(run, run.writers[0])
    await all_type(runs, 40)
    instance.kill()
    await _restarted(instance, 0)
    await all_type(runs, 10)
    await asyncio.sleep(4)  # settled
    for run in runs:
        run.hold(run.writers[0])
    return await ended(runs)


async def another_epoch(instance: Instance, seed: int, drafts: int) -> Tally:
    """The document is made anew while somebody is away and types; what they wrote is put in as a difference."""
    runs = begun(instance, seed, drafts)
    await all_type(runs, 10)
    await in_step(runs)
    for run in runs:
        await run._agreed()
        await _away(run, run.writers[0])
    await all_type(runs, 10)
    await asyncio.gather(*(writer.settle() for run in runs for writer in run.writers[1:]))
    for run in runs:
        with instance.database.transaction() as session:
            text.renew(session, session.get_one(Draft, run.draft))
        run.hold(run.writers[0])
    wrong = []
    for run in runs:
        async with asyncio.timeout(60):
            while any(writer.final != wire.EPOCH for writer in run.writers):
                await asyncio.sleep(0.05)
        epoch = int(str(instance.text(run.draft)["epoch"]))
        for writer in run.writers:
            kept, owed = writer.editor, writer is run.writers[0]
            if owed and not kept.unsent:
                wrong.append(f"{run.draft}: what was typed offline passes for saved")
            writer.typed += kept.made
            writer.acknowledged += kept.acked
            writer.editor, writer.final = Editor("", run.draft, kept.token, epoch=epoch), 0
            run.hold(writer)
            await writer.editor.until(lambda writer=writer: writer.editor.synced, 60)  # type: ignore[misc]
            if owed:
                _put_in(writer, kept.body, wrong)
    await all_type(runs, 5)
    tally = await ended(runs)
    tally.wrong += wrong
    return tally


async def one_of_two_killed(instance: Instance, seed: int, drafts: int) -> Tally:
    """Two servers on one PostgreSQL; one of them is killed while people write on both."""
    runs = begun(instance, seed, drafts)
    await in_step(runs)
    typing = asyncio.create_task(all_type(runs, 15))
    await asyncio.sleep(random.Random(seed).random() * 0.5)
    killed = seed % 2
    instance.kill(killed)
    await typing
    await _restarted(instance, killed)
    await all_type(runs, 5)
    return await ended(runs)


async def disk_full(instance: Instance, seed: int, drafts: int) -> Tally:
    """There is no room on the disk for a while: it is said, everything is kept, and saved afterwards."""

    async def full() -> None:
        instance.no_room(4096)
        await asyncio.sleep(1)

    return await _hindered(instance, seed, drafts, full, instance.no_room)


async def database_locked(instance: Instance, seed: int, drafts: int) -> Tally:
    """Somebody else holds the database for longer than a commit waits."""
    other = sqlite3.connect(
        str(instance.folder / "stillroom.sqlite3"), isolation_level=None, timeout=30, check_same_thread=False
    )

    async def locked() -> None:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        await asyncio.sleep(10)

    tally = await _hindered(instance, seed, drafts, locked, lambda: other.execute("ROLLBACK"))
    other.close()
    return tally


async def _hindered(
    instance: Instance, seed: int, drafts: int, hinder: Callable[[], Awaitable[None]], free: Callable[[], object]
) -> Tally:
    runs = begun(instance, seed, drafts)
    await in_step(runs)
    acked = [writer.editor.acked for run in runs for writer in run.writers]
    hindering = asyncio.create_task(hinder())
    await asyncio.sleep(0.3)
    await all_type(runs, 10)
    await hindering
    still = [writer.editor.acked for run in runs for writer in run.writers]
    free()
    tally = await ended(runs)
    if not tally.said:
        tally.wrong.append("nobody was told that it is not saved")
    if still != acked:
        tally.wrong.append("something was acknowledged that could not be saved")
    return tally


def _put_in(writer: Writer, kept: str, wrong: list[str]) -> None:
    """What was typed in a document that was given up is all still there, and can be put in by the one who typed it."""
    editor = writer.editor
    wrong += [f"{editor.draft}: {mark} is not kept" for mark in writer.marks if mark not in kept]
    editor.write(len(editor.body), "".join(mark for mark in writer.marks if mark not in editor.body))
    writer.marks = dict.fromkeys(writer.marks, editor.made)
    writer.promised.clear()


async def _away(run: Run, writer: Writer) -> None:
    writer.wanted = False
    await asyncio.sleep(0.1)
    writer.editor.cut_off()
    if writer.editor._task:
        await writer.editor._task


async def _restarted(instance: Instance, number: int) -> None:
    await asyncio.to_thread(instance.start, number)


Kind = Callable[[Instance, int, int], Awaitable[Tally]]
ON_SQLITE: dict[str, tuple[Kind, int]] = {
    "killed when an edit is shown": (killed_when_shown, 9),
    "killed at any moment": (killed_at_random, 5),
    "cut in the middle of a message": (cut_in_a_message, 4),
    "days offline": (days_offline, 3),
    "another epoch meanwhile": (another_epoch, 2),
    "disk full": (disk_full, 1),
    "database locked": (database_locked, 1),
}
"""Each kind, and how many of `make torture`'s rounds it has."""
ON_POSTGRES: dict[str, tuple[Kind, int]] = {"one of two servers killed": (one_of_two_killed, 4)}
