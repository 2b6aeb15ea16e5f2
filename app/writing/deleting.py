"""Deleting a draft, and having it back: for 30 days nothing of it is lost."""

from sqlmodel import Session, col

from app.database import now, record
from app.jobs import announce
from app.people.models import Person
from app.writing import news
from app.writing.access import restorable_drafts
from app.writing.models import Draft
from app.writing.rules import RESTORABLE
from app.writing.schemas import DeletedDraft


def remove(session: Session, draft: Draft, person: Person) -> None:
    """Delete a draft; for 30 days a writer of it can have it back. Saved versions that others point at stay."""
    draft.deleted_at = now()
    record(session, person.id, "draft.delete", draft.id)
    announce(session, "writing.draft_deleted", draft.id)
    news.tell(session, draft.id, "draft")


def restore(session: Session, draft: Draft, person: Person) -> None:
    """Have a deleted draft back as it was."""
    draft.deleted_at = None
    record(session, person.id, "draft.restore", draft.id)
    announce(session, "writing.draft_restored", draft.id)
    news.tell(session, draft.id, "draft")


def restorable(session: Session, person: Person) -> list[DeletedDraft]:
    """The deleted drafts that a person can have back, what was deleted last first."""
    query = restorable_drafts(person).order_by(col(Draft.deleted_at).desc())
    return [
        DeletedDraft(id=draft.id, title=draft.title, deleted_at=draft.deleted_at, ends_at=draft.deleted_at + RESTORABLE)
        for draft in session.exec(query)
        if draft.deleted_at
    ]
