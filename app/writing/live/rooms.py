"""Every open draft of this process: its rooms, the one thread that commits for them all, what they hear of others."""

import asyncio
import base64
import contextlib
import itertools
import logging
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from sqlmodel import Session

from app import news as anybody
from app.database import Database
from app.direct import direct
from app.errors import StillroomError
from app.settings import Settings
from app.writing import news
from app.writing.live import admitting, changing, presence, wire
from app.writing.live import log as rows
from app.writing.live.appending import Outcome, Waiting, append
from app.writing.live.listening import Listening
from app.writing.live.presence import State
from app.writing.live.room import Room
from app.writing.live.seat import Seat

log = logging.getLogger("stillroom.live")
LOOK_EVERY = 5.0
"""Seconds after which it is looked whether something that others wrote was missed."""
WHO_EVERY = 3
"""Looks at what others wrote, for each look at who may still be here."""
TURN = 0.03
"""Seconds between two things that can wait."""
FEW = 5
BREATH = 0.02
"""Of so many seats it is looked at once who may still be there, and so many seconds are left to the writing between."""
PATIENCE = 8
"""Seconds a commit waits for a database that is locked; then the writers are told."""
READERS = 4
WHISPER = 0.2
"""Seconds between telling other processes who is where."""
PRESENCE = "presence "
SEATS = 2000
"""Connections one process holds."""

Result = TypeVar("Result")


class Rooms:
    """The rooms of a process. One event loop, the one of the first who comes in, runs them all."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database, self.settings = database, settings
        self.rooms: dict[str, Room] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._reading = ThreadPoolExecutor(READERS, "live-read")
        self._writing = ThreadPoolExecutor(1, "live-commit")
        self._waiting: list[tuple[Waiting, asyncio.Future[Outcome]]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._committing = False
        self._next_turn = 0.0
        self._whispers: dict[tuple[str, int], State] = {}
        self._own = threading.local()
        self._unlisten: Callable[[], None] = lambda: None
        self._listening: Listening | None = None

    @property
    def full(self) -> bool:
        """There is no room for another connection."""
        return sum(len(room.seats) for room in self.rooms.values()) >= SEATS

    def join(self, seat: Seat) -> Room:
        """Let somebody into the room of a draft."""
        self._start()
        room = self.rooms.get(seat.draft_id)
        if room is None:
            room = self.rooms[seat.draft_id] = Room(seat.draft_id, self)
        room.join(seat)
        return room

    def spread(self, draft_id: str, states: list[State]) -> None:
        """Tell other processes now and then who is where in a draft; what is newer takes the place of what is older."""
        if self.database.sqlite or self._loop is None:
            return
        if not self._whispers:
            self._loop.call_later(WHISPER, lambda: self._spawn(self._whisper()))
        self._whispers.update({(draft_id, state[0]): state for state in states})

    def in_turn(self, job: Callable[[], None]) -> None:
        """Call something that can wait, a moment after what came before it: many rooms do not settle at once."""
        loop = asyncio.get_running_loop()
        self._next_turn = max(loop.time(), self._next_turn + TURN)
        loop.call_at(self._next_turn, job)

    def leave(self, draft_id: str) -> None:
        """A room that nobody is in is given up."""
        if (room := self.rooms.get(draft_id)) and not room.seats:
            del self.rooms[draft_id]

    async def read(self, verb: Callable[[Session], Result]) -> Result:
        """Do something that only reads the database, in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._reading, self._run, verb, True)

    async def write(self, verb: Callable[[Session], Result]) -> Result:
        """Do something in a transaction, in the thread that commits."""
        return await asyncio.get_running_loop().run_in_executor(self._writing, self._run, verb, False)

    async def begin(self, draft_id: str) -> None:
        """See to it that a draft has a document."""
        if draft_id not in self.rooms and not await self.read(lambda session: rows.has_begun(session, draft_id)):
            await self.write(lambda session: changing.begin(session, draft_id))

    def append(self, waiting: Waiting) -> Awaitable[Outcome]:
        """Commit changes with all others that wait while the disk is busy."""
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((waiting, future))
        if not self._committing:
            self._committing = True
            self._spawn(self._commit_all())
        return future

    def stop(self) -> None:
        """End the threads."""
        self._unlisten()
        if self._listening:
            self._listening.stop()
        self._reading.shutdown(wait=True, cancel_futures=True)
        self._writing.shutdown(wait=True, cancel_futures=True)

    def _start(self) -> None:
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._unlisten = news.listen(self.database, self._heard)
            if not self.database.sqlite:
                self._listening = Listening(self.database, self._heard)
            self._spawn(self._look_now_and_then())

    def _spawn(self, work: "asyncio._CoroutineLike[None]") -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _run(self, verb: Callable[[Session], Result], read_only: bool) -> Result:
        with self.database.transaction(read_only=read_only) as session:
            return verb(session)

    async def _commit_all(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                outcomes = await loop.run_in_executor(self._writing, self._append, [one for one, _ in batch])
            except BaseException as error:
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
                if not isinstance(error, Exception):
                    raise
                continue
            for (_, future), outcome in zip(batch, outcomes, strict=True):
                if not future.done():
                    future.set_result(outcome)
        self._committing = False

    def _append(self, batch: list[Waiting]) -> list[Outcome]:
        keep = [(one.draft_id, body) for one in batch for body in one.keep]
        if keep:
            with self.database.transaction(patience=PATIENCE) as session:
                for draft_id, body in keep:
                    changing.keep(session, draft_id, body)
        with direct(self.database, PATIENCE) as to:
            return append(to, batch)

    def _heard(self, draft_id: str, what: str) -> None:
        """News, in whatever thread it was committed or came in; of our own commits we know."""
        if self._loop is None or getattr(self._own, "busy", False):
            return
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._tell, draft_id, what)

    def _tell(self, draft_id: str, what: str) -> None:
        if what == news.PEOPLE:
            self._spawn(self._look_who())
            return
        room = self.rooms.get(draft_id)
        if room is None:
            return
        if what == "text":
            room.look()
            return
        if what.startswith(PRESENCE):
            room.presence.overhear(presence.read(base64.b64decode(what.removeprefix(PRESENCE))))
            return
        if what in ("authors", "draft"):
            self._spawn(self._tell_who_stays(room, what))
        else:
            _tell_all(room, what)

    async def _tell_who_stays(self, room: Room, what: str) -> None:
        """Whoever may not be here any more is sent away, and hears nothing of it."""
        await self._look_who([room])
        _tell_all(room, what)

    async def _whisper(self) -> None:
        whispers, self._whispers = self._whispers, {}
        with contextlib.suppress(StillroomError):  # the next will come through
            await asyncio.get_running_loop().run_in_executor(self._reading, self._tell_others, whispers)

    def _tell_others(self, whispers: dict[tuple[str, int], State]) -> None:
        self._own.busy = True
        try:
            with self.database.transaction() as session:
                for (draft_id, _), state in whispers.items():
                    told = base64.b64encode(presence.write([state])).decode()
                    anybody.tell(session, draft_id, f"{PRESENCE}{told}")
        finally:
            self._own.busy = False

    async def _look_who(self, rooms: list[Room] | None = None) -> None:
        """Send away whoever may not be here any more."""
        seats = [seat for room in rooms or list(self.rooms.values()) for seat in room.seats if not seat.ended]
        for few in (seats[at : at + FEW] for at in range(0, len(seats), FEW)):
            await asyncio.sleep(BREATH)
            now = await self.read(partial(_standings, settings=self.settings, seats=few))
            for seat, standing in zip(few, now, strict=True):
                admitting.hold(seat, standing)

    async def _look_now_and_then(self) -> None:
        for turn in itertools.count(1):
            await asyncio.sleep(LOOK_EVERY)
            try:
                places = await self.read(lambda session: rows.places(session, list(self.rooms)))
                for draft_id, room in list(self.rooms.items()):
                    if places.get(draft_id) != (room.epoch, room.version):
                        room.look()
                if turn % WHO_EVERY == 0:
                    await self._look_who()
            except Exception:
                log.warning("could not look who is still here", exc_info=True)


def _standings(session: Session, settings: Settings, seats: list[Seat]) -> list[admitting.Standing | admitting.Absent]:
    return [admitting.standing(session, settings, seat) for seat in seats]


def _tell_all(room: Room, what: str) -> None:
    for seat in room.seats:
        if not seat.ended:
            seat.say(wire.told("news", what=what))
