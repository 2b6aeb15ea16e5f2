"""Bad luck, to a whole server: killed at once, started twice, its port taken, its disk full."""

import re
import resource
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image

from app.database import Database
from app.people import accounts, tokens
from app.settings import Settings
from tests.serving import Command, run, wait_until_up

SAVES = 6
"""How often each server saves before it is killed."""


@dataclass
class Serving:
    """A server as a process, and somebody's program that writes to it."""

    process: Command
    url: str
    http: httpx.Client


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: Path, port: int) -> Command:
    """`stillroom serve` on a data folder."""
    given = {"STILLROOM_DATA": str(data), "STILLROOM_PORT": str(port), "STILLROOM_JOBS": "off"}
    return run("serve", given=given, told=data / f"{port}.log")


@contextmanager
def serving(data: Path, words: str) -> Iterator[Serving]:
    """A server that answers, and is gone at the end."""
    port = free_port()
    process = start(data, port)
    url = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {words}"}, timeout=60) as http:
            wait_until_up(url, process)
            yield Serving(process, url, http)
    finally:
        process.kill()


@pytest.fixture
def data(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """A data folder with a database."""
    shutil.copy(migrated_sqlite, tmp_path / "stillroom.sqlite3")
    return tmp_path


@pytest.fixture
def words(data: Path) -> str:
    """A token of Ada's, who has joined there."""
    database = Database(Settings(data=data).database)
    with database.transaction() as session:
        ada = accounts.create(session, "Ada Writer", "ada", secret="none", email=None)
        made = tokens.make(session, ada, "a program")[1]
    database.close()
    return made


def new_draft(http: httpx.Client) -> str:
    answer = http.post("/api/drafts", json={"title": "Kettles", "kind": "proposal"})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def test_what_was_acknowledged_survives_being_killed(data: Path, words: str) -> None:
    draft_id, version, promised = "", 1, ""
    for life in range(4):
        with serving(data, words) as server:
            draft_id = draft_id or new_draft(server.http)
            kept = server.http.get(f"/api/drafts/{draft_id}").json()["text"]
            assert kept["body"] == promised or life == 0
            version = kept["version"]
            for turn in range(SAVES):
                promised = f"Life {life}, turn {turn}. " + "The kettle sings. " * 2000 * (turn % 2)
                sent = {"body": promised, "base_version": version}
                saved = server.http.put(f"/api/drafts/{draft_id}/text", json=sent)
                assert saved.status_code == 200, saved.text
                version = saved.json()["version"]
            server.process.kill()
    with serving(data, words) as server:
        assert server.http.get(f"/api/drafts/{draft_id}").json()["text"]["body"] == promised


def test_a_second_server_on_the_same_folder_is_refused(data: Path, words: str) -> None:
    with serving(data, words) as server:
        second = start(data, free_port())
        said = second.wait(60)
        assert second.status() == 1
        assert re.search(r"Another Stillroom is running on .* Stop it first", said)
        assert "Traceback" not in said
        assert server.http.get("/api/health").status_code == 200


def test_a_taken_port_is_said(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(data, port)
        said = process.wait(60)
    assert process.status() == 1
    assert f"Something else listens on 127.0.0.1:{port}" in said
    assert "Traceback" not in said


def no_room(server: Serving, limit: int = resource.RLIM_INFINITY) -> None:
    """Let the server write no file beyond `limit` bytes, as a full disk would; without one there is room again."""
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))


def test_a_full_disk_is_said_and_nothing_saved_is_lost(data: Path, words: str) -> None:
    with serving(data, words) as server:
        draft = f"/api/drafts/{new_draft(server.http)}"
        kept, wanted = ({"body": f"{word} " + "The kettle sings. " * 3000, "base_version": at} for word, at in STEPS)
        assert server.http.put(f"{draft}/text", json=kept).status_code == 200
        no_room(server, 4096)
        for _ in range(3):
            refused = server.http.put(f"{draft}/text", json=wanted)
            assert refused.status_code == 503, refused.text
            assert "Nothing was changed; please try again." in refused.json()["error"]["sentence"]
            assert server.http.get(draft).json()["text"]["body"] == kept["body"]
        no_room(server)
        assert server.http.put(f"{draft}/text", json=wanted).status_code == 200, "there is room again"
    with serving(data, words) as server:
        assert server.http.get(draft).json()["text"]["body"] == wanted["body"]


STEPS = (("Kept.", 1), ("Wanted.", 2))


def test_a_picture_for_which_there_is_no_room_is_refused(data: Path, words: str) -> None:
    noise = BytesIO()
    Image.effect_noise((300, 300), 80).save(noise, "PNG")
    files = {"file": ("noise.png", noise.getvalue(), "image/png")}
    with serving(data, words) as server:
        address = f"/api/drafts/{new_draft(server.http)}/images"
        no_room(server, 4096)
        refused = server.http.post(address, files=files)
        assert refused.status_code == 503, refused.text
        assert [path for path in (data / "files").rglob("*") if path.is_file()] == []
        no_room(server)
        assert server.http.post(address, files=files).status_code == 201
