"""Background work: enqueue by name in the caller's transaction, announce a fact, run what is due.

One table, the same SQL on both databases. A job is leased, run, and marked done; a worker that dies loses its lease
and another takes the job over. So jobs run at least once and must be idempotent (give them a key).
"""

import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Field, Session, SQLModel, col, or_, select

from app.database import Database, Json, Moment, now

log = logging.getLogger("stillroom.jobs")

ATTEMPTS = 12
"""With the growing pauses between them, tries go on for about three hours: a mail server that is down comes back."""
LEASE = timedelta(minutes=10)
FACT = "announce"


class Job(SQLModel, table=True):
    """One piece of background work; `key` makes enqueuing the same work twice a no-op while it waits."""

    __table_args__ = (UniqueConstraint("name", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    key: str | None = None
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    due_at: datetime = Field(default_factory=now, sa_type=Moment, index=True)
    attempts: int = 0
    lease_by: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=Moment)
    failed_at: datetime | None = Field(default=None, sa_type=Moment)
    error: str = ""


class Lease(SQLModel, table=True):
    """The right to do something of which there is one in the whole instance (speak to arXiv)."""

    name: str = Field(primary_key=True)
    holder: str
    until: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


def enqueue(
    session: Session,
    name: str,
    payload: Mapping[str, Any] | None = None,
    *,
    key: str | None = None,
    after: timedelta | None = None,
) -> None:
    """Ask for `name` to be run with `payload` (JSON) once this transaction commits, not before `after` from now.

    With a `key`, nothing is added while a job of that name and key still waits to be begun; one that has begun gives
    its key up, so that what is enqueued meanwhile runs after it.
    """
    row: dict[str, Any] = {
        "name": name,
        "key": key,
        "payload": dict(payload or {}),
        "due_at": now() + (after or timedelta()),
    }
    row |= {"created_at": now(), "attempts": 0, "error": ""}
    # The update that changes nothing locks a waiting job: none begins it before what this transaction does is seen.
    same, unchanged = ["name", "key"], {"key": key}
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sqlite_insert(Job).values(row).on_conflict_do_update(index_elements=same, set_=unchanged))
    else:
        session.execute(postgresql_insert(Job).values(row).on_conflict_do_update(index_elements=same, set_=unchanged))


def announce(session: Session, fact: str, subject: str) -> None:
    """Say in the caller's transaction that `fact` (such as `writing.revision_frozen`) became true of `subject` (an id).

    Which jobs of later rooms it wakes is written in worker.py alone.
    """
    enqueue(session, FACT, {"fact": fact, "subject": subject})


def hold(database: Database, name: str, holder: str, seconds: float) -> bool:
    """Take or renew the lease `name` for `seconds`. True when `holder` has it now, False when somebody else does."""
    with database.transaction() as session:
        row = {"name": name, "holder": holder, "until": now()}
        if database.sqlite:
            session.execute(sqlite_insert(Lease).values(row).on_conflict_do_nothing())
        else:
            session.execute(postgresql_insert(Lease).values(row).on_conflict_do_nothing())
        lease = session.exec(select(Lease).where(Lease.name == name).with_for_update()).one()
        if lease.holder != holder and lease.until > now():
            return False
        lease.holder, lease.until = holder, now() + timedelta(seconds=seconds)
        return True


def failed(session: Session) -> list[Job]:
    """The jobs that were given up, newest first."""
    return list(session.exec(select(Job).where(col(Job.failed_at).is_not(None)).order_by(col(Job.failed_at).desc())))


def retry(session: Session, job_id: int) -> None:
    """Let a job that was given up be tried anew; nothing happens when it is not there any more."""
    job = session.get(Job, job_id)
    if job and job.failed_at:
        job.failed_at, job.attempts, job.due_at = None, 0, now()


@dataclass(frozen=True)
class Leased:
    """A job this worker may run now."""

    id: int
    name: str
    payload: dict[str, Any]
    attempts: int


Handler = Callable[[dict[str, Any]], None]
"""Runs one job; the payload is what was enqueued. Raising means: try again later."""


class Worker:
    """Runs due jobs one after another. `handlers` maps job names to handlers; `facts` maps facts to job names."""

    def __init__(
        self,
        database: Database,
        handlers: Mapping[str, Handler],
        facts: Mapping[str, tuple[str, ...]],
        poll: float = 0.5,
    ) -> None:
        self.database, self.handlers, self.facts, self.poll = database, handlers, facts, poll
        self.name = secrets.token_hex(8)

    def run_until(self, stop: threading.Event) -> None:
        """Work until `stop` is set; sleep `poll` seconds whenever nothing is due."""
        while not stop.is_set():
            try:
                busy = self.run_one()
            except Exception:
                log.exception("the job loop failed; it goes on")
                busy = False
            if not busy:
                stop.wait(self.poll)

    def run_one(self) -> bool:
        """Run one due job. False when there was none."""
        job = self._lease()
        if job is None:
            return False
        try:
            self._run(job)
        except Exception as error:
            log.warning("job %s %s failed: %s", job.name, job.id, error, exc_info=error)
            self._put_back(job, str(error))
        return True

    def _run(self, job: Leased) -> None:
        if job.name != FACT:
            self.handlers[job.name](job.payload)
        with self.database.transaction() as session:
            if job.name == FACT:
                for name in self.facts.get(job.payload["fact"], ()):
                    enqueue(session, name, {"id": job.payload["subject"]}, key=job.payload["subject"])
            row = session.get(Job, job.id)
            if row is not None and row.lease_by == self.name:
                session.delete(row)

    def _lease(self) -> Leased | None:
        moment = now()
        due = (
            select(Job.id)
            .where(Job.due_at <= moment, col(Job.failed_at).is_(None), col(Job.name).in_([*self.handlers, FACT]))
            .where(or_(col(Job.lease_until).is_(None), col(Job.lease_until) < moment))
            .order_by(col(Job.due_at), col(Job.id))
            .limit(1)
        )
        with self.database.transaction(read_only=True) as session:
            if session.exec(due).first() is None:
                return None
        with self.database.transaction() as session:
            found = session.exec(due.with_for_update(skip_locked=True)).first()
            if found is None:
                return None
            job = session.get_one(Job, found)
            if job.attempts >= ATTEMPTS:
                job.failed_at, job.error = moment, job.error or "Whoever ran it died each time."
                return None
            job.key, job.lease_by, job.lease_until, job.attempts = None, self.name, moment + LEASE, job.attempts + 1
            return Leased(id=found, name=job.name, payload=job.payload, attempts=job.attempts)

    def _put_back(self, job: Leased, error: str) -> None:
        with self.database.transaction() as session:
            row = session.get(Job, job.id)
            if row is None or row.lease_by != self.name:
                return
            row.error, row.lease_by, row.lease_until = error[:2000], None, None
            row.due_at = now() + timedelta(seconds=min(2**job.attempts * 5, 3600))
            row.failed_at = now() if job.attempts >= ATTEMPTS else None
