"""Who is where in a text (y-protocols' awareness): told to everybody in a room, with names that nobody can choose."""

import asyncio
import json
import time
from collections.abc import Callable, Iterable
from typing import Any

from app.writing.live import wire
from app.writing.live.seat import Seat
from app.writing.live.wire import Malformed, Reader

TICK = 0.04
"""Seconds in which moves are told as one."""
STATE_MAXIMUM = 2000
"""Bytes of what somebody shows."""
SILENCE = 30.0
"""Seconds after which a client that other processes do not speak of is taken to be gone (y-protocols does the same)."""
FAR = 1000
"""Clients at other processes that are remembered."""
CLIENTS = 4
"""Clients that one connection shows; an editor has one."""


State = tuple[int, int, str]
"""Client, clock, and what it shows (JSON; `null` when it is gone)."""


def read(data: bytes) -> list[State]:
    """An awareness update. Raises Malformed."""
    reader = Reader(data)
    count = reader.number()
    if count > len(data):
        raise Malformed("it breaks off")
    found = [(reader.number(), reader.number(), reader.string()) for _ in range(count)]
    reader.end()
    return found


def write(states: Iterable[State]) -> bytes:
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

    def __init__(self, seats: set[Seat], spread: Callable[[list[State]], None]) -> None:
        """`spread` is given what is new here, for other processes."""
        self._seats, self._spread = seats, spread
        self._far: dict[int, tuple[float, State]] = {}
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
        shown = [(client, clock, state) for client, (_, clock, state) in self._states.items() if state != "null"]
        shown += [state for heard, state in self._far.values() if heard > time.monotonic() - SILENCE]
        if shown:
            seat.say(wire.awareness(write(shown)))

    def overhear(self, states: list[State]) -> None:
        """What people show to another process, which has seen to their names."""
        far = [state for state in states if state[0] not in self._states]
        for state in far:
            self._far.pop(state[0], None)
            if state[2] != "null" and len(self._far) < FAR:
                self._far[state[0]] = (time.monotonic(), state)
        for seat in self._seats if far else ():
            seat.say(wire.awareness(write(far)))

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
        states = [(client, clock, state) for client, _, clock, state in told]
        frame = wire.awareness(write(states))
        one = told[0][1] if len({id(seat) for _, seat, _, _ in told}) == 1 else None
        for seat in self._seats:
            if seat is not one:
                seat.say(frame)
        self._spread(states)
