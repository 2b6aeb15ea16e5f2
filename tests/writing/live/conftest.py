"""A real server on a real port, in a thread; Ada's draft, and editors of it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from app.database import Database
from app.main import create_app
from app.people import tokens
from app.people.models import Person
from app.serving import SOCKETS
from app.settings import Settings
from app.writing.models import CoAuthor
from app.writing.rules import Part
from tests.conftest import Cast
from tests.live_here import Editor


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The application behind a port of the loopback address; gives `host:port`."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", timeout_graceful_shutdown=2, **SOCKETS))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=15)


@dataclass
class Shared:
    """A draft on a server, and who has which token there."""

    host: str
    draft: str
    tokens: dict[str, str]
    database: Database

    def editor(self, who: str = "ada", **given: Any) -> Editor:
        """Somebody's editor, not connected yet."""
        return Editor(f"ws://{self.host}", self.draft, self.tokens[who], **given)

    def http(self, who: str = "ada") -> httpx.Client:
        """Somebody's program."""
        return httpx.Client(
            base_url=f"http://{self.host}", headers={"Authorization": f"Bearer {self.tokens[who]}"}, timeout=60
        )

    def body(self) -> str:
        """The text as it is committed."""
        with self.http() as http:
            return str(http.get(f"/api/drafts/{self.draft}").json()["text"]["body"])

    def text(self) -> dict[str, Any]:
        """The same with its version."""
        with self.http() as http:
            return dict(http.get(f"/api/drafts/{self.draft}").json()["text"])


@pytest.fixture
def begin(cast: Cast) -> Callable[[str, Database], Shared]:
    """`begin(host, database)`: a draft that Ada and Rui write, and Mei reads along in."""

    def begun(host: str, database: Database) -> Shared:
        people: dict[str, Person] = {"ada": cast.ada, "rui": cast.rui, "mei": cast.mei, "kim": cast.kim}
        with database.transaction() as session:
            made = {name: tokens.make(session, person, "an editor")[1] for name, person in people.items()}
        shared = Shared(host, "", made, database)
        with shared.http() as http:
            shared.draft = http.post("/api/drafts", json={"title": "Kettles", "kind": "proposal"}).json()["id"]
            text = http.get(f"/api/drafts/{shared.draft}").json()["text"]
            sent = {"body": "A kettle sings.\n", "base_version": text["version"]}
            assert http.put(f"/api/drafts/{shared.draft}/text", json=sent).status_code == 200
        with database.transaction() as session:
            for name, part in (("rui", Part.WRITER), ("mei", Part.READER)):
                session.add(CoAuthor(draft_id=shared.draft, person_id=people[name].id, byline=name, part=part))
        return shared

    return begun


@pytest.fixture
def shared(settings: Settings, begin: Callable[[str, Database], Shared]) -> Iterator[Shared]:
    """A draft on a server, with the server's own database."""
    app = create_app(settings)
    with served(app) as host:
        yield begin(host, app.state.parts[Database])
