"""The one queue before arXiv: who holds the turn, the three seconds between requests, one errand after another.

Over all processes of an instance one holder at a time makes one request every three seconds (arXiv API terms of use);
the holder is decided by a lease in the database, renewed around each request. The command line queues here too.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from app.database import Database, now
from app.errors import StillroomError, Upstream
from app.jobs import Lease, hold
from app.papers import errands, importing
from app.papers.arxiv import Arxiv
from app.papers.arxiv_errors import NotOnArxiv, Throttled
from app.papers.atom import Entry
from app.papers.found import page_of
from app.papers.identifiers import ArxivId
from app.papers.models import ArxivErrand, Paper
from app.papers.oai import RawRecord
from app.papers.rules import SPACING_SECONDS, ErrandKind, Lane

log = logging.getLogger("stillroom.arxiv")

BULK_AT_ONCE = 50
HOLD_SECONDS = 60.0
IDLE_SECONDS = 0.3
PAUSE = "pause"


class Stopping(Exception):
    """The queue was stopped before its turn to ask came: nothing was asked, and what waited still waits."""


@dataclass
class Turns:
    """Does the errands of one process, whenever it holds the turn.

    `spacing` is the time in seconds between the beginnings of two requests; nothing but a test makes it shorter.
    """

    database: Database
    arxiv: Arxiv
    spacing: float = SPACING_SECONDS
    name: str = field(default_factory=lambda: secrets.token_hex(8))
    stop: threading.Event = field(default_factory=threading.Event)

    def run_until_stopped(self) -> None:
        """Serve the queue until `stop` is set."""
        while not self.stop.is_set():
            try:
                served = self.serve_next()
            except Exception:
                log.exception("the arXiv queue failed; it goes on")
                served = False
            if not served:
                self.stop.wait(IDLE_SECONDS)

    def serve_next(self) -> bool:
        """Do the next errand. False when there is none, or somebody else holds the turn."""
        with self.database.transaction(read_only=True) as session:
            if not errands.queue(session):
                return False
        if not hold(self.database, errands.LEASE, self.name, HOLD_SECONDS):
            return False
        pause = 0.0
        try:
            with self.database.transaction(read_only=True) as session:
                batch = _next_batch(session)
            if batch:
                pause = self._do(batch)
        finally:
            self._let_go(pause)
        return bool(batch)

    def _do(self, batch: list[ArxivErrand]) -> float:
        """Do errands of one kind and lane together. Gives the seconds arXiv wants everybody to wait."""
        work = {ErrandKind.IMPORT: self._import, ErrandKind.SEARCH: self._search, ErrandKind.LICENCE: self._licence}
        try:
            work[batch[0].kind](batch)
        except Stopping:
            return 0.0
        except StillroomError as error:
            with self.database.transaction() as session:
                errands.fail(session, _attached(session, batch), error, again=isinstance(error, Upstream))
            return float(error.retry_after or 60) if isinstance(error, Throttled) else 0.0
        except Exception:
            log.exception("an answer of arXiv's could not be stored")
            with self.database.transaction() as session:
                errands.fail(
                    session,
                    _attached(session, batch),
                    StillroomError("This could not be stored here. Nothing was lost; please try again."),
                    again=False,
                )
        return 0.0

    def _import(self, batch: list[ArxivErrand]) -> None:
        wanted = {ArxivId(one.arxiv_id, one.version): one for one in batch}
        with self.database.transaction() as session:
            for asked in list(wanted):
                if paper := importing.here(session, asked):
                    errands.finish(session, _attached(session, _same(batch, asked)), paper_id=paper.id)
                    del wanted[asked]
        if not wanted:
            return
        entries = self._request(lambda: self.arxiv.papers(list(wanted)))
        record = self._record(next(iter(wanted)).id) if batch[0].lane is Lane.PERSON and entries else None
        with self.database.transaction() as session:
            for asked in wanted:
                self._settle(session, _attached(session, _same(batch, asked)), asked, entries.get(asked), record)

    def _settle(
        self,
        session: Session,
        batch: Sequence[ArxivErrand],
        asked: ArxivId,
        entry: Entry | None,
        record: RawRecord | None,
    ) -> None:
        if entry is None:
            errands.fail(session, batch, NotOnArxiv(_unknown(asked)), again=False)
            return
        paper = importing.store(session, entry, record, batch[0].person_id)
        if record is None:
            errands.ask_for_licence(session, entry.id)
        errands.finish(session, batch, paper_id=paper.id)

    def _record(self, arxiv_id: str) -> RawRecord | None:
        """The licence and versions; when they cannot be had now the paper is stored without, and it comes later."""
        try:
            return self._request(lambda: self.arxiv.record(arxiv_id))
        except StillroomError as error:
            log.info("the record of %s has to wait: %s", arxiv_id, error)
            return None

    def _search(self, batch: list[ArxivErrand]) -> None:
        found = self._request(lambda: self.arxiv.search(batch[0].words, batch[0].start))
        with self.database.transaction() as session:
            page = page_of(session, found, batch[0].start)
            errands.finish(session, _attached(session, batch), found=page)

    def _licence(self, batch: list[ArxivErrand]) -> None:
        record = self._request(lambda: self.arxiv.record(batch[0].arxiv_id))
        with self.database.transaction() as session:
            paper = session.exec(select(Paper).where(Paper.arxiv_id == batch[0].arxiv_id)).one()
            importing.remember_record(session, paper, record)
            errands.finish(session, _attached(session, batch), paper_id=paper.id)

    def _request(self, ask: Callable[[], Any]) -> Any:
        """Make one request when three seconds have passed since the last one began, wherever that was made."""
        with self.database.transaction(read_only=True) as session:
            lease = session.get(Lease, errands.LEASE)
        if lease and lease.used_at and self.stop.wait(self.spacing - (now() - lease.used_at).total_seconds()):
            raise Stopping
        with self.database.transaction() as session:
            lease = session.get_one(Lease, errands.LEASE)
            lease.used_at, lease.until = now(), now() + timedelta(seconds=HOLD_SECONDS)
        return ask()

    def _let_go(self, pause: float) -> None:
        """Give the turn back, or keep it from everybody for as long as arXiv asked."""
        with self.database.transaction() as session:
            lease = session.get(Lease, errands.LEASE)
            if lease and lease.holder == self.name:
                lease.until = now() + timedelta(seconds=pause)
                lease.holder = PAUSE if pause else ""


def run_until(parts: dict[type, Any], stop: threading.Event) -> None:
    """Serve the queue in this process until `stop` is set."""
    Turns(parts[Database], parts[Arxiv], stop=stop).run_until_stopped()


def _next_batch(session: Session) -> list[ArxivErrand]:
    """The next errand; in bulk, up to fifty imports of the same person go to arXiv in one request."""
    order = [session.get_one(ArxivErrand, one.id) for one in errands.queue(session)[: BULK_AT_ONCE * 4]]
    if not order:
        return []
    first = order[0]
    if first.lane is not Lane.BULK or first.kind is not ErrandKind.IMPORT or first.tries:
        return [first]  # one bad entry spoils a whole answer, so what failed once is asked for alone
    same = (first.lane, first.kind, first.person_id)
    return [one for one in order if (one.lane, one.kind, one.person_id) == same and not one.tries][:BULK_AT_ONCE]


def _same(batch: Sequence[ArxivErrand], asked: ArxivId) -> list[ArxivErrand]:
    return [one for one in batch if ArxivId(one.arxiv_id, one.version) == asked]


def _attached(session: Session, batch: Sequence[ArxivErrand]) -> list[ArxivErrand]:
    return [session.get_one(ArxivErrand, one.id) for one in batch]


def _unknown(asked: ArxivId) -> str:
    if asked.version:
        return f"arXiv knows no {asked}: either no such paper, or not this version. Check it, or leave the version out."
    return f"arXiv knows no paper {asked}. Check the number against where you found it."
