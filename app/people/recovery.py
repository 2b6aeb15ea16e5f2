"""Back in after a lost password: a signed link, by mail or handed over by whoever runs the instance."""

from datetime import timedelta

from sqlmodel import Session, col, select

from app.database import record
from app.errors import NotFound
from app.mail import send
from app.people import accounts, links, sessions, signing_in
from app.people.emails import lost_password
from app.people.models import Person, SignedLink
from app.people.rules import Purpose
from app.settings import Settings

BY_MAIL, BY_HAND = timedelta(hours=1), timedelta(days=1)


def sign_in_link(session: Session, handle: str, lifetime: timedelta = BY_HAND) -> str:
    """A token for `/sign-in/{token}`; those made before for the same person no longer work.

    Raises NotFound when nobody who joined goes by this handle.
    """
    person = accounts.by_handle(session, handle)
    if person is None or person.joined_at is None:
        raise NotFound(f"Nobody here goes by the handle “{handle}”.")
    former = select(SignedLink).where(SignedLink.purpose == Purpose.SIGN_IN, SignedLink.person_id == person.id)
    for link in session.exec(former.where(col(SignedLink.revoked_at).is_(None))):
        links.revoke(session, link)
    record(session, None, "person.sign_in_link", person.id)
    return links.make(session, Purpose.SIGN_IN, person.id, lifetime=lifetime, person_id=person.id)[1]


def by_mail(session: Session, settings: Settings, name: str) -> None:
    """Send a link to whoever goes by this handle or address; silently nothing when nobody does, or has no address."""
    found = signing_in.find(session, name)
    if found is None or found[0].email is None or found[0].handle is None or found[0].suspended_at:
        return
    token = sign_in_link(session, found[0].handle, BY_MAIL)
    send(session, lost_password.message(settings, found[0].name, found[0].email, token), settings)


def whose(session: Session, link: SignedLink) -> Person:
    """Whom a sign-in link signs in. Raises NotFound while they are paused."""
    person = session.get(Person, link.person_id)
    if person is None or person.suspended_at:
        raise NotFound
    return person


def redeem(session: Session, link: SignedLink, secret: str, agent: str = "") -> str:
    """Use the link: the password is now `secret`'s, other browsers are signed out; gives the session cookie's value.

    Raises Gone when the link was used or taken back meanwhile.
    """
    person = whose(session, link)
    links.use(session, link)
    accounts.change_password(session, person, secret)
    sessions.end_others(session, person)
    return sessions.begin(session, person, agent)
