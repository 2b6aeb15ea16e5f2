"""The room of one draft: who is in it, its document while it is worked on, and what happens in it, one after another.

Changes are tried on the document, committed, and only then acknowledged and shown. Whatever fails, the room forgets its
document and makes it again from what is committed.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from app.errors import StillroomError, Unavailable
from app.writing.live import changing, log, trying, wire
from app.writing.live.appending import Outcome, Waiting
from app.writing.live.desk import Desk
from app.writing.live.document import Damaged, Document, joined, since
from app.writing.live.presence import Presence
from app.writing.live.reading import Change
from app.writing.live.reading import read as read_change
from app.writing.live.seat import Seat
from app.writing.live.trying import Refused, Sent, Tried
from app.writing.live.wire import Malformed

logger = logging.getLogger("stillroom.live")
QUIET = 3.0
"""Seconds without a change after which the updates are settled."""
IDLE = 30.0
"""Seconds after which the document of a room in which nothing happens is let go."""
UNSETTLED = 300
"""Updates after which they are settled at once."""
STATE_MAXIMUM = 24 * 1024 * 1024
"""Bytes of a document; once nobody has a larger one open, it begins anew from its text."""

TROUBLE = "Not saved: {} What you wrote is kept in this browser, and sent again by itself."
BROKE = "Something broke on our side."


class Room:
    """One draft's. Everything in it happens on the event loop, one task at a time."""

    def __init__(self, draft_id: str, desk: Desk) -> None:
        self.draft_id, self.desk = draft_id, desk
        self.seats: set[Seat] = set()
        self.presence = Presence(self.seats, lambda states: desk.spread(draft_id, states))
        self.epoch = self.version = self.settled = 0
        self.document: Document | None = None
        self._owners: dict[int, str | None] = {}
        self._sent: list[Sent] = []
        self._jobs: list[tuple[Callable[[], Awaitable[None]], Seat | None]] = []
        self._working = False
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def join(self, seat: Seat) -> None:
        """Let somebody in."""
        self.seats.add(seat)
        self.do(lambda: self._join(seat), seat)

    def leave(self, seat: Seat) -> None:
        """Somebody is gone."""
        self.seats.discard(seat)
        self.presence.forget(seat)
        if not self.seats:
            self.do(self._settle)

    def ask(self, seat: Seat, vector: bytes) -> None:
        """Somebody wants what they have not."""
        self.do(lambda: self._answer(seat, vector), seat)

    def send(self, seat: Seat, change: Change) -> None:
        """Somebody changes the text."""
        self._sent.append(Sent(seat, change))
        self._work()

    def look(self) -> None:
        """Others may have changed the text."""
        self.do(self._look)

    def do(self, job: Callable[[], Awaitable[None]], seat: Seat | None = None) -> None:
        """Do something when its turn comes; for somebody, who is told when it fails."""
        self._jobs.append((job, seat))
        self._work()

    def _work(self) -> None:
        if not self._working:
            self._working = True
            task = asyncio.get_running_loop().create_task(self._turns())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _turns(self) -> None:
        try:
            while self._jobs or self._sent:
                # What others ask is answered before what is not committed yet is in the document.
                while self._jobs:
                    job, seat = self._jobs.pop(0)
                    await self._guarded(job(), {seat} if seat else set())
                if sent := self._sent:
                    self._sent = []
                    await self._guarded(self._take(sent), {one.seat for one in sent})
        finally:
            self._working = False
        if not self.seats:
            self._stop()
            self.desk.leave(self.draft_id)

    async def _guarded(self, doing: Awaitable[None], who: set[Seat]) -> None:
        """Whatever goes wrong, those concerned are told, and the room forgets what it is not sure of."""
        try:
            await doing
        except StillroomError as error:
            self._trouble(who, error.sentence)
        except Damaged:
            self._trouble(who, BROKE)
            await self._renew()
        except Exception:
            logger.warning("something failed in the room of %s", self.draft_id, exc_info=True)
            self._trouble(who, BROKE)

    def _trouble(self, who: set[Seat], sentence: str) -> None:
        self.document = None
        for seat in who:
            seat.end(wire.BUSY, "trouble", "trouble", TROUBLE.format(sentence))

    def _stop(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        self.document = None

    async def _join(self, seat: Seat) -> None:
        await self._look()
        if seat.ended or seat not in self.seats:
            return
        if seat.epoch != self.epoch:
            seat.end(wire.EPOCH, str(self.epoch))
            return
        part = "writer" if seat.writes else "reader"
        person = {"id": seat.person_id, "name": seat.name}
        seat.say(wire.told("welcome", epoch=self.epoch, version=self.version, part=part, person=person))
        self.presence.greet(seat)

    async def _answer(self, seat: Seat, vector: bytes) -> None:
        if seat.ended:
            return
        if self.document is None:
            opened = await self.desk.read(lambda session: log.open_(session, self.draft_id))
            await self._caught_up(opened)
            if not opened.updates:
                seat.say(wire.step2(since(opened.state, vector)))
                await self._question(seat)
                return
        document = await self._opened()
        seat.say(wire.step2(document.since(vector)))
        await self._question(seat)

    async def _question(self, seat: Seat) -> None:
        """Ask a writer for what they have and we have not."""
        if seat.writes and not seat.ended:
            seat.say(wire.step1((await self._opened()).vector()))

    async def _opened(self) -> Document:
        if self.document is None:
            opened = await self.desk.read(lambda session: log.open_(session, self.draft_id))
            await self._caught_up(opened)
            self.document = await asyncio.to_thread(opened.document)
            self.settled = opened.settled
            if opened.updates:
                self._later("settle", QUIET, self._settle)
        self._later("release", IDLE, self._release)
        return self.document

    async def _look(self) -> None:
        """Read what others have committed, and show it."""
        found = await self.desk.read(lambda session: log.newer(session, self.draft_id, self.version))
        if found is None:
            self._close(wire.GONE, "gone")
        elif self.epoch and found.epoch != self.epoch:
            self._close(wire.EPOCH, str(found.epoch), but=found.epoch)
            self.epoch, self.version, self.document = found.epoch, found.version, None
            self._owners.clear()
        elif not self.epoch:
            self.epoch, self.version = found.epoch, found.version
        elif found.version > self.version:
            if found.updates is None:
                opened = await self.desk.read(lambda session: log.open_(session, self.draft_id))
                await self._caught_up(opened)
            else:
                self._show_committed(found.updates, found.version)

    async def _caught_up(self, opened: log.Opened) -> None:
        """Show what is in a document that was just read and not known here."""
        if opened.epoch != self.epoch:
            await self._look()
            raise Unavailable("The text was made anew meanwhile.")
        if behind := opened.version - self.version:
            whole = opened.version - opened.settled < behind
            self._show_committed([opened.state, *opened.updates] if whole else opened.updates[-behind:], opened.version)

    def _show_committed(self, updates: list[bytes], version: int) -> None:
        self._follow(updates)
        self.version = version
        frame = wire.update(joined(updates))
        for seat in self.seats:
            seat.say(frame)
        self._later("settle", QUIET, self._settle)

    def _follow(self, updates: list[bytes]) -> None:
        """Bring the document along; one that cannot follow is made again when it is needed."""
        try:
            if self.document:
                for update in updates:
                    self.document.take(read_change(update))
        except (Damaged, Malformed):
            self.document = None

    def _close(self, code: int, reason: str, but: int = 0) -> None:
        """End everybody's connection, but those to another epoch."""
        for seat in self.seats:
            if seat.epoch != but:
                seat.end(code, reason)

    async def _take(self, sent: list[Sent]) -> None:
        sent = [one for one in sent if not one.seat.ended]
        document = await self._opened()
        await self._learn_owners(document, sent)
        try:
            tried = trying.tried(document, sent, self._owners)
            outcome = await self._append(tried) if tried.made else Outcome(self.version)
        except Refused as refused:
            refused.end()
            self._again(sent)
            return
        if outcome.old or outcome.without:
            self._refused(outcome)
            self._again(sent)
            return
        await self._committed(tried, outcome.version)
        self._acknowledge(sent)

    def _append(self, tried: Tried) -> Awaitable[Outcome]:
        return self.desk.append(Waiting(self.draft_id, self.epoch, tried.changes, tried.clients, tried.keep))

    def _again(self, sent: list[Sent]) -> None:
        """Somebody's change cannot be taken; those of the others are tried once more without it."""
        self.document = None
        self._sent = [*(one for one in sent if not one.seat.ended), *self._sent]

    def _refused(self, outcome: Outcome) -> None:
        for seat in self.seats:
            if outcome.old:
                seat.end(wire.EPOCH, "changed")
            elif seat.person_id in outcome.without:
                seat.end(wire.READER, "not a writer", "refused", trying.FOREIGN)

    async def _learn_owners(self, document: Document, sent: list[Sent]) -> None:
        unknown = {client for one in sent for client in document.news(one.change)} - self._owners.keys()
        if unknown:
            found = await self.desk.read(lambda session: log.owners(session, self.draft_id, self.epoch, unknown))
            self._owners.update(found)

    async def _committed(self, tried: Tried, version: int) -> None:
        """Show what was committed to everybody else."""
        made = tried.made
        if not made:
            return
        self._owners.update(tried.clients)
        if version - len(made) != self.version:
            await self._look_between(version - len(made))
        self.version = version
        frame = wire.update(joined([data for _, data in tried.changes]))
        only = made[0] if len(set(made)) == 1 else None
        for seat in self.seats:
            if seat is not only:
                seat.say(frame)
        self._later("settle", QUIET, self._settle)
        if version - self.settled > UNSETTLED:
            self._jobs.append((self._settle, None))

    async def _look_between(self, upto: int) -> None:
        """Others committed something before what was just committed here."""
        rows = await self.desk.read(lambda session: log.since(session, self.draft_id, self.version, upto))
        if len(rows) == upto - self.version:
            self._show_committed([data for _, data in rows], upto)
        else:
            self.document = None
            self._close(wire.BUSY, "behind")

    def _acknowledge(self, sent: list[Sent]) -> None:
        for one in sent:
            one.seat.acknowledged += 1
        for seat in {one.seat for one in sent}:
            seat.say(wire.ack(seat.acknowledged, self.version))
            seat.rested.set()

    async def _settle(self) -> None:
        document, version, epoch = self.document, self.version, self.epoch
        if document is None or version == self.settled:
            return
        state, body = document.state(), document.body()
        await self.desk.write(lambda session: changing.settle(session, self.draft_id, epoch, version, state, body))
        self.settled = version
        if len(state) > STATE_MAXIMUM and not self.seats:
            await self._renew()

    async def _renew(self) -> None:
        """Begin another document with the same text: this one is damaged or too large."""
        logger.warning("the document of %s is made anew from its text", self.draft_id)
        await self.desk.write(lambda session: changing.begin_anew(session, self.draft_id))
        await self._look()

    async def _release(self) -> None:
        await self._settle()
        self.document = None

    def _later(self, name: str, seconds: float, job: Callable[[], Awaitable[None]]) -> None:
        if timer := self._timers.pop(name, None):
            timer.cancel()
        turn = self.desk.in_turn
        self._timers[name] = asyncio.get_running_loop().call_later(seconds, turn, lambda: self.do(job))
