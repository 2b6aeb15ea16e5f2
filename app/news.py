"""News for whoever waits for it: told in the caller's transaction, heard once it is committed.

Heard in this process by the listeners of the database it was told on, and on PostgreSQL by the other processes, too
(NOTIFY, which is a hint: who must not miss anything looks by themselves now and then).
"""

import json
import secrets
from collections.abc import Callable, Iterable
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session

from app.database import Database
from app.direct import Direct

Listener = Callable[[str, str], None]
"""Called with what it is of (a draft's id, or nothing) and what is new, in the thread that committed."""

CHANNEL = "stillroom_news"
_listeners: WeakKeyDictionary[Engine, list[Listener]] = WeakKeyDictionary()
_names: WeakKeyDictionary[Engine, str] = WeakKeyDictionary()
_TOLD = "news"
PEOPLE = "people"
"""Of nothing in particular: somebody is signed out somewhere, or may not come in any more."""


def tell(session: Session, of: str, what: str) -> None:
    """Say that something is new, once this transaction commits."""
    told = session.info.setdefault(_TOLD, [])
    if (of, what) in told:
        return
    told.append((of, what))
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_notify(CHANNEL, payload(name_of(session.get_bind().engine), of, what))))


def notify(to: Direct, news: Iterable[tuple[str, str]]) -> None:
    """Say the same to other processes once a transaction of the driver commits; this process is not told.

    `news`: what each is of, and what is new.
    """
    if not to.sqlite:
        to.do("SELECT pg_notify(?, ?)", [(CHANNEL, payload(name_of(to.engine), of, what)) for of, what in news])


def listen(database: Database, listener: Listener) -> Callable[[], None]:
    """Hear all news told on a database in this process, until what is given back is called."""
    listeners = _listeners.setdefault(database.engine, [])
    listeners.append(listener)
    return lambda: listeners.remove(listener)


def name_of(engine: Engine) -> str:
    """Tells what this process tells through its own database from what others tell."""
    return _names.setdefault(engine, secrets.token_hex(4))


def payload(teller: str, of: str, what: str) -> str:
    """News as other processes get it."""
    return json.dumps({"from": teller, "draft": of, "what": what})


@event.listens_for(AnySession, "after_commit")
def _deliver(session: AnySession) -> None:
    if session.in_nested_transaction():
        return
    told: list[tuple[str, str]] = session.info.pop(_TOLD, [])
    for listener in list(_listeners.get(session.get_bind().engine, ())) if told else ():
        for of, what in told:
            listener(of, what)


@event.listens_for(AnySession, "after_rollback")
def _forget(session: AnySession) -> None:
    session.info.pop(_TOLD, None)
