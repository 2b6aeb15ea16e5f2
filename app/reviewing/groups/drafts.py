"""Drafts that people bring into a group, and how far they are: never a word of their text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.database import IN_TURN, record
from app.errors import Conflict, NotFound
from app.people.models import Person
from app.reviewing.groups.models import Group, GroupDraft
from app.reviewing.groups.rules import DRAFTS_MAXIMUM, NOT_YOURS_TO_BRING, Stage, stage
from app.reviewing.invitations import standing
from app.reviewing.models import Invitation, Request, Review
from app.reviewing.rules import OUT
from app.writing.access import editable_drafts
from app.writing.models import CoAuthor, Draft, Revision
from app.writing.rules import Occasion, Part


@dataclass(frozen=True)
class Brought:
    """A draft in a group: what its keeper sees of it. `draft` is for its title and id alone."""

    draft: Draft
    brought_by: str
    writers: list[Person]
    stage: Stage
    version: int
    """The number of its newest saved version; 0 when there is none."""
    out: int
    """Asks about it that wait for an answer."""
    answered: int
    changed_at: datetime


def bring(session: Session, group: Group, person: Person, draft_id: str) -> None:
    """Bring a draft that one writes; twice changes nothing. Raises NotFound, Conflict when the group holds no more."""
    group = session.get_one(Group, group.id, with_for_update=IN_TURN)
    draft = session.exec(editable_drafts(person).where(Draft.id == draft_id)).first()
    if draft is None:
        raise NotFound(NOT_YOURS_TO_BRING)
    if session.get(GroupDraft, (group.id, draft.id)):
        return
    brought = session.exec(select(func.count()).where(GroupDraft.group_id == group.id)).one()
    if brought >= DRAFTS_MAXIMUM:
        raise Conflict(f"A group holds at most {DRAFTS_MAXIMUM} drafts. Nothing was changed.")
    session.add(GroupDraft(group_id=group.id, draft_id=draft.id, brought_by=person.id))
    session.flush()
    record(session, person.id, "group.bring", draft.id, group=group.id)


def take_away(session: Session, group: Group, person: Person, draft_id: str) -> None:
    """Take a draft that one writes out of the group; asks that are out stay. Raises NotFound for another's."""
    brought = session.get(GroupDraft, (group.id, draft_id))
    if session.exec(editable_drafts(person).where(Draft.id == draft_id)).first() is None:
        raise NotFound
    if brought:
        session.delete(brought)
        session.flush()
        record(session, person.id, "group.take_away", draft_id, group=group.id)


def of(session: Session, group: Group) -> list[Brought]:
    """Every draft in a group that was not deleted and that whoever brought it still writes, by title."""
    query = (
        select(Draft, GroupDraft)
        .join(GroupDraft, col(GroupDraft.draft_id) == Draft.id)
        .join(
            CoAuthor,
            (col(CoAuthor.draft_id) == Draft.id) & (col(CoAuthor.person_id) == col(GroupDraft.brought_by)),
        )
        .where(GroupDraft.group_id == group.id, col(Draft.deleted_at).is_(None), CoAuthor.part == Part.WRITER)
        .order_by(func.lower(Draft.title), col(Draft.id))
    )
    return [_brought(session, draft, row) for draft, row in session.exec(query)]


def _brought(session: Session, draft: Draft, row: GroupDraft) -> Brought:
    newest = session.exec(select(func.max(Revision.number)).where(Revision.draft_id == draft.id)).one() or 0
    released = select(Revision.id).where(Revision.draft_id == draft.id, Revision.occasion == Occasion.RELEASE)
    sent = (
        select(func.count())
        .select_from(Review)
        .join(Request, col(Request.id) == Review.request_id)
        .where(Request.draft_id == draft.id, col(Review.sent_at).is_not(None))
    )
    out, answered = _out(session, draft), session.exec(sent).one()
    return Brought(
        draft=draft, brought_by=row.brought_by, writers=writers_of(session, draft.id), version=newest, out=out,
        answered=answered, changed_at=draft.changed_at,
        stage=stage(
            saved=newest > 0, released=session.exec(released.limit(1)).first() is not None, out=out, answered=answered
        ),
    )  # fmt: skip


def _out(session: Session, draft: Draft) -> int:
    query = select(Invitation).join(Request, col(Request.id) == Invitation.request_id)
    asked = session.exec(query.where(Request.draft_id == draft.id, col(Request.withdrawn_at).is_(None)))
    return sum(standing(session, one) in OUT for one in asked)


def writers_of(session: Session, draft_id: str) -> list[Person]:
    """Everybody who writes a draft, in the order they sign."""
    query = (
        select(Person)
        .join(CoAuthor, col(CoAuthor.person_id) == Person.id)
        .where(CoAuthor.draft_id == draft_id, CoAuthor.part == Part.WRITER)
        .order_by(col(CoAuthor.position), col(CoAuthor.added_at), col(CoAuthor.person_id))
    )
    return list(session.exec(query))


def newest_versions(session: Session, draft_ids: Iterable[str]) -> dict[str, Revision]:
    """The newest saved version of each of these drafts that has one."""
    query = select(Revision).where(col(Revision.draft_id).in_(list(draft_ids))).order_by(col(Revision.number))
    return {revision.draft_id: revision for revision in session.exec(query)}
