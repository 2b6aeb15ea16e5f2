"""What is kept of a live text: settled with who wrote what, looked back at, opened fast, made anew in another epoch."""

import asyncio
import json
import random
import time
from collections.abc import Callable

import pytest
from pycrdt import Doc, Text
from sqlmodel import col, func, select

from app.main import create_app
from app.settings import Settings
from app.writing import text
from app.writing.live import presence, room, wire
from app.writing.live.document import Document
from app.writing.models import Draft, LiveText, Snapshot, TextUpdate
from tests.conftest import Cast
from tests.live_here import Editor, editing
from tests.running import run
from tests.writing.live.conftest import Shared, served

EDITS = 100_000


def args(shared: Shared, who: str = "ada") -> tuple[str, str, str]:
    return f"ws://{shared.host}", shared.draft, shared.tokens[who]


def row(shared: Shared) -> LiveText:
    with shared.database.transaction(read_only=True) as session:
        return session.get_one(LiveText, shared.draft)


def test_a_program_writes_over_a_damaged_document(shared: Shared) -> None:
    async def journey() -> None:
        async with editing(*args(shared)):
            pass

    run(journey())
    with shared.database.transaction() as session:
        live = session.get_one(LiveText, shared.draft)
        live.state = b"\x01\x01damaged"
    with shared.http() as http:
        put = {"body": "Written over.", "base_version": shared.text()["version"]}
        assert http.put(f"/api/drafts/{shared.draft}/text", json=put).status_code == 200
    assert (shared.text()["body"], shared.text()["epoch"]) == ("Written over.", 2)


async def eventually(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.05)


def test_what_a_program_writes_is_in_open_editors_at_once(shared: Shared, cast: Cast) -> None:
    async def journey() -> None:
        async with editing(*args(shared)) as ada:
            ada.write(0, "é😀 ")
            await ada.saved()
            put = {"body": "é😀 A copper kettle sings.\r\n", "base_version": ada.version}
            with shared.http("rui") as http:
                answer = await asyncio.to_thread(http.put, f"/api/drafts/{shared.draft}/text", json=put)
            assert answer.status_code == 200, answer.text
            await ada.until(lambda: ada.body == "é😀 A copper kettle sings.\n")
            ada.write(0, "Once more: ")
            await ada.saved()
            assert shared.body() == ada.body == "Once more: é😀 A copper kettle sings.\n"
            assert ada.version == shared.text()["version"]
            clients = len(ada.doc.get_state())
            assert clients < 60

    run(journey())
    with shared.http() as http:
        written = http.get(f"/api/drafts/{shared.draft}/writers").json()
    assert {person["name"] for person in written["people"]} == {"Ada Writer", "Rui Reviewer"}


def test_settling_keeps_who_wrote_what_and_bounds_the_log(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "QUIET", 0.1)
    monkeypatch.setattr(room, "UNSETTLED", 20)

    async def journey() -> None:
        async with editing(*args(shared)) as ada, editing(*args(shared, "rui")) as rui:
            for _ in range(60):
                ada.write(0, "a")
                rui.write(0, "r")
                await asyncio.gather(ada.saved(), rui.saved())
            await ada.until(lambda: ada.body == rui.body)
            await eventually(lambda: row(shared).settled == max(ada.version, rui.version))
            live = row(shared)
            assert live.body == ada.body
            assert {ada.doc.client_id, rui.doc.client_id} <= Document(live.state or b"").known.keys()
            with shared.database.transaction(read_only=True) as session:
                left = session.exec(select(func.count()).where(TextUpdate.draft_id == shared.draft)).one()
            assert left < 60

    run(journey())


def test_the_past_is_kept_and_the_draft_moves(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "QUIET", 0.1)

    async def journey() -> None:
        with shared.database.transaction(read_only=True) as session:
            before = session.get_one(Draft, shared.draft).changed_at
        async with editing(*args(shared)) as ada:
            long = "A long paragraph about kettles. " * 40
            ada.write(0, long)
            await ada.saved()
            ada.cut(0, len(ada.body))
            ada.write(0, "Oops.")
            await ada.saved()
            await eventually(lambda: row(shared).body == "Oops.")
        with shared.database.transaction(read_only=True) as session:
            bodies = session.exec(select(Snapshot.body).where(Snapshot.draft_id == shared.draft)).all()
            after = session.get_one(Draft, shared.draft).changed_at
        assert f"{long}A kettle sings.\n" in bodies
        assert after > before

    run(journey())


def test_another_epoch_is_said_with_its_number(shared: Shared) -> None:
    async def journey() -> None:
        async with editing(*args(shared)) as ada:
            ada.write(0, "Before. ")
            await ada.saved()
            with shared.database.transaction() as session:
                text.renew(session, session.get_one(Draft, shared.draft))
            assert await ada.ended() == (wire.EPOCH, "2")
            await ada.open()
            assert await ada.ended() == (wire.EPOCH, "2"), "the old document is never joined with the new one"
        async with editing(*args(shared), epoch=2) as new:
            assert new.body == shared.body() == "Before. A kettle sings.\n"
            new.write(0, "After. ")
            await new.saved()
            assert shared.text()["body"] == "After. Before. A kettle sings.\n"
            assert shared.text()["epoch"] == 2

    run(journey())


def test_a_damaged_document_is_made_anew_from_its_text(shared: Shared) -> None:
    async def journey() -> None:
        async with editing(*args(shared)) as ada:
            ada.write(0, "Safe. ")
            await ada.saved()
        await asyncio.sleep(1)  # nobody is there any more, and what the server holds in memory is let go
        with shared.database.transaction() as session:
            live = session.get_one(LiveText, shared.draft)
            live.body, live.settled, live.state = "Safe. A kettle sings.\n", live.version, b"\x01\x01damaged"
        again = shared.editor("ada", doc=ada.doc)
        await again.open()
        code, epoch = await again.ended()
        assert (code, epoch) in ((wire.EPOCH, "2"), (wire.BUSY, "trouble"))
        async with editing(*args(shared), epoch=2) as new:
            assert new.body == "Safe. A kettle sings.\n"

    run(journey())


def old_draft() -> bytes:
    """A document of many edits, here and there."""
    doc: Doc = Doc(client_id=9)
    body, chance = doc.get("text", type=Text), random.Random(1)
    at = length = 0
    for _ in range(EDITS):
        if chance.random() < 0.05:
            at = chance.randint(0, length)
        if length > at and chance.random() < 0.15:
            del body[at : at + 1]
            length -= 1
        else:
            body.insert(at, "x")
            at, length = at + 1, length + 1
    return bytes(doc.get_update())


def test_a_draft_of_a_hundred_thousand_edits_opens_at_once(shared: Shared, settings: Settings) -> None:
    state = old_draft()
    body = Document(state).body()

    async def journey(host: str) -> None:
        editor = Editor(f"ws://{host}", shared.draft, shared.tokens["ada"])
        begun = time.perf_counter()
        await editor.open()
        await editor.until(lambda: editor.synced)
        assert time.perf_counter() - begun < 10
        assert editor.body == body, "in sync is said of the whole text"
        editor.write(0, "Still ")
        await editor.saved()
        await editor.close()

    with shared.database.transaction() as session:
        live = session.get_one(LiveText, shared.draft)
        live.body, live.state, live.settled = body, state, live.version
    with served(create_app(settings)) as host:
        run(journey(host))
    assert shared.body() == f"Still {body}"


def test_two_processes_show_each_other_what_is_written(shared: Shared, settings: Settings) -> None:
    if shared.database.sqlite:
        pytest.skip("on SQLite there is one server")

    async def journey(host: str) -> None:
        other = f"ws://{host}", shared.draft, shared.tokens["rui"]
        async with editing(*args(shared)) as ada, editing(*other) as rui:
            for number in range(20):
                ada.write(0, f"a{number} ")
                rui.write(len(rui.body), f"r{number} ")
                await asyncio.gather(ada.flush(), rui.flush())
            await asyncio.gather(ada.saved(), rui.saved())
            async with asyncio.timeout(3):
                await asyncio.gather(*(one.until(lambda: ada.body == rui.body) for one in (ada, rui)))
            assert ada.body.count("r") == rui.body.count("r") > 19
            assert shared.body() == ada.body
            shown = [(5, 1, json.dumps({"cursor": {"head": 1}}))]
            await rui.send(wire.awareness(presence.write(shown)))
            await ada.until(lambda: bool(ada.aware))
            [(client, _, state)] = presence.read(ada.aware[-1])
            assert (client, json.loads(state)["user"]["name"]) == (5, "Rui Reviewer")
            with shared.database.transaction(read_only=True) as session:
                query = select(TextUpdate.version).where(TextUpdate.draft_id == shared.draft)
                versions = session.exec(query.order_by(col(TextUpdate.version))).all()
            assert versions == list(range(versions[0], versions[-1] + 1))

    with served(create_app(settings)) as host:
        run(journey(host))
