"""Signing in with a handle or an address and a password. Each step is a short transaction; hashing is in none."""

from sqlmodel import Session, or_, select

from app.database import Database
from app.errors import BadInput, Refused
from app.people import attempts, passwords, sessions
from app.people.models import Attempt, Person, SignIn
from app.people.rules import PASSWORD_BY_ADDRESS, PASSWORD_BY_HANDLE

WRONG = "That name and password do not go together. Please check both, or ask for a new password."
PAUSED = "Your account is paused. Your work is safe; ask the keeper of this place."


def sign_in(database: Database, name: str, password: str, *, address: str, agent: str = "") -> str:
    """Sign the one with this handle or e-mail address in, from a network address; gives the session cookie's value.

    Raises BadInput when name and password do not go together, TooMany by the limits, Refused while paused.
    """
    person = prove(database, name, password, address=address)
    if person.suspended_at:
        raise Refused(PAUSED)
    with database.transaction() as session:
        return sessions.begin(session, person, agent)


def prove(database: Database, name: str, password: str, *, address: str) -> Person:
    """Whoever goes by `name` and knows the password. Raises BadInput or TooMany."""
    with database.transaction() as session:
        found = find(session, name)
        tries = _count(session, found[0].id if found else name.strip().lower(), address)
    right = passwords.matches(password, found[1] if found else None)
    if found is None or not right:
        raise BadInput(WRONG)
    with database.transaction() as session:
        attempts.forgive(session, tries[1])
        attempts.forget(session, tries[0].key)
    return found[0]


def find(session: Session, name: str) -> tuple[Person, str] | None:
    """The person with this handle or address, and the hash of their password."""
    wanted = name.strip().lower().replace("\0", "")
    query = select(Person, SignIn.secret).join(SignIn).where(SignIn.kind == "password")
    return session.exec(query.where(or_(Person.handle == wanted, Person.email == wanted))).first()


def _count(session: Session, who: str, address: str) -> tuple[Attempt, Attempt]:
    by_address = attempts.take(session, f"password from {address}", PASSWORD_BY_ADDRESS)
    return attempts.take(session, f"password of {who[:100]}", PASSWORD_BY_HANDLE), by_address
