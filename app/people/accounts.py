"""Persons: becoming one, being invited as one, changing what others see of one, being paused."""

from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, or_, select

from app import news
from app.database import now, record
from app.errors import Conflict
from app.people.exclusions import apart_from
from app.people.models import BrowserSession, Person, SignIn
from app.people.rules import Role, check_handle, clean_email, clean_name, suggest_handle


class Taken(Conflict):
    """A handle or an address that is somebody else's; `field` says which."""

    SENTENCES = {
        "handle": "That handle is somebody else's. Please choose another.",
        "email": "That address cannot be used; it may be known here already. Leave it empty for now.",
    }

    def __init__(self, field: str) -> None:
        super().__init__(self.SENTENCES[field])
        self.field = field


def create(
    session: Session, name: str, handle: str = "", *, secret: str, email: str | None = None, role: Role = Role.MEMBER
) -> Person:
    """A person who joins now. `secret` is a password's hash; an empty `handle` is made from the name.

    Raises BadInput for a name, handle or address that cannot be one, Taken for one that is somebody else's.
    """
    return _join(session, Person(name=clean_name(name)), handle, secret=secret, email=email, role=role)


def claim(session: Session, person: Person, name: str, handle: str = "", *, secret: str) -> Person:
    """An invited person joins: who they were invited as, and all that waits for them, is theirs. Raises as `create`.

    The caller has seen proof that they are the one invited: a link sent to their address.
    """
    if person.joined_at:
        raise Conflict("Somebody joined with this invitation already. Sign in instead.")
    person.name = clean_name(name)
    return _join(session, person, handle, secret=secret, email=person.email, role=person.role)


def invited(session: Session, email: str, name: str = "") -> Person:
    """The person known by this address, joined or not; made when there is none. Raises BadInput for no address."""
    address = clean_email(email)
    person = session.exec(select(Person).where(Person.email == address)).first()
    if person is None:
        person = Person(name=clean_name(name or address.partition("@")[0]), email=address)
        session.add(person)
        session.flush()
    return person


def rename(session: Session, person: Person, name: str, handle: str) -> Person:
    """Another display name and handle. Raises BadInput or Taken, and changes nothing then."""
    person = session.get_one(Person, person.id)
    person.name, person.handle = clean_name(name), check_handle(handle)
    _flush(session, "handle")
    return person


def change_email(session: Session, person: Person, email: str) -> Person:
    """Another address, or none when empty. Raises BadInput or Taken."""
    person = session.get_one(Person, person.id)
    person.email = clean_email(email) if email.strip() else None
    _flush(session, "email")
    return person


def change_password(session: Session, person: Person, secret: str) -> None:
    """From now on this password's hash, and no other."""
    for former in session.exec(select(SignIn).where(SignIn.person_id == person.id, SignIn.kind == "password")):
        session.delete(former)
    session.add(SignIn(person_id=person.id, secret=secret))
    session.flush()


def suspend(session: Session, person: Person, by: Person) -> None:
    """Pause somebody: nobody acts as them until they are resumed, and every browser of theirs is signed out.

    Raises Conflict for oneself, for then nobody might be left who can undo it.
    """
    if person.id == by.id:
        raise Conflict("You cannot pause your own account. Ask another keeper.")
    person = session.get_one(Person, person.id)
    person.suspended_at = person.suspended_at or now()
    for browser in session.exec(select(BrowserSession).where(BrowserSession.person_id == person.id)):
        session.delete(browser)
    record(session, by.id, "person.suspend", person.id)
    news.tell(session, "", news.PEOPLE)


def resume(session: Session, person: Person, by: Person) -> None:
    """End a pause; doing so twice changes nothing."""
    person = session.get_one(Person, person.id)
    person.suspended_at = None
    record(session, by.id, "person.resume", person.id)


def by_handle(session: Session, handle: str) -> Person | None:
    """Who goes by this handle, if it can be one."""
    return session.exec(select(Person).where(Person.handle == handle.strip().lower().replace("\0", ""))).first()


def search(session: Session, words: str, viewer: Person, limit: int = 20) -> list[Person]:
    """Those who joined and are not paused, whose name or handle holds `words`, by name.

    Whoever excluded the viewer, or was excluded by them, is not there for them.
    """
    wanted = words.replace("\0", "").strip()
    return list(
        session.exec(
            select(Person)
            .where(col(Person.joined_at).is_not(None), col(Person.suspended_at).is_(None))
            .where(col(Person.id).not_in(apart_from([viewer.id])))
            .where(
                or_(
                    col(Person.name).icontains(wanted, autoescape=True),
                    col(Person.handle).icontains(wanted, autoescape=True),
                )
            )
            .order_by(Person.name, Person.id)
            .limit(limit)
        )
    )


def everybody(session: Session) -> list[Person]:
    """All persons, those who joined last first, then those only invited."""
    return list(
        session.exec(select(Person).order_by(col(Person.joined_at).desc().nulls_last(), col(Person.created_at).desc()))
    )


def free_handle(session: Session, name: str) -> str:
    """A handle made from a name that nobody has yet: `ada-lovelace`, `ada-lovelace-2` …"""
    wanted = suggest_handle(name)
    taken = set(session.exec(select(Person.handle).where(col(Person.handle).startswith(wanted, autoescape=True))))
    return next(
        one for one in (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))) if one not in taken
    )


def _join(session: Session, person: Person, handle: str, *, secret: str, email: str | None, role: Role) -> Person:
    person.handle = check_handle(handle) if handle.strip() else free_handle(session, person.name)
    person.email = clean_email(email) if email and email.strip() else None
    person.role, person.joined_at = role, now()
    if _known(session, col(Person.handle) == person.handle, person):
        raise Taken("handle")
    if person.email and _known(session, col(Person.email) == person.email, person):
        raise Taken("email")
    session.add(person)
    _flush(session, "handle")
    change_password(session, person, secret)
    record(session, person.id, "person.join", person.id)
    return person


def _known(session: Session, same: ColumnElement[bool], apart_from: Person) -> bool:
    with session.no_autoflush:
        return session.exec(select(Person.id).where(same, Person.id != apart_from.id)).first() is not None


def _flush(session: Session, field: str) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        raise Taken(field) from error
