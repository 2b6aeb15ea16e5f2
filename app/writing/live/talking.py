"""One connection, from the first byte to the last: admitted, heard, answered, closed with a code that says why."""

import asyncio
import contextlib
import logging

from starlette.websockets import WebSocket, WebSocketDisconnect

from app.errors import StillroomError
from app.writing.live import admitting, reading, wire
from app.writing.live.room import Room
from app.writing.live.rooms import Rooms
from app.writing.live.seat import Seat
from app.writing.live.wire import Malformed
from app.writing.rules import Part

logger = logging.getLogger("stillroom.live")
GOODBYE = 10.0
"""Seconds in which what was said last has to go out."""
FRAME_MAXIMUM = 8 * 1024 * 1024
"""Bytes of a frame; more is never a text that fits into a draft."""
AT_ONCE = 500
"""Changes of one connection that may wait to be committed; then it is not read for a while."""
IN_A_THREAD = 64 * 1024
"""Bytes of a change from which on it is read beside the event loop."""
CLIENTS = 1000
"""Clients in one change: every page that was open without network is one."""
MISUNDERSTOOD = "What came was not understood, so it was not saved. Reload the page."
READER = "You read along in this draft, so what you changed was not saved."
LARGE = "That is more than a draft can hold, so it was not saved."


async def talk(socket: WebSocket, rooms: Rooms, draft_id: str, epoch: int) -> None:
    """Hold one connection until either side ends it."""
    if not admitting.from_here(socket, rooms.settings):
        await socket.close(wire.SIGNED_OUT)  # before it is accepted: the answer is 403
        return
    await socket.accept()
    try:
        place = await rooms.read(lambda session: admitting.placed(session, rooms.settings, socket, draft_id))
        if isinstance(place, admitting.Standing):
            await rooms.begin(draft_id)
    except StillroomError as error:
        await socket.send_bytes(wire.told("trouble", sentence=error.sentence))
        await socket.close(wire.BUSY, "trouble")
        return
    if not isinstance(place, admitting.Standing):
        await socket.close(wire.SIGNED_OUT if place == "signed out" else wire.GONE, place)
    elif rooms.full:
        await socket.close(wire.BUSY, "full")
    else:
        writes = place.part is Part.WRITER
        await _sit(socket, rooms, Seat(socket, draft_id, epoch, place.person_id, place.name, writes))


async def _sit(socket: WebSocket, rooms: Rooms, seat: Seat) -> None:
    room = rooms.join(seat)
    speaking = asyncio.create_task(_speak(socket, seat))
    hearing = asyncio.create_task(_hear(socket, seat, room))
    try:
        await asyncio.wait((speaking, hearing), return_when=asyncio.FIRST_COMPLETED)
        if seat.ended:
            await asyncio.wait((speaking,), timeout=GOODBYE)
    finally:
        seat.left = True
        room.leave(seat)
        for task in (speaking, hearing):
            task.cancel()
        for how in await asyncio.gather(speaking, hearing, return_exceptions=True):
            if isinstance(how, Exception):
                logger.warning("a connection to %s failed", seat.draft_id, exc_info=how)


async def _speak(socket: WebSocket, seat: Seat) -> None:
    """Send what waits; close when the seat is ended and all of it is said."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError, OSError):
        while True:
            while seat.waiting:
                frame = seat.waiting.popleft()
                seat.bytes_waiting -= len(frame)
                await socket.send_bytes(frame)
            if seat.ended:
                await socket.close(*seat.ended)
                return
            seat.wake.clear()
            await seat.wake.wait()


async def _hear(socket: WebSocket, seat: Seat, room: Room) -> None:
    """Take what comes, until the other side is gone or what comes cannot be taken."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while not seat.ended:
            message = await socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            if seat.ended:
                return
            data = message.get("bytes")
            if data is not None and len(data) > FRAME_MAXIMUM:
                seat.end(wire.LARGE, "too large", "refused", LARGE)
                return
            try:
                if data is None:
                    raise Malformed("frames are binary")
                await _take(seat, room, wire.read(data))
            except Malformed as error:
                seat.end(wire.MISUNDERSTOOD, str(error), "refused", MISUNDERSTOOD)


async def _take(seat: Seat, room: Room, frame: wire.Frame) -> None:
    if frame.kind == "awareness":
        room.presence.hear(seat, frame.data)
    elif frame.kind == "step1":
        wire.vector(frame.data)
        room.ask(seat, frame.data)
    elif not seat.writes:
        seat.end(wire.READER, "reader", "refused", READER)
    else:
        long = len(frame.data) > IN_A_THREAD
        change = await asyncio.to_thread(reading.read, frame.data) if long else reading.read(frame.data)
        if len(change.written) > CLIENTS:
            raise Malformed("it is of too many clients")
        seat.counted += 1
        room.send(seat, change)
        if seat.counted - seat.acknowledged > AT_ONCE:
            seat.rested.clear()
            await seat.rested.wait()
