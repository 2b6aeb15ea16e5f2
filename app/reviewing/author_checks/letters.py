"""The one mail that asks an author: at most one for an address within 30 days, listing all that waits for it."""

from datetime import timedelta

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, select

from app import mail
from app.database import IN_TURN, Database, new_id, now, record
from app.errors import NotFound
from app.jobs import enqueue
from app.people import links
from app.people.models import Person, SignedLink
from app.reviewing.author_checks.rules import ANSWERS_FOR, QUIET, CheckState, may_mail
from app.reviewing.author_checks.standing import asked_at, label_of, state_of
from app.reviewing.emails.author_check import Question, letter
from app.reviewing.models import AuthorAddress, AuthorCheck
from app.settings import Settings
from app.writing.models import CoAuthor, Draft

AUTHOR = "author"
"""Purpose of the signed links of author checks; their subject is the address they were made for."""
WRITE = "reviewing.write_to_author"
"""The job that writes to an address as soon as it may be written to again."""
_SPARE = timedelta(days=1)


def address_of(session: Session, email: str) -> AuthorAddress:
    """The row of an address, made if need be, and locked: two who ask at once write one mail."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    row = {"id": new_id(), "email": email, "created_at": now()}
    session.execute(insert(AuthorAddress).values(row).on_conflict_do_nothing())
    return session.exec(select(AuthorAddress).where(AuthorAddress.email == email).with_for_update()).one()


def write(session: Session, address: AuthorAddress, settings: Settings) -> bool:
    """Write to an address about all that waits and that it was not told of, if it may be written to now.

    Where it may not yet, the mail goes out when it may. True when one goes out now.
    """
    new = [one for one in _waiting(session, address) if one.told_at is None]
    if not new or address.never_at or not settings.smtp_url:
        return False
    if not may_mail(address.mailed_at, now()):
        wait = (address.mailed_at or now()) + QUIET - now()
        enqueue(session, WRITE, {"id": address.id}, key=address.id, after=wait)
        return False
    token = _link(session, address, mailed=True)
    url = f"{settings.address}/author/{token}"
    mail.send(session, letter(settings, address.email, [_question(session, one) for one in new], url), settings)
    address.mailed_at = now()
    for one in new:
        one.told_at = now()
    session.flush()
    return True


def write_now(database: Database, settings: Settings, address_id: str) -> None:
    """As `write`, when the time has come; nothing where nothing is new any more."""
    with database.transaction() as session:
        address = session.get_one(AuthorAddress, address_id, with_for_update=IN_TURN)
        write(session, address, settings)


def hand_over(session: Session, address: AuthorAddress, settings: Settings) -> str:
    """The page's address, for a writer to pass on where no mail is sent. It proves nothing about who opens it."""
    for one in _waiting(session, address):
        one.told_at = one.told_at or now()
    return f"{settings.address}/author/{_link(session, address, mailed=False)}"


def never_again(session: Session, token: str) -> AuthorAddress:
    """Whoever holds a link, old or new, wants no such mail any more; twice changes nothing. Raises NotFound."""
    return stop(session, session.get_one(AuthorAddress, holder(session, token).subject, with_for_update=IN_TURN))


def stop(session: Session, address: AuthorAddress) -> AuthorAddress:
    """Never ask at an address again; what was answered stands."""
    if address.never_at is None:
        address.never_at = now()
        record(session, None, "author_check.never", address.id)
    return address


def holder(session: Session, token: str) -> SignedLink:
    """The link a token belongs to, over or not: wanting no mail needs no working link. Raises NotFound."""
    found = select(SignedLink).where(SignedLink.digest == links.digest(token), SignedLink.purpose == AUTHOR)
    link = session.exec(found).first()
    if link is None:
        raise NotFound(
            "This link leads nowhere. Perhaps a part of it was lost in copying; open it from the mail once more."
        )
    return link


def revoke_idle(session: Session, address: AuthorAddress) -> None:
    """Take the links of an address back once nothing waits behind them, and nothing that could be withdrawn."""
    useful = {CheckState.WAITING, CheckState.ANSWERED, CheckState.WITHDRAWN}
    if any(state_of(session, one) in useful for one in asked_at(session, address)):
        return
    query = select(SignedLink).where(SignedLink.purpose == AUTHOR, SignedLink.subject == address.id)
    for link in session.exec(query):
        links.revoke(session, link)


def _waiting(session: Session, address: AuthorAddress) -> list[AuthorCheck]:
    return [one for one in asked_at(session, address) if state_of(session, one) is CheckState.WAITING]


def _link(session: Session, address: AuthorAddress, *, mailed: bool) -> str:
    _, token = links.make(
        session, AUTHOR, address.id, lifetime=ANSWERS_FOR + _SPARE, email=address.email, mailed=mailed
    )
    return token


def _question(session: Session, check: AuthorCheck) -> Question:
    return Question(
        writer=signed(session, check), name=check.name, title=session.get_one(Draft, check.draft_id).title,
        paper=label_of(session, check.version_id), claims=len(check.claims),
    )  # fmt: skip


def signed(session: Session, check: AuthorCheck) -> str:
    """The name of whoever asks, as they sign the draft."""
    author = session.get(CoAuthor, (check.draft_id, check.asked_by))
    return author.byline if author else session.get_one(Person, check.asked_by).name
