"""The servers that `bench_live.py` measures: ours, and its peers, installed when they are first asked for.

They live in `.setup/live-peers`, a folder of their own, and are no libraries of the product. The first time takes some
minutes: Hocuspocus' SQLite is compiled where npm has nothing made for this machine.
"""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.torture.servers import Instance, new_folder

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / ".setup" / "live-peers"
FROM_NPM = (
    *("yjs@13", "ws@8", "lib0@0.2", "y-protocols@1", "y-websocket@2.1", "y-leveldb@0.1"),
    *("@hocuspocus/server@3.4", "@hocuspocus/extension-sqlite@3.4"),
)
FROM_PYPI = ("pycrdt-websocket==0.16.*", "pycrdt-store==0.1.*", "uvicorn", "websockets")
OURS, Y_WEBSOCKET, HOCUSPOCUS, PYCRDT = "ours", "y-websocket", "hocuspocus", "pycrdt-websocket"
PATIENCE = 60


class Broken(Exception):
    """A server did not start, or a client met what it did not expect."""


def installed() -> bool:
    """Whether the peers are here; what is missing is installed first, and said where it cannot be."""
    npm, python = shutil.which("npm"), FOLDER / "venv" / "bin" / "python"
    if not npm or not shutil.which("node"):
        print("Node and npm are missing: there is nothing to measure ours beside.")
        return False
    FOLDER.mkdir(parents=True, exist_ok=True)
    steps: list[list[str]] = []
    if not (FOLDER / "node_modules" / "@hocuspocus" / "extension-sqlite").is_dir():
        (FOLDER / "package.json").write_text("{}")
        steps.append([npm, "install", "--no-audit", "--no-fund", "--silent", *FROM_NPM])
    if not list(FOLDER.glob("venv/lib/*/site-packages/pycrdt/websocket")):
        steps.append([sys.executable, "-m", "venv", str(FOLDER / "venv")])
        steps.append([str(python), "-m", "pip", "install", "--quiet", *FROM_PYPI])
    for step in steps:
        print(f"Installing what ours is measured beside: {Path(step[0]).name} {step[1]} …", flush=True)
        if subprocess.run(step, cwd=FOLDER, timeout=900).returncode:
            print("That could not be installed: there is nothing to measure ours beside.")
            return False
    return True


class Peer:
    """A peer's server on a folder of its own, which it keeps when it is started again."""

    def __init__(self, name: str) -> None:
        self.name, self.folder = name, new_folder()
        self.url = ""
        self.tokens: list[str] | None = None
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Its process."""
        assert self.process
        return self.process.pid

    def start(self) -> None:
        """Start it and wait until it listens."""
        port = _free_port()
        node = shutil.which("node") or "node"
        command = {
            Y_WEBSOCKET: [node, "node_modules/y-websocket/bin/server.cjs"],
            HOCUSPOCUS: [node, str(HERE / "live_hocuspocus.cjs")],
            PYCRDT: ["venv/bin/python", str(HERE / "live_pycrdt.py")],
        }[self.name]
        given = {"PORT": str(port), "FOLDER": str(self.folder), "HOST": "127.0.0.1"}
        given |= {"YPERSISTENCE": str(self.folder / "leveldb"), "PYTHONPATH": ""}
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen(command, cwd=FOLDER, env=os.environ | given, stdout=log, stderr=log)
        self.url = f"ws://127.0.0.1:{port}"
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                return
            time.sleep(0.05)
        raise Broken(f"{self.name} does not start: {(self.folder / 'server.log').read_text()[-1000:]}")

    def kill(self) -> None:
        """End it."""
        if self.process:
            self.process.kill()
            self.process.wait(timeout=10)

    def drafts(self, count: int, _words: str) -> list[str]:
        """Names of documents that nobody has opened yet; the first who comes puts the words in."""
        return [f"draft-{os.urandom(6).hex()}" for _ in range(count)]

    def stop(self) -> None:
        """End it and forget its data."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def holds(self, name: str, state: bytes) -> None:
        """Put a document into Hocuspocus' database, as it keeps them."""
        base = sqlite3.connect(self.folder / "hocuspocus.sqlite3", isolation_level=None)
        base.execute("INSERT INTO documents (name, data) VALUES (?, ?)", (name, state))
        base.close()


class Ours:
    """Our server, in the place of a peer."""

    name = OURS

    def __init__(self) -> None:
        self.instance = Instance(new_folder())
        self.tokens: list[str] | None = self.instance.tokens
        self.url = f"ws://127.0.0.1:{self.instance.ports[0]}"
        self.start, self.kill, self.stop = self.instance.start, self.instance.kill, self.instance.stop

    @property
    def pid(self) -> int:
        """Its process."""
        process = self.instance.processes[0]
        assert process
        return process.pid

    def drafts(self, count: int, words: str) -> list[str]:
        """New drafts with these words in them."""
        return [self.instance.draft(words) for _ in range(count)]


Server = Peer | Ours


def asked(server: Server, documents: list[str], **order: Any) -> dict[str, Any]:
    """What the clients measured on a server. Raises Broken."""
    given = {"kind": server.name, "url": server.url, "tokens": server.tokens, "documents": documents, **order}
    command = [shutil.which("node") or "node", str(HERE / "live_client.mjs"), json.dumps(given)]
    ran = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=180)
    if ran.returncode:
        raise Broken(ran.stderr[-1000:])
    return dict(json.loads(ran.stdout))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
