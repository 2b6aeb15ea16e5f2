"""Becoming somebody here: the first person, sign-up as the settings allow it, joining links, invitations."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from app.database import Database, record
from app.errors import BadInput, Conflict, NotFound, Refused
from app.mail import send
from app.people import accounts, attempts, links
from app.people.access import Actor
from app.people.addresses import Addressed
from app.people.emails import invitation
from app.people.models import Person, SignedLink
from app.people.rules import JOIN_BY_ADDRESS, LINK_DAYS_MAXIMUM, LINK_USES_MAXIMUM, Purpose, Role
from app.settings import Settings

FIRST_LIFETIME = timedelta(days=7)
INVITED_FOR = timedelta(days=14)


def first_address(database: Database, settings: Settings) -> str | None:
    """The one-use address that lets the first person in, or None once somebody has joined.

    A new start gives a new one and takes the former back, so that what scrolled out of sight in a log lets nobody in.
    """
    with database.transaction() as session:
        if anybody(session):
            return None
        for former in _open(session, Purpose.FIRST):
            links.revoke(session, former)
        _, token = links.make(session, Purpose.FIRST, lifetime=FIRST_LIFETIME)
    return f"{settings.address}/first/{token}"


def anybody(session: Session) -> bool:
    """Whether somebody has joined."""
    return session.exec(select(Person.id).where(col(Person.joined_at).is_not(None)).limit(1)).first() is not None


def first(session: Session, link: SignedLink, name: str, handle: str, email: str, secret: str) -> Person:
    """The first person joins, as keeper. Raises Gone for a used link, Conflict when somebody was quicker."""
    links.use(session, link)
    if anybody(session):
        raise Conflict("Somebody has joined already. Sign in, or ask them for a link to join.")
    return accounts.create(session, name, handle, secret=secret, email=email, role=Role.KEEPER)


def ticket(actor: Actor, settings: Settings) -> SignedLink | None:
    """The link with which this actor may join, None where none is needed. Raises Refused when they may not."""
    if settings.sign_up == "closed":
        raise Refused("Nobody can join here at the moment. If you have a name here already, sign in.")
    found = [link for link in actor.links if link.purpose == Purpose.JOIN]
    if not found and settings.sign_up == "invitation":
        raise Refused("One joins here by invitation. Open the link you were sent, or ask somebody here for one.")
    return max(found, key=lambda link: (link.person_id is not None, link.created_at), default=None)


def join(
    session: Session, link: SignedLink | None, name: str, handle: str, email: str, secret: str, *, address: str
) -> Person:
    """Join with what `ticket` gave, from a network address. A link of one's own claims who one was invited as.

    Raises BadInput or Taken for a name, handle or e-mail address, Gone for a link used up meanwhile, TooMany.
    """
    attempts.take(session, f"join from {address}", JOIN_BY_ADDRESS)
    if link:
        links.use(session, link)
    if link and link.person_id:
        return accounts.claim(session, session.get_one(Person, link.person_id), name, handle, secret=secret)
    return accounts.create(session, name, handle, secret=secret, email=email)


def make_link(session: Session, by: Person, uses: int, days: int) -> tuple[SignedLink, str]:
    """A link with which `uses` people can join within `days`, and its token, given only here. Raises BadInput."""
    if not 1 <= uses <= LINK_USES_MAXIMUM or not 1 <= days <= LINK_DAYS_MAXIMUM:
        raise BadInput(f"A link is for 1 to {LINK_USES_MAXIMUM} people and works for 1 to {LINK_DAYS_MAXIMUM} days.")
    link, token = links.make(session, Purpose.JOIN, lifetime=timedelta(days=days), uses=uses, made_by=by.id)
    record(session, by.id, "joining_link.make", link.id, uses=uses, days=days)
    return link, token


def open_links(session: Session) -> list[SignedLink]:
    """The joining links and invitations that still let somebody in, newest first."""
    return [link for link in _open(session, Purpose.JOIN) if not links.over(link)]


def take_back(session: Session, link_id: str, by: Person) -> None:
    """Take a joining link or an invitation back; doing so twice changes nothing. Raises NotFound for another link."""
    link = session.get(SignedLink, link_id)
    if link is None or link.purpose != Purpose.JOIN:
        raise NotFound
    links.revoke(session, link)
    record(session, by.id, "joining_link.revoke", link.id)


@dataclass(frozen=True)
class Invited:
    """What became of one address: `sent` a mail, or `here` already, or the `address` of a page to hand over oneself."""

    person: Person
    address: str = ""
    sent: bool = False
    here: bool = False


def invite(session: Session, settings: Settings, by: Person, addressed: list[Addressed]) -> list[Invited]:
    """Invite each: by mail, or where none is sent, with an address that is shown here and never again.

    Somebody invited before gets a new link and the former is taken back.
    """
    return [_invite(session, settings, by, one) for one in addressed]


def address_for(session: Session, settings: Settings, by: Person, person: Person, email: str, subject: str) -> str:
    """The address at which somebody can join for INVITED_FOR, once, made because of `subject` (an id of a later room).

    Whoever opens it becomes `person`: give it only to them, or for a person whom nothing else waits for.
    """
    link, token = links.make(
        session, Purpose.JOIN, subject, lifetime=INVITED_FOR, made_by=by.id, person_id=person.id, email=email
    )
    record(session, by.id, "person.invite", person.id, link=link.id)
    return f"{settings.address}/join/{token}"


def take_back_of(session: Session, subject: str) -> None:
    """Take back the addresses that were made because of `subject`."""
    for link in session.exec(
        select(SignedLink).where(SignedLink.purpose == Purpose.JOIN, SignedLink.subject == subject)
    ):
        links.revoke(session, link)


def _invite(session: Session, settings: Settings, by: Person, addressed: Addressed) -> Invited:
    person = accounts.invited(session, addressed.email, addressed.name)
    if person.joined_at:
        return Invited(person, here=True)
    for former in _open(session, Purpose.JOIN, person):
        links.revoke(session, former)
    link, token = links.make(
        session, Purpose.JOIN, lifetime=INVITED_FOR, made_by=by.id, person_id=person.id, email=addressed.email
    )
    record(session, by.id, "person.invite", person.id, link=link.id)
    if not settings.smtp_url:
        return Invited(person, address=f"{settings.address}/join/{token}")
    send(
        session, invitation.message(settings, person.name, addressed.email, by.name, token, INVITED_FOR.days), settings
    )
    return Invited(person, sent=True)


def _open(session: Session, purpose: Purpose, person: Person | None = None) -> list[SignedLink]:
    query = select(SignedLink).where(SignedLink.purpose == purpose, col(SignedLink.revoked_at).is_(None))
    if person:
        query = query.where(SignedLink.person_id == person.id)
    return list(session.exec(query.order_by(col(SignedLink.created_at).desc())))
