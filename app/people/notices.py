"""Notices: what a person should know, told once and kept until they have seen it."""

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, col, select

from app.database import new_id, now
from app.errors import NotFound
from app.people.models import Notice, Person
from app.people.schemas import NoticeOut

SHOWN = 50
"""How many of the newest a person is shown."""


def tell(session: Session, person_id: str, key: str, sentence: str, path: str) -> bool:
    """Tell somebody something; `path`, an address of this site, is where it leads.

    `key` names the occasion: the same person is told of it once, however often this is called and by however many
    processes at a time. True when they are told now.
    """
    row = {"id": new_id(), "person_id": person_id, "key": key, "sentence": sentence, "path": path, "made_at": now()}
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    done = session.execute(insert(Notice).values(row).on_conflict_do_nothing().returning(Notice.id))  # type: ignore[call-overload]
    return done.first() is not None


def of(session: Session, person: Person) -> list[NoticeOut]:
    """What somebody was told, those not seen yet first, then the newest."""
    query = select(Notice).where(Notice.person_id == person.id)
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
    """Say that an occasion is over, so that nobody needs to look at what was told of it."""
    for notice in session.exec(select(Notice).where(Notice.person_id == person_id, Notice.key == key)):
        notice.seen_at = notice.seen_at or now()


def shown(notice: Notice) -> NoticeOut:
    """A notice as it goes out."""
    return NoticeOut(
        id=notice.id, sentence=notice.sentence, path=notice.path, made_at=notice.made_at, seen=bool(notice.seen_at)
    )
