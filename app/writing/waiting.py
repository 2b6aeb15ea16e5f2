"""What others said in one's drafts that waits for an answer."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import Select

from app.database import now
from app.people.models import Person
from app.writing.models import CoAuthor, Comment, Suggestion, Thread
from app.writing.rules import Part


def count(session: Session, draft_ids: Iterable[str], person: Person) -> dict[str, int]:
    """How many open threads of each draft end in somebody else's words, and how many suggestions are the person's to
    settle; drafts without any are left out."""
    ids = list(draft_ids)
    counted = Counter(dict(session.exec(_threads(ids, person)).all()))
    counted.update(dict(session.exec(_suggestions(ids, person)).all()))
    return dict(counted)


def _threads(draft_ids: list[str], person: Person) -> Select[str, int]:
    later = aliased(Comment)
    last = ~select(later.id).where(later.thread_id == Comment.thread_id, later.created_at > Comment.created_at).exists()
    mine = select(Comment.id).where(Comment.thread_id == Thread.id, Comment.author_id == person.id, last)
    return (
        select(Thread.draft_id, func.count())
        .where(col(Thread.draft_id).in_(draft_ids), col(Thread.resolved_at).is_(None))
        .where(col(Thread.visible_from) <= now(), ~mine.exists())
        .group_by(col(Thread.draft_id))
    )


def _suggestions(draft_ids: list[str], person: Person) -> Select[str, int]:
    writes = select(CoAuthor.draft_id).where(CoAuthor.person_id == person.id, CoAuthor.part == Part.WRITER)
    others = or_(col(Suggestion.author_id).is_(None), col(Suggestion.author_id) != person.id)
    return (
        select(Suggestion.draft_id, func.count())
        .where(col(Suggestion.draft_id).in_(draft_ids), col(Suggestion.draft_id).in_(writes), others)
        .where(col(Suggestion.outcome).is_(None), col(Suggestion.visible_from) <= now())
        .group_by(col(Suggestion.draft_id))
    )
