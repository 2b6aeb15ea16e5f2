"""A keeper says that whoever answers from an address is the author they say they are."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.database import record
from app.errors import NotFound
from app.people.models import Person
from app.reviewing.author_checks.rules import CheckState, Ground, strongest
from app.reviewing.author_checks.standing import grounds_of, label_of, state_of
from app.reviewing.models import AuthorAddress, AuthorCheck, AuthorGround


@dataclass(frozen=True)
class Claimant:
    """Somebody who says to be an author, to a keeper: nothing of the draft, and nothing of what they said of it."""

    check_id: str
    name: str
    email: str
    paper: str
    by_mail: bool
    """Whether they answered from that address; else through a link that a writer passed on."""
    confirmed: bool


def claimants(session: Session) -> list[Claimant]:
    """Who lets pages say that they checked something, and is not known to be an author or is so by a keeper's word."""
    query = select(AuthorCheck).where(col(AuthorCheck.shown)).order_by(col(AuthorCheck.sent_at).desc())
    found = []
    for check in session.exec(query):
        ground = strongest(grounds_of(session, check), by_mail=check.by_mail)
        if state_of(session, check) is CheckState.ANSWERED and ground in {None, Ground.KEEPER}:
            email = session.get_one(AuthorAddress, check.address_id).email
            paper = label_of(session, check.version_id)
            found.append(Claimant(check.id, check.name, email, paper, check.by_mail, ground is not None))
    return found


def confirm(session: Session, check_id: str, keeper: Person) -> None:
    """Say that it is them; twice changes nothing. Raises NotFound."""
    check = _check(session, check_id)
    session.merge(
        AuthorGround(address_id=check.address_id, version_id=check.version_id, ground=Ground.KEEPER, noted_by=keeper.id)
    )
    record(session, keeper.id, "author_check.confirm", check.id)
    session.flush()


def take_back(session: Session, check_id: str, keeper: Person) -> None:
    """Say that one was wrong about it; twice changes nothing. Raises NotFound."""
    check = _check(session, check_id)
    if found := session.get(AuthorGround, (check.address_id, check.version_id, Ground.KEEPER)):
        session.delete(found)
        record(session, keeper.id, "author_check.doubt", check.id)
        session.flush()


def _check(session: Session, check_id: str) -> AuthorCheck:
    check = session.get(AuthorCheck, check_id)
    if check is None or state_of(session, check) is not CheckState.ANSWERED:
        raise NotFound
    return check
