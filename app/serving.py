"""Run one instance as a process: the data folder's lock, the database's shape, the port, and then uvicorn."""

import fcntl
import gc
import logging
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from rich.console import Console

from app.database import Database
from app.errors import StillroomError
from app.main import build_parts, create_app
from app.migrating import migrate
from app.people import joining
from app.settings import Settings
from app.web import MaskTokens
from app.writing.live.talking import FRAME_MAXIMUM

SOCKETS: dict[str, Any] = {
    "ws": "websockets-sansio",
    "ws_max_size": FRAME_MAXIMUM * 2,
    "ws_ping_interval": 20.0,
    "ws_ping_timeout": 20.0,
    "ws_per_message_deflate": False,
}
"""How uvicorn holds sockets: what is too long for a text is refused with a reason up to the double, beyond with none;
who does not answer for 40 seconds is gone; nothing is packed, which would take 100 kB a connection."""

say = Console(highlight=False, soft_wrap=True)


@contextmanager
def only_server(settings: Settings) -> Iterator[None]:
    """Hold the data folder's lock: on SQLite one server at a time. Raises StillroomError when another has it."""
    settings.data.mkdir(parents=True, exist_ok=True)
    with open(settings.data / "server.lock", "w") as lock:
        if settings.database.startswith("sqlite"):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise StillroomError(
                    f"Another Stillroom is running on {settings.data.resolve()}. "
                    "Stop it first, or choose another folder with STILLROOM_DATA."
                ) from None
        yield


def bring_up_to_date(settings: Settings) -> None:
    """Migrate the database; say where the copy taken before lies, if one was."""
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    try:
        if copy := migrate(database, settings.data / "backups"):
            say.print(f"The database was brought up to date. A copy of the former state is in {copy}", markup=False)
    finally:
        database.close()


def build_up_to_date(settings: Settings) -> dict[type, Any]:
    """The parts of an instance whose database was brought up to date first."""
    bring_up_to_date(settings)
    return build_parts(settings)


def run_server(settings: Settings) -> None:
    """Serve one instance; prints the first person's address while nobody has joined."""
    with only_server(settings):
        _refuse_taken_port(settings)
        bring_up_to_date(settings)
        app = create_app(settings)
        if first := joining.first_address(app.state.parts[Database], settings):
            say.print(f"\n  Open this address once, to be the first person here:\n\n  {first}\n", markup=False)
        say.print(f"Stillroom is at {settings.address}   (Ctrl+C stops it)", markup=False)
        sys.stdout.flush()
        logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
        logging.getLogger("uvicorn.access").addFilter(MaskTokens())
        gc.freeze()  # else all that was imported is looked through now and then: 120 ms in which no keystroke is heard
        uvicorn.run(
            app,
            host=settings.host,
            port=settings.port,
            log_level="warning",
            **SOCKETS,
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=",".join(settings.trusted_proxies) or None,
            server_header=False,
        )


def _refuse_taken_port(settings: Settings) -> None:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            raise StillroomError(
                f"Something else listens on {settings.host}:{settings.port}. "
                "Stop it, or choose another port with STILLROOM_PORT."
            ) from None
