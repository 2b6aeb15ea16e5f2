"""For the rest of the room: within which group an ask stays, and in whose name it is made."""

from sqlmodel import Session, col, select

from app.people.models import Person
from app.reviewing.groups.models import Batch, Group, GroupMember


def members(session: Session, group_id: str) -> set[str]:
    """The ids of everybody who is in a group; of nobody once it has ended."""
    query = (
        select(GroupMember.person_id)
        .join(Group, col(Group.id) == GroupMember.group_id)
        .where(GroupMember.group_id == group_id, col(GroupMember.joined_at).is_not(None))
        .where(col(GroupMember.left_at).is_(None), col(GroupMember.removed_at).is_(None))
        .where(col(Group.closed_at).is_(None))
    )
    return set(session.exec(query))


def circle(session: Session, batch_id: str | None) -> set[str] | None:
    """The people among whom an ask of this batch stays; None for an ask that is no group's."""
    batch = session.get(Batch, batch_id) if batch_id else None
    return members(session, batch.group_id) if batch else None


def in_whose_name(session: Session, batch_id: str) -> str:
    """Who asks in a batch, such as `Kim Keeper (Autumn course)`."""
    batch = session.get_one(Batch, batch_id)
    keeper, group = session.get_one(Person, batch.sent_by), session.get_one(Group, batch.group_id)
    return f"{keeper.name} ({group.name})"


def is_blind(session: Session, batch_id: str | None) -> bool:
    """Whether an ask of this batch keeps reviewers from learning who writes, and writers from learning who reviews."""
    return batch_id is not None and session.get_one(Batch, batch_id).blind
