"""Notices: what a person should know, told once and kept until they have seen it, here or in a mail."""

from typing import Any

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, col, select

from app.database import new_id, now
from app.errors import NotFound
from app.jobs import enqueue
from app.people.models import Notice, Person
from app.people.post.rules import Kind
from app.people.schemas import NoticeOut

COLLECT = "people.collect"
"""The job that makes a mail of what waits for a person, when its time has come."""
SHOWN = 50
"""How many of the newest a person is shown."""


def tell(
    session: Session,
    person_id: str,
    kind: Kind,
    key: str,
    sentence: str,
    path: str,
    *,
    detail: str = "",
    mail_path: str = "",
    again: bool = False,
    mailed: bool = True,
    listed: bool = True,
) -> bool:
    """Tell somebody something; `path`, an address of this site, is where it leads.

    `key` names the occasion: the same person is told of it once, however often this is called and by however many
    processes at a time, unless it is told `again`: then it is news anew, in the new words. True when they are told now.
    A mail adds the lines of `detail`, and leads to `mail_path` when given. `mailed=False`: a mail of its own says it;
    `listed=False`: it stands on the desk already.
    """
    said = {"sentence": sentence, "path": path, "detail": detail, "mail_path": mail_path, "made_at": now()}
    row = {"id": new_id(), "person_id": person_id, "kind": kind, "key": key, "listed": listed, **said}
    row["unmailed_since"] = now() if mailed else None
    insert: Any = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    statement = insert(Notice).values(row)
    if again:
        since = func.coalesce(Notice.unmailed_since, now())
        statement = statement.on_conflict_do_update(
            index_elements=["person_id", "key"], set_={**said, "seen_at": None, "unmailed_since": since}
        )
    else:
        statement = statement.on_conflict_do_nothing()
    told = session.execute(statement.returning(Notice.id)).first() is not None
    if told and mailed:
        enqueue(session, COLLECT, {"id": person_id}, key=person_id)
    return told


def of(session: Session, person: Person) -> list[NoticeOut]:
    """What somebody was told, those not seen yet first, then the newest."""
    query = select(Notice).where(Notice.person_id == person.id, col(Notice.listed))
    newest_first = query.order_by(col(Notice.seen_at).is_not(None), col(Notice.made_at).desc()).limit(SHOWN)
    return [shown(notice) for notice in session.exec(newest_first)]


def see(session: Session, person: Person, notice_id: str) -> Notice:
    """Say that a notice of one's own was seen; a second time changes nothing. Raises NotFound."""
    notice = session.exec(select(Notice).where(Notice.id == notice_id, Notice.person_id == person.id)).first()
    if notice is None:
        raise NotFound
    notice.seen_at = notice.seen_at or now()
    session.flush()
    return notice


def settle(session: Session, person_id: str, key: str) -> None:
    """Say that an occasion is over, so that nobody needs to look at what was told of it; what it quoted goes."""
    for notice in session.exec(select(Notice).where(Notice.person_id == person_id, Notice.key == key)):
        notice.seen_at, notice.detail, notice.mail_path = notice.seen_at or now(), "", ""


def shown(notice: Notice) -> NoticeOut:
    """A notice as it goes out."""
    return NoticeOut(
        id=notice.id, sentence=notice.sentence, path=notice.path, made_at=notice.made_at, seen=bool(notice.seen_at)
    )
