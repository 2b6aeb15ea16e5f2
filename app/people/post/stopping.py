"""Links that end mails: in every mail that may be unwelcome, working for good, without signing in.

Such a link can do no more than stop mails to the person it was made for, and have them again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, select

from app.database import record
from app.errors import NotFound
from app.people import links
from app.people.models import Person, SignedLink
from app.people.post import choices
from app.people.post.rules import Kind
from app.settings import Settings

STOP = "stop-mail"
"""Purpose of these signed links; their subject is the kinds they stop, joined by spaces."""
_FOR_GOOD = timedelta(days=36_500)


@dataclass(frozen=True)
class Stopping:
    """Whose mails a link stops, and which: those of the mail it came in, or all."""

    person: Person
    kinds: list[Kind]
    stopped: bool
    """Whether none of them comes any more."""


def address(session: Session, settings: Settings, person_id: str, kinds: Sequence[Kind]) -> str:
    """A new link that stops mails of these kinds to a person."""
    _, token = links.make(session, STOP, " ".join(kinds), lifetime=_FOR_GOOD, person_id=person_id)
    return f"{settings.address}/unsubscribe/{token}"


def find(session: Session, token: str, *, everything: bool) -> Stopping:
    """What a link stops; with `everything` all mails of that person. Raises NotFound."""
    query = select(SignedLink).where(SignedLink.digest == links.digest(token), SignedLink.purpose == STOP)
    link = session.exec(query).first()
    if link is None:
        raise NotFound(
            "This link leads nowhere. Perhaps a part of it was lost in copying; open it from the mail once more."
        )
    kinds = [kind for kind in Kind if everything or kind in link.subject.split()]
    person = session.get_one(Person, link.person_id)
    return Stopping(person, kinds, not any(choices.takes(session, person.id, kind) for kind in kinds))


def stop(session: Session, stopping: Stopping) -> None:
    """No more of these mails. Twice changes nothing."""
    if not stopping.stopped:
        choices.stop(session, stopping.person.id, stopping.kinds)
        record(session, None, "post.stop", stopping.person.id, kinds=[kind.value for kind in stopping.kinds])


def resume(session: Session, stopping: Stopping) -> None:
    """It was a slip: mails of these kinds as they usually come."""
    choices.resume(session, stopping.person.id, stopping.kinds)
    record(session, None, "post.resume", stopping.person.id, kinds=[kind.value for kind in stopping.kinds])
