"""Who is where in a text (y-protocols' awareness): told to everybody in a room, with names that nobody can choose."""

import asyncio
import json
from collections.abc import Iterable
from typing import Any

from app.writing.live import wire
from app.writing.live.seat import Seat
from app.writing.live.wire import Malformed, Reader

TICK = 0.04
"""Seconds in which moves are told as one."""
STATE_MAXIMUM = 2000
"""Bytes of what somebody shows."""
CLIENTS = 4
"""Clients that one connection shows; an editor has one."""


def read(data: bytes) -> list[tuple[int, int, str]]:
    """An awareness update: client, clock, state (JSON) of each. Raises Malformed."""
    reader = Reader(data)
    count = reader.number()
    if count > len(data):
        raise Malformed("it breaks off")
    found = [(reader.number(), reader.number(), reader.string()) for _ in range(count)]
    reader.end()
    return found


def write(states: Iterable[tuple[int, int, str]]) -> bytes:
    """The same, written."""
    parts = [wire.number(client) + wire.number(clock) + wire.piece(state.encode()) for client, clock, state in states]
    return wire.number(len(parts)) + b"".join(parts)


def cleaned(state: str, seat: Seat) -> str:
    """What somebody shows, under the name that is theirs. Raises Malformed."""
    if len(state) > STATE_MAXIMUM:
        raise Malformed("it shows too much")
    try:
        shown: Any = json.loads(state)
    except (ValueError, RecursionError):
        raise Malformed("it is not JSON") from None
    if shown is None:
        return "null"
    if not isinstance(shown, dict):
        raise Malformed("it is no state")
    user = {"id": seat.person_id, "name": seat.name, "writes": seat.writes}
    return json.dumps({**shown, "user": user}, ensure_ascii=False)


class Presence:
    """What each client in a room shows."""

    def __init__(self, seats: set[Seat]) -> None:
        self._seats = seats
        self._states: dict[int, tuple[Seat, int, str]] = {}
        self._new: set[int] = set()
        self._timer: asyncio.TimerHandle | None = None

    def hear(self, seat: Seat, data: bytes) -> None:
        """Somebody shows where they are; what they say of clients that are another's is not heard. Raises Malformed."""
        for client, clock, state in read(data):
            known = self._states.get(client)
            if known and known[0].person_id != seat.person_id:
                continue
            if client not in seat.clients and len(seat.clients) >= CLIENTS:
                continue
            seat.clients.add(client)
            self._states[client] = (seat, clock, cleaned(state, seat))
            self._tell(client)

    def greet(self, seat: Seat) -> None:
        """Show somebody who came in where the others are."""
        if shown := [(client, clock, state) for client, (_, clock, state) in self._states.items() if state != "null"]:
            seat.say(wire.awareness(write(shown)))

    def forget(self, seat: Seat) -> None:
        """Somebody is gone."""
        for client in seat.clients:
            known = self._states.get(client)
            if known and known[0] is seat:
                self._states[client] = (seat, known[1] + 1, "null")
                self._tell(client)

    def _tell(self, client: int) -> None:
        self._new.add(client)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(TICK, self._tell_all)

    def _tell_all(self) -> None:
        self._timer, new, self._new = None, self._new, set()
        told = [(client, *self._states[client]) for client in new]
        for client, _, _, state in told:
            if state == "null":
                del self._states[client]
        frame = wire.awareness(write((client, clock, state) for client, _, clock, state in told))
        one = told[0][1] if len({id(seat) for _, seat, _, _ in told}) == 1 else None
        for seat in self._seats:
            if seat is not one:
                seat.say(frame)
