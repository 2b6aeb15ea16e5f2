"""A group and its people: making one, asking somebody in, coming, leaving, ending it."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, delete, or_, select

from app.database import IN_TURN, now, record
from app.errors import BadInput, NotFound, StillroomError
from app.people import accounts, addresses, exclusions, joining, links, notices
from app.people.models import Person, SignedLink
from app.people.post.rules import Kind
from app.reading.rules import clean_line
from app.reviewing.groups.access import LINK, Seen, belonging_of
from app.reviewing.groups.models import Group, GroupDraft, GroupMember
from app.reviewing.groups.rules import (
    INVITED_MAXIMUM,
    LINK_DAYS,
    LINK_USES,
    NAME_MAXIMUM,
    Belonging,
    Doing,
    check_group,
    decide,
    link_lifetime,
)
from app.settings import Settings


@dataclass(frozen=True)
class AskedIn:
    """What became of one who was to be asked in; `address` is a page to hand over to them oneself."""

    who: str
    sentence: str
    asked: bool
    address: str = ""


def begin(session: Session, by: Person, name: str, begins: date | None, ends: date | None) -> Group:
    """A group that `by` keeps. Raises BadInput."""
    group = Group(name=_name(name), begins=begins, ends=ends, kept_by=by.id)
    check_group(group.name, begins, ends)
    session.add(group)
    session.flush()
    record(session, by.id, "group.begin", group.id)
    return group


def change(session: Session, group: Group, name: str, begins: date | None, ends: date | None) -> None:
    """Another name, other dates. Raises BadInput, and changes nothing then."""
    check_group(_name(name), begins, ends)
    group = session.get_one(Group, group.id)
    group.name, group.begins, group.ends = _name(name), begins, ends
    session.flush()


def _name(name: str) -> str:
    return clean_line(name)[:NAME_MAXIMUM]


def close(session: Session, group: Group, by: Person) -> None:
    """End a group: nobody sees it any more, nor anything through it. Asks that are out stay."""
    group = session.get_one(Group, group.id)
    group.closed_at = group.closed_at or now()
    for link in _links(session, group):
        links.revoke(session, link)
    for member in members(session, group):
        notices.settle(session, member.person_id, _occasion(member))
    record(session, by.id, "group.close", group.id)


def of(session: Session, person: Person) -> list[tuple[Group, Belonging]]:
    """The groups somebody keeps, is in or is asked into, the newest first."""
    mine = select(GroupMember.group_id).where(
        GroupMember.person_id == person.id, col(GroupMember.left_at).is_(None), col(GroupMember.removed_at).is_(None)
    )
    query = select(Group).where(
        or_(Group.kept_by == person.id, col(Group.id).in_(mine)), col(Group.closed_at).is_(None)
    )
    found = session.exec(query.order_by(col(Group.made_at).desc(), col(Group.id)))
    return [(group, belonging_of(session, group.id, person.id)) for group in found]


def members(session: Session, group: Group) -> list[GroupMember]:
    """Who is in a group or asked into it."""
    query = select(GroupMember).where(
        GroupMember.group_id == group.id, col(GroupMember.left_at).is_(None), col(GroupMember.removed_at).is_(None)
    )
    return list(session.exec(query))


def ask_in(session: Session, settings: Settings, group: Group, by: Person, written: str) -> list[AskedIn]:
    """Ask people in by handle or e-mail address, one a line or with commas; each is answered for. Raises BadInput."""
    wanted = list(dict.fromkeys(part.strip() for part in written.replace(",", "\n").split("\n") if part.strip()))
    if not 1 <= len(wanted) <= INVITED_MAXIMUM:
        raise BadInput(f"Write 1 to {INVITED_MAXIMUM} handles or e-mail addresses, one a line.")
    return [_ask_one(session, settings, group, by, one) for one in wanted]


def _ask_one(session: Session, settings: Settings, group: Group, by: Person, written: str) -> AskedIn:
    try:
        if "@" in written.lstrip("@"):
            return _by_address(session, settings, group, by, written)
        person = session.exec(select(Person).where(Person.handle == written.lstrip("@").lower())).first()
        if person is None or person.suspended_at or exclusions.between(session, by.id, person.id):
            return AskedIn(written, "Nobody here has this handle.", asked=False)
        return _asked(session, group, by, person)
    except StillroomError as problem:
        return AskedIn(written, problem.sentence, asked=False)


def _by_address(session: Session, settings: Settings, group: Group, by: Person, written: str) -> AskedIn:
    [addressed] = addresses.read(written)
    person = accounts.invited(session, addressed.email, addressed.name)
    if person.joined_at and exclusions.between(session, by.id, person.id):
        return AskedIn(written, "Asked.", asked=True)  # as if a mail had gone to somebody who never answers
    if person.joined_at:
        return _asked(session, group, by, person)
    _asked(session, group, by, person)
    [invited] = joining.invite(session, settings, by, [addressed])
    said = "Not here yet: a mail asks them to join." if invited.sent else "Not here yet: hand them this page to join."
    return AskedIn(addressed.email, said, asked=True, address=invited.address)


def _asked(session: Session, group: Group, by: Person, person: Person) -> AskedIn:
    before = belonging_of(session, group.id, person.id)
    member = _belongs(session, group, person, Doing.INVITE)
    if member.belonging is Belonging.MEMBER:
        return AskedIn(person.name, "In the group already.", asked=True)
    if before is Belonging.INVITED:
        return AskedIn(person.name, "Asked already; no answer yet.", asked=True)
    sentence = f"{by.name} asks you into the group “{group.name}”."
    joined = person.joined_at is not None  # whoever is not here yet gets a mail that lets them in
    notices.tell(session, person.id, Kind.ASKED, _occasion(member), sentence, f"/desk/groups/{group.id}", mailed=joined)
    return AskedIn(person.name, "Asked.", asked=True)


def _occasion(member: GroupMember) -> str:
    return f"group {member.group_id} {member.invited_at:%Y%m%d%H%M%S%f}" if member.invited_at else ""


def _belongs(session: Session, group: Group, person: Person, command: Doing) -> GroupMember:
    """Do `command` to a person's belonging, one at a time, and write down when. Raises as `decide`."""
    group = session.get_one(Group, group.id, with_for_update=IN_TURN)
    member = session.get(GroupMember, (group.id, person.id))
    before = member.belonging if member else Belonging.NONE
    after = decide(before, command, name=person.name, closed=group.closed_at is not None)
    member = member or GroupMember(group_id=group.id, person_id=person.id)
    if after is before:
        return member
    if after in {Belonging.INVITED, Belonging.MEMBER}:
        member.left_at = member.removed_at = None
    if after is Belonging.INVITED:
        member.invited_at, member.joined_at = now(), None
    elif after is Belonging.MEMBER:
        member.joined_at = now()
    elif after is Belonging.LEFT:
        member.left_at = now()
    else:
        member.removed_at = now()
    session.add(member)
    session.flush()
    record(session, person.id, f"group.{command.value}", group.id)
    return member


def join(session: Session, seen: Seen) -> None:
    """Come into a group: as one was asked to, by its link, or because one keeps it. Raises Gone for a used-up link."""
    by_link = seen.link is not None and seen.belonging not in {Belonging.INVITED, Belonging.MEMBER}
    command = Doing.COME if by_link or (seen.keeps and seen.belonging is not Belonging.MEMBER) else Doing.JOIN
    if by_link and seen.link and not seen.keeps:
        links.use(session, seen.link)
    member = _belongs(session, seen.group, seen.person, command)
    notices.settle(session, member.person_id, _occasion(member))


def leave(session: Session, seen: Seen) -> None:
    """Leave, or not want to come; the drafts that one brought go along."""
    _gone(session, _belongs(session, seen.group, seen.person, Doing.LEAVE))


def remove(session: Session, group: Group, person_id: str) -> None:
    """The keeper takes somebody out, and the drafts they brought. Raises NotFound."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound
    _gone(session, _belongs(session, group, person, Doing.REMOVE))


def _gone(session: Session, member: GroupMember) -> None:
    brought = (col(GroupDraft.group_id) == member.group_id) & (col(GroupDraft.brought_by) == member.person_id)
    session.exec(delete(GroupDraft).where(brought))
    notices.settle(session, member.person_id, _occasion(member))


def make_link(session: Session, group: Group, by: Person) -> tuple[SignedLink, str]:
    """A link through which people come into the group, and its token, given only here; the former is taken back."""
    for former in _links(session, group):
        links.revoke(session, former)
    made = links.make(session, LINK, group.id, lifetime=link_lifetime(LINK_DAYS), uses=LINK_USES, made_by=by.id)
    record(session, by.id, "group.link", group.id)
    return made


def _links(session: Session, group: Group) -> list[SignedLink]:
    query = select(SignedLink).where(
        SignedLink.purpose == LINK, SignedLink.subject == group.id, col(SignedLink.revoked_at).is_(None)
    )
    return list(session.exec(query))
