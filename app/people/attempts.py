"""How often somebody may try: a row for each try, counted within a window of time, over all processes."""

from datetime import timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from app.database import now
from app.errors import TooMany
from app.people.models import Attempt
from app.people.rules import Limit

_FORGOTTEN = timedelta(days=1)


def take(session: Session, key: str, limit: Limit) -> Attempt:
    """Count one try under `key` (what is tried, and of whom or from where).

    Raises TooMany, with the seconds until the next try may succeed, when the limit is reached; nothing is counted then.
    """
    _one_at_a_time(session, key)
    moment = now()
    session.exec(delete(Attempt).where(col(Attempt.at) < moment - _FORGOTTEN))
    recent = col(Attempt.at) > moment - limit.within
    tries = session.exec(select(Attempt.at).where(Attempt.key == key, recent).order_by(col(Attempt.at))).all()
    if len(tries) >= limit.tries:
        wait = int((tries[-limit.tries] + limit.within - moment).total_seconds()) + 1
        raise TooMany("That was tried too often. Nothing is lost; please wait before you try again.", retry_after=wait)
    attempt = Attempt(key=key, at=moment)
    session.add(attempt)
    session.flush()
    return attempt


def origin(host: str | None) -> str:
    """A network address as tries are counted from it: IPv6 by its /64, which one connection has whole (RFC 6177)."""
    try:
        address = ip_address(host or "")
    except ValueError:
        return "somewhere"
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))


def forgive(session: Session, *attempts: Attempt) -> None:
    """A try that succeeded does not count."""
    session.exec(delete(Attempt).where(col(Attempt.id).in_([attempt.id for attempt in attempts])))


def forget(session: Session, key: str) -> None:
    """Begin to count anew under `key`."""
    session.exec(delete(Attempt).where(col(Attempt.key) == key))


def _one_at_a_time(session: Session, key: str) -> None:
    """Without this, tries made in the same instant would not see each other in PostgreSQL. SQLite has one writer."""
    if session.get_bind().dialect.name == "postgresql":
        session.exec(select(func.pg_advisory_xact_lock(func.hashtext(key))))
