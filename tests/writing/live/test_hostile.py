"""Whatever comes over a socket: one clear code, no crash, and nobody else notices."""

import json
import random

import pytest

from app.writing.live import presence, reading, wire
from app.writing.live.talking import CLIENTS, FRAME_MAXIMUM
from app.writing.rules import TEXT_MAXIMUM
from tests.live_here import Editor, editing
from tests.running import run
from tests.writing.live.conftest import Shared

REFUSED = {wire.MISUNDERSTOOD, wire.LARGE}


def many_clients() -> bytes:
    parts = [wire.number(1) + wire.number(n) + b"\x00\x04\x01\x04text\x01a" for n in range(10, CLIENTS + 20)]
    return wire.number(len(parts)) + b"".join(parts) + b"\x00"


def update_of(words: str) -> bytes:
    editor = Editor("", "", "")
    editor.text += words
    return bytes(editor.doc.get_update())


FRAMES = {
    "nothing": b"",
    "noise": random.Random(1).randbytes(400),
    "no such frame": b"\x09\x00",
    "no such step": b"\x00\x07\x00",
    "breaks off": wire.update(update_of("words"))[:-4],
    "more follows": wire.update(update_of("words")) + b"x",
    "huge": wire.update(b"\x01" * (FRAME_MAXIMUM + 1)),
    "a long text": wire.update(update_of("x" * (TEXT_MAXIMUM + 1))),
    "many clients": wire.update(many_clients()),
    "a server's client": wire.update(
        b"\x01\x01" + wire.number(reading.SERVERS_CLIENTS + 1) + b"\x00\x04\x01\x04text\x01a\x00"
    ),
    "builds on nothing": wire.update(b"\x01\x01\x05\x00\x84\x07\x01\x01Z\x00"),
    "a vector": wire.step1(b"\xff\xff"),
    "a text frame": "words",
    "awareness noise": wire.awareness(b"\x05\x01"),
    "awareness of much": wire.awareness(presence.write([(5, 1, json.dumps({"x": "y" * 5000}))])),
    "awareness of depth": wire.awareness(presence.write([(5, 1, "[" * 1900)])),
}


@pytest.mark.parametrize("name", FRAMES)
def test_one_clear_code_and_nobody_else_notices(shared: Shared, name: str) -> None:
    async def journey() -> None:
        args = f"ws://{shared.host}", shared.draft
        async with editing(*args, shared.tokens["ada"]) as ada, editing(*args, shared.tokens["rui"]) as rui:
            assert rui.socket
            await rui.socket.send(FRAMES[name])
            code, _ = await rui.ended()
            assert code in REFUSED, (code, rui.told)
            assert rui.told[-1]["kind"] == "refused"
            ada.write(0, "Calm. ")
            await ada.saved()
            assert shared.body() == ada.body == "Calm. A kettle sings.\n"

    run(journey())


def test_nobody_chooses_the_name_others_see(shared: Shared) -> None:
    async def journey() -> None:
        args = f"ws://{shared.host}", shared.draft
        async with editing(*args, shared.tokens["ada"]) as ada, editing(*args, shared.tokens["rui"]) as rui:
            shown = [(5, 1, json.dumps({"user": {"name": "Ada Writer", "id": "ada"}, "cursor": {"head": 1}}))]
            await rui.send(wire.awareness(presence.write(shown)))
            await ada.until(lambda: bool(ada.aware))
            [(client, _, state)] = presence.read(ada.aware[-1])
            assert (client, json.loads(state)["user"]["name"], json.loads(state)["cursor"]) == (
                5,
                "Rui Reviewer",
                {"head": 1},
            )
            ada.aware.clear()
            await ada.send(wire.awareness(presence.write([(5, 9, "null"), (6, 1, "{}")])))
            await rui.until(lambda: bool(rui.aware))
            assert [one[0] for one in presence.read(rui.aware[-1])] == [6], "another's client is not ada's to take away"
            await rui.close()
            await ada.until(lambda: bool(ada.aware))
            assert presence.read(ada.aware[-1]) == [(5, 2, "null")]

    run(journey())


def test_a_flood_of_cursors_comes_as_a_trickle(shared: Shared) -> None:
    async def journey() -> None:
        args = f"ws://{shared.host}", shared.draft
        async with editing(*args, shared.tokens["ada"]) as ada, editing(*args, shared.tokens["rui"]) as rui:
            for clock in range(2000):
                await rui.send(wire.awareness(presence.write([(5, clock, json.dumps({"at": clock}))])))
            await ada.until(lambda: bool(ada.aware) and '"at": 1999' in presence.read(ada.aware[-1])[0][2])
            assert len(ada.aware) < 500

    run(journey())
