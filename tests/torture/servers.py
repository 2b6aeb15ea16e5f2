"""Servers as processes on one instance's data: started, killed, started again."""

import os
import resource
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from app.database import Database
from app.migrating import migrate
from app.people import accounts, tokens
from app.writing.models import CoAuthor
from app.writing.rules import Part

ROOT = Path(__file__).resolve().parents[2]
WRITERS = 4


class Instance:
    """An instance with its data, its people, and the servers that serve it."""

    def __init__(self, folder: Path, url: str = "", servers: int = 1) -> None:
        self.folder, self.url = folder, url or f"sqlite:///{folder / 'stillroom.sqlite3'}"
        self.ports = [_free_port() for _ in range(servers)]
        self.processes: list[subprocess.Popen[bytes] | None] = [None] * servers
        database = Database(self.url)
        migrate(database)
        with database.transaction() as session:
            people = [
                accounts.create(session, f"Writer {number}", f"writer{number}", secret="none", email=None)
                for number in range(WRITERS)
            ]
            self.people = [person.id for person in people]
            self.tokens = [tokens.make(session, person, "an editor")[1] for person in people]
        self.database = database

    def start(self, number: int = 0) -> None:
        """Start a server and wait until it answers."""
        given = {
            "STILLROOM_DATA": str(self.folder / f"data{number}" if len(self.ports) > 1 else self.folder),
            "STILLROOM_DATABASE_URL": self.url,
            "STILLROOM_PORT": str(self.ports[number]),
            "STILLROOM_JOBS": "off",
            "STILLROOM_RENDERERS": "1",
            "STILLROOM_SECRET": "torture",
        }
        with open(self.folder / f"server{number}.log", "ab") as log:
            self.processes[number] = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "serve"], cwd=ROOT, env=os.environ | given, stdout=log, stderr=log
            )
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"http://127.0.0.1:{self.ports[number]}/api/health", timeout=10).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise RuntimeError((self.folder / f"server{number}.log").read_text()[-2000:])

    def kill(self, number: int = 0) -> None:
        """End a server as the kernel does when memory is out."""
        process = self.processes[number]
        if process:
            process.kill()
            process.wait(timeout=10)

    def no_room(self, limit: int = resource.RLIM_INFINITY) -> None:
        """Let the first server write no file beyond `limit` bytes, as a full disk would."""
        process = self.processes[0]
        assert process
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    def draft(self, body: str) -> str:
        """A new draft that all of them write."""
        with self.http() as http:
            draft = str(http.post("/api/drafts", json={"title": "Torture", "kind": "proposal"}).json()["id"])
            version = http.get(f"/api/drafts/{draft}").json()["text"]["version"]
            put = http.put(f"/api/drafts/{draft}/text", json={"body": body, "base_version": version})
            assert put.status_code == 200, put.text
        with self.database.transaction() as session:
            for person in self.people[1:]:
                session.add(CoAuthor(draft_id=draft, person_id=person, byline=person, part=Part.WRITER))
        return draft

    def http(self, number: int = 0, writer: int = 0) -> httpx.Client:
        """A writer's program on one of the servers."""
        headers = {"Authorization": f"Bearer {self.tokens[writer]}"}
        return httpx.Client(base_url=f"http://127.0.0.1:{self.ports[number]}", headers=headers, timeout=60)

    def text(self, draft: str, number: int = 0) -> dict[str, object]:
        """A draft's text as a server gives it."""
        with self.http(number) as http:
            return dict(http.get(f"/api/drafts/{draft}").json()["text"])

    def stop(self) -> None:
        """End everything and forget the data."""
        for number in range(len(self.ports)):
            self.kill(number)
        self.database.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def new_folder() -> Path:
    """A folder on a real disk."""
    return Path(tempfile.mkdtemp(prefix=f"stillroom-torture-{secrets.token_hex(3)}-"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
