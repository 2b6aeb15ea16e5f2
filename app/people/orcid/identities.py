"""The iDs that people connected, and those that a browser showed."""

from collections.abc import Iterable

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.database import record
from app.errors import Conflict
from app.jobs import announce
from app.people.models import OrcidIdentity, Person
from app.people.orcid.rules import ADDRESS, OTHERS

CONNECTED = "people.orcid_connected"
"""The fact that somebody connected an iD; its subject is the person."""


def of(session: Session, person: Person) -> str:
    """The iD somebody connected, or ''."""
    found = session.get(OrcidIdentity, person.id)
    return found.orcid if found else ""


def addresses_of(session: Session, person_ids: Iterable[str]) -> dict[str, str]:
    """The address of each person's iD, for those who connected one."""
    query = select(OrcidIdentity).where(col(OrcidIdentity.person_id).in_(list(person_ids)))
    return {found.person_id: f"{ADDRESS}{found.orcid}" for found in session.exec(query)}


def whose(session: Session, orcid: str) -> Person | None:
    """Who connected an iD."""
    query = select(Person).join(OrcidIdentity, col(OrcidIdentity.person_id) == Person.id)
    return session.exec(query.where(OrcidIdentity.orcid == orcid)).first()


def connect(session: Session, person: Person, orcid: str) -> None:
    """From now on this iD is theirs, in place of another they had. Raises Conflict when it is somebody else's."""
    holder = whose(session, orcid)
    if holder is not None:
        if holder.id != person.id:
            raise Conflict(OTHERS)
        return
    try:
        with session.begin_nested():
            session.merge(OrcidIdentity(person_id=person.id, orcid=orcid))
    except IntegrityError as error:
        raise Conflict(OTHERS) from error
    record(session, person.id, "orcid.connect", person.id, orcid=orcid)
    announce(session, CONNECTED, person.id)


def disconnect(session: Session, person: Person) -> None:
    """Forget somebody's iD; they sign in with their password. Twice changes nothing."""
    if found := session.get(OrcidIdentity, person.id):
        session.delete(found)
        record(session, person.id, "orcid.disconnect", person.id)
        session.flush()
