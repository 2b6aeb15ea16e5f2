"""Who may answer an author check (whoever holds a link to its address), and who may see what came of it (its writers).

What was asked by somebody from whom the owner of the address is kept apart is not there.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session

from app.errors import NotFound
from app.people.access import Actor, ActorDep, PersonDep
from app.people.models import SignedLink
from app.people.orcid import identities
from app.people.orcid.signing_in import PROOF
from app.reviewing.author_checks.letters import AUTHOR
from app.reviewing.author_checks.standing import asked_at
from app.reviewing.models import AuthorAddress, AuthorCheck
from app.web import DatabaseDep, admits
from app.writing.access import editable_draft

OPEN_IT_AGAIN = "There is nothing here, or it is not yours to see. If you were asked, open the link in your mail again."


@dataclass(frozen=True)
class Author:
    """Whoever holds a link that was made for an address."""

    address: AuthorAddress
    link: SignedLink
    orcids: tuple[str, ...] = ()
    """The ORCID iDs this browser was signed in with: of the account here, or shown without one."""

    @property
    def by_mail(self) -> bool:
        """Whether their link went to the address by mail, and through no other hand."""
        return bool(self.link.detail.get("mailed"))


@dataclass(frozen=True)
class Asked:
    """Whoever holds such a link, at one of the checks asked of the address."""

    author: Author
    check: AuthorCheck


def author_of(session: Session, actor: Actor, address_id: str) -> Author:
    """The actor as the reader of an address; a link that was mailed there counts first. Raises NotFound."""
    held = [link for link in actor.links if link.purpose == AUTHOR and link.subject == address_id]
    address = session.get(AuthorAddress, address_id)
    if address is None or not held:
        raise NotFound(OPEN_IT_AGAIN)
    best = max(held, key=lambda link: (bool(link.detail.get("mailed")), link.expires_at))
    shown = [link.subject for link in actor.links if link.purpose == PROOF]
    own = identities.of(session, actor.person) if actor.person else ""
    return Author(address, best, tuple(dict.fromkeys(filter(None, [*shown, own]))))


@admits
def _author(address_id: str, actor: ActorDep, database: DatabaseDep) -> Author:
    with database.transaction(read_only=True) as session:
        return author_of(session, actor, address_id)


@admits
def _asked(address_id: str, check_id: str, actor: ActorDep, database: DatabaseDep) -> Asked:
    with database.transaction(read_only=True) as session:
        author = author_of(session, actor, address_id)
        found = next((one for one in asked_at(session, author.address) if one.id == check_id), None)
        if found is None:
            raise NotFound(OPEN_IT_AGAIN)
        return Asked(author, found)


@admits
def _own_check(check_id: str, person: PersonDep, database: DatabaseDep) -> AuthorCheck:
    with database.transaction(read_only=True) as session:
        check = session.get(AuthorCheck, check_id)
        if check is None:
            raise NotFound
        editable_draft(session, person, check.draft_id)
        return check


AuthorDep = Annotated[Author, Depends(_author)]
AskedDep = Annotated[Asked, Depends(_asked)]
OwnCheck = Annotated[AuthorCheck, Depends(_own_check)]
