"""Holding the turn before arXiv: a lease in the database, and three seconds between the beginnings of two requests.

Over all processes of an instance one holder at a time makes one request every three seconds (arXiv API terms of use);
the holder is decided by a lease in the database, renewed around each request.
"""

import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from app.database import Database, now
from app.errors import StillroomError
from app.files import Files
from app.jobs import Lease, hold
from app.papers.arxiv.client import Arxiv
from app.papers.queue import errands
from app.papers.rules import SPACING_SECONDS

log = logging.getLogger("stillroom.arxiv")

HOLD_SECONDS = 60.0
"""How long somebody holds the turn of whom nothing is heard; a holder who waits for a long answer renews it."""

Answered = TypeVar("Answered")


class Stopping(Exception):
    """The queue was stopped or lost the turn before it came to ask: nothing was asked, what waited still waits."""


@dataclass
class Holder:
    """One process before arXiv, and what it works with.

    `spacing` is the time in seconds between the beginnings of two requests; nothing but a test makes it shorter.
    """

    database: Database
    arxiv: Arxiv
    files: Files
    spacing: float = SPACING_SECONDS
    name: str = field(default_factory=lambda: secrets.token_hex(8))
    stop: threading.Event = field(default_factory=threading.Event)

    def take_turn(self) -> bool:
        """Take the turn, unless somebody else has it."""
        return hold(self.database, errands.LEASE, self.name, HOLD_SECONDS)

    def request(self, ask: Callable[[], Answered]) -> Answered:
        """Make one request when three seconds have passed since the last one began, wherever that was made.

        Raises Stopping, and whatever `ask` raises."""
        with self.database.transaction(read_only=True) as session:
            lease = session.get(Lease, errands.LEASE)
        if lease and lease.used_at and self.stop.wait(self.spacing - (now() - lease.used_at).total_seconds()):
            raise Stopping
        if not self._renew(now()):
            raise Stopping
        answered = threading.Event()
        renewing = threading.Thread(target=self._renew_until, args=(answered,), daemon=True)
        renewing.start()
        try:
            return ask()
        finally:
            answered.set()
            renewing.join()
            self._renew(self.arxiv.asked_at)  # where it followed a redirect, the last request began later

    def let_go(self, pause: float = 0.0) -> None:
        """Give the turn back, or keep it from everybody for as long as arXiv asked (`pause`, seconds)."""
        with self.database.transaction() as session:
            lease = session.get(Lease, errands.LEASE)
            if lease and lease.holder == self.name:
                lease.until = now() + timedelta(seconds=pause)
                lease.holder = errands.PAUSE if pause else ""

    def _renew(self, asked_at: datetime | None) -> bool:
        """Keep the turn, and remember when a request began. False when somebody else took the turn meanwhile."""
        with self.database.transaction() as session:
            lease = session.get_one(Lease, errands.LEASE)
            if lease.holder != self.name:
                return False
            lease.used_at = max(filter(None, (lease.used_at, asked_at)), default=None)
            lease.until = now() + timedelta(seconds=HOLD_SECONDS)
            return True

    def _renew_until(self, answered: threading.Event) -> None:
        while not answered.wait(HOLD_SECONDS / 3):
            try:
                self._renew(self.arxiv.asked_at)
            except StillroomError:
                log.warning("the turn before arXiv could not be renewed; it is tried again", exc_info=True)
