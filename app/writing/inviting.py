"""Inviting somebody to write, or to read along in, a draft: they have a part in it once they accept, not before."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlmodel import Session, select

from app import mail
from app.database import record
from app.errors import BadInput, NotFound
from app.people import accounts, attempts, joining, notices
from app.people.models import Person
from app.people.post import choices, stopping
from app.people.post.rules import Kind
from app.people.rules import Limit, clean_email, clean_name, shortened
from app.settings import Settings
from app.writing import invitations, news
from app.writing.emails import co_author
from app.writing.models import CoAuthor, CoAuthorInvitation, Draft
from app.writing.rules import Outcome
from app.writing.schemas import CoAuthorInvitationIn, CoAuthorInvitationMade

INVITED_A_DAY = Limit(50, timedelta(days=1))


@dataclass(frozen=True)
class Way:
    """The address an invitation leads to; `joins`: whoever opens it can join as the person invited."""

    address: str
    joins: bool


def invite(
    session: Session, settings: Settings, draft: Draft, by: Person, given: CoAuthorInvitationIn
) -> CoAuthorInvitationMade:
    """Invite a person here or an address; what waited for the same one before is taken back.

    A mail goes to whoever has an address; without mail, an address invited is given as a `url` to pass on, only here.
    Raises NotFound for nobody here, BadInput for a co-author or no address, TooMany; nobody was invited then.
    """
    attempts.take(session, f"co-author {by.id}", INVITED_A_DAY)
    email = clean_email(given.email) if given.email is not None else None
    person = _by_address(session, settings, email) if email else _here(session, given.person_id or "")
    if session.get(CoAuthor, (draft.id, person.id)):
        raise BadInput("They have a part in this draft already. Nobody was invited.")
    for former in invitations.waiting(session, draft):
        if former.person_id == person.id or (email and former.email == email):
            invitations.decide(session, former, Outcome.WITHDRAWN)
    made = CoAuthorInvitation(draft_id=draft.id, person_id=person.id, email=email, part=given.part, invited_by=by.id)
    session.add(made)
    session.flush()
    record(session, by.id, "co_author.invite", draft.id, invitation=made.id, part=made.part)
    news.tell(session, draft.id, "authors")
    return _send(session, settings, draft, by, person, made)


def _here(session: Session, person_id: str) -> Person:
    person = session.get(Person, person_id)
    if person is None or person.joined_at is None or person.suspended_at:
        raise NotFound("This person is not here any more. Nobody was invited; choose somebody else.")
    return person


def _by_address(session: Session, settings: Settings, email: str) -> Person:
    """The person known by an address.

    Where no mail is sent, an address that nobody joined with is a person of its own: the writer gets the link that
    makes its opener that person, and may not become somebody for whom other things wait.
    """
    known = session.exec(select(Person).where(Person.email == email)).first()
    if known and known.joined_at:
        return known
    if settings.sign_up == "closed":
        raise BadInput("Nobody can join here at the moment, so invite somebody who is here. Nobody was invited.")
    if settings.smtp_url:
        person = accounts.invited(session, email)
        if not choices.takes(session, person.id, Kind.ASKED):
            raise BadInput(
                "Whoever has this address wants no mail from here. Ask them another way; nobody was invited."
            )
        return person
    person = Person(name=clean_name(email.partition("@")[0]))
    session.add(person)
    session.flush()
    return person


def _send(
    session: Session, settings: Settings, draft: Draft, by: Person, person: Person, made: CoAuthorInvitation
) -> CoAuthorInvitationMade:
    """Tell the person, by mail where one can be sent."""
    name, title = invitations.signed(session, draft, by), shortened(draft.title, 120)
    sentence = f"{name} invites you to {invitations.DEEDS[made.part]} “{title}”."
    notices.tell(session, person.id, Kind.ASKED, invitations.key(made), sentence, "/desk", mailed=False)
    way, to = _way(session, settings, by, person, made), made.email or person.email
    wanted = choices.takes(session, person.id, Kind.ASKED)
    mailed = bool(to and settings.smtp_url and wanted and not person.suspended_at)
    if to and mailed:
        days, stop = invitations.LASTS.days, stopping.address(session, settings, person.id, [Kind.ASKED])
        words = co_author.message(settings, to, name, title, made.part, way.address, stop, joins=way.joins, days=days)
        mail.send(session, replace(words, about=invitations.key(made)), settings)
    url = way.address if made.email and not settings.smtp_url else None
    return CoAuthorInvitationMade(**invitations.shown(session, made).model_dump(), mailed=mailed, url=url)


def _way(session: Session, settings: Settings, by: Person, person: Person, made: CoAuthorInvitation) -> Way:
    if person.joined_at or made.email is None:
        return Way(f"{settings.address}/desk", joins=False)
    return Way(joining.address_for(session, settings, by, person, made.email, made.id), joins=True)
