"""Who may see a group (its keeper, its people, whoever is asked in or holds its link), and who keeps it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session

from app.errors import NotFound
from app.people.access import Actor, ActorDep, KeeperDep, PersonDep
from app.people.models import Person, SignedLink
from app.reviewing.groups.models import Group, GroupMember
from app.reviewing.groups.rules import Belonging
from app.web import SessionDep, admits

LINK = "group"
"""The purpose of a link into a group."""
_INSIDE = {Belonging.INVITED, Belonging.MEMBER}


@dataclass(frozen=True)
class Seen:
    """A group, as this person may see it."""

    group: Group
    person: Person
    keeps: bool
    belonging: Belonging
    link: SignedLink | None


def seen(session: Session, actor: Actor, person: Person, group_id: str) -> Seen:
    """The group, to its keeper, whoever is in it or asked in, and whoever holds its link. Raises NotFound."""
    group = session.get(Group, group_id)
    if group is None:
        raise NotFound
    keeps, belonging = group.kept_by == person.id, belonging_of(session, group_id, person.id)
    link = actor.link(LINK, group_id)
    may_come = link is not None and belonging is not Belonging.REMOVED
    if group.closed_at or not (keeps or belonging in _INSIDE or may_come):
        raise NotFound
    return Seen(group, person, keeps, belonging, link)


def belonging_of(session: Session, group_id: str, person_id: str) -> Belonging:
    """Where somebody stands with a group."""
    member = session.get(GroupMember, (group_id, person_id))
    return member.belonging if member else Belonging.NONE


@admits
def _seen(group_id: str, person: PersonDep, actor: ActorDep, session: SessionDep) -> Seen:
    return seen(session, actor, person, group_id)


@admits
def _kept(group_id: str, keeper: KeeperDep, session: SessionDep) -> Group:
    group = session.get(Group, group_id)
    if group is None or group.kept_by != keeper.id or group.closed_at:
        raise NotFound
    return group


@admits
def _inside(group_id: str, person: PersonDep, session: SessionDep) -> Group:
    group = session.get(Group, group_id)
    if group is None or group.closed_at or belonging_of(session, group_id, person.id) is not Belonging.MEMBER:
        raise NotFound
    return group


SeenGroup = Annotated[Seen, Depends(_seen)]
KeptGroup = Annotated[Group, Depends(_kept)]
InsideGroup = Annotated[Group, Depends(_inside)]
"""A group the asker is in."""
