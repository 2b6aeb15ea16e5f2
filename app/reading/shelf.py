"""A person's shelf: the papers they mean to read, read and have read."""

from sqlmodel import Session, col, func, select

from app.database import now
from app.papers import papers
from app.papers.models import Paper, PaperVersion
from app.reading.models import Note, ShelfItem
from app.reading.rules import Progress
from app.reading.schemas import ShelfOut
from app.reading.waiting import waits


def put(session: Session, person_id: str, paper_id: str, progress: Progress) -> ShelfItem:
    """Put the paper on the shelf, or move it there to where one now stands with it."""
    item = session.get(ShelfItem, (person_id, paper_id)) or ShelfItem(person_id=person_id, paper_id=paper_id)
    item.progress, item.changed_at = progress, now()
    session.add(item)
    session.flush()
    return item


def begin_reading(session: Session, person_id: str, paper_id: str) -> None:
    """Whoever notes or writes about a paper reads it: it stands on their shelf, and no longer as one to read."""
    item = session.get(ShelfItem, (person_id, paper_id))
    if item is None or item.progress is Progress.TO_READ:
        put(session, person_id, paper_id, Progress.READING)


def take_off(session: Session, person_id: str, paper_id: str) -> None:
    """Take the paper off the shelf; its notes stay. Doing so twice changes nothing."""
    if item := session.get(ShelfItem, (person_id, paper_id)):
        session.delete(item)


def of(session: Session, person_id: str) -> list[ShelfOut]:
    """The shelf, what changed last first."""
    items = session.exec(
        select(ShelfItem).where(ShelfItem.person_id == person_id).order_by(col(ShelfItem.changed_at).desc())
    ).all()
    return shown(session, person_id, list(items))


def shown(session: Session, person_id: str, items: list[ShelfItem]) -> list[ShelfOut]:
    """Shelf items with their papers, and how many notes the person made about each."""
    newest = papers.newest_versions(session, [item.paper_id for item in items])
    rows = {row.id: row for row in papers.rows(session, [version.id for version in newest.values()])}
    notes, waiting = _count_notes(session, person_id), waits(session, person_id, newest)
    return [
        ShelfOut(
            paper=rows[item.paper_id],
            progress=item.progress,
            notes=notes.get(item.paper_id, 0),
            changed_at=item.changed_at,
            newest=session.get_one(Paper, item.paper_id).newest,
            waiting=waiting[item.paper_id],
        )
        for item in items
        if item.paper_id in rows
    ]


def _count_notes(session: Session, person_id: str) -> dict[str, int]:
    query = (
        select(PaperVersion.paper_id, func.count())
        .join(Note, col(Note.version_id) == PaperVersion.id)
        .where(Note.person_id == person_id, col(Note.deleted_at).is_(None))
        .group_by(PaperVersion.paper_id)
    )
    return dict(session.exec(query).all())
