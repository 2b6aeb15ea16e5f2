"""News of drafts for whoever has them open: told in the caller's transaction, heard once it is committed.

Heard in this process by the listeners of the database it was told on, and on PostgreSQL by the other processes, too
(NOTIFY, which is a hint: who must not miss anything looks by themselves now and then).
"""

import json
import secrets
from collections.abc import Callable
from typing import Literal
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session

from app.database import Database

What = Literal["text", "threads", "suggestions", "marks", "draft", "authors", "history", "works", "people"]
"""What of a draft is new; `people` is of no draft: somebody signed out, or may not come in any more."""
Listener = Callable[[str, str], None]
"""Called with a draft's id and what is new, in the thread that committed."""

CHANNEL = "stillroom_news"
PROCESS = secrets.token_hex(4)
"""Tells this process's own notifications from those of others."""
_listeners: WeakKeyDictionary[Engine, list[Listener]] = WeakKeyDictionary()
_TOLD = "news"


def tell(session: Session, draft_id: str, what: What) -> None:
    """Say that something of a draft is new, once this transaction commits."""
    told = session.info.setdefault(_TOLD, [])
    if (draft_id, what) in told:
        return
    told.append((draft_id, what))
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_notify(CHANNEL, payload(draft_id, what))))


def listen(database: Database, listener: Listener) -> Callable[[], None]:
    """Hear all news told on a database in this process, until what is given back is called."""
    listeners = _listeners.setdefault(database.engine, [])
    listeners.append(listener)
    return lambda: listeners.remove(listener)


def payload(draft_id: str, what: str) -> str:
    """News as other processes get it."""
    return json.dumps({"from": PROCESS, "draft": draft_id, "what": what})


@event.listens_for(AnySession, "after_commit")
def _deliver(session: AnySession) -> None:
    if session.in_nested_transaction():
        return
    told: list[tuple[str, str]] = session.info.pop(_TOLD, [])
    for listener in list(_listeners.get(session.get_bind().engine, ())) if told else ():
        for draft_id, what in told:
            listener(draft_id, what)


@event.listens_for(AnySession, "after_rollback")
def _forget(session: AnySession) -> None:
    session.info.pop(_TOLD, None)
