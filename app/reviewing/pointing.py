"""“Ask this person instead”: whoever says no names somebody, and the writer asks them with one click."""

from sqlmodel import Session

from app.database import IN_TURN, record
from app.errors import BadInput
from app.jobs import announce
from app.people import accounts, notices
from app.people.models import Person
from app.people.post.rules import Kind
from app.people.rules import check_handle, clean_email
from app.reading.rules import clean_line
from app.reviewing.access import Reviewer
from app.reviewing.asks import invitations_of, invite, whom
from app.reviewing.deciding import Answering, decide
from app.reviewing.invitations import check, decline, standing
from app.reviewing.models import Invitation, Request
from app.reviewing.naming.names import hidden
from app.reviewing.rules import To, Via
from app.settings import Settings
from app.writing.models import Draft

NAMED = "Somebody you asked cannot, and names somebody to ask instead."
NEITHER = "Give an e-mail address, or the handle of somebody here, such as @lee."


def clean(words: str) -> str:
    """An address, or a handle with its `@` before it. Raises BadInput for anything else."""
    words = words.strip()
    try:
        return f"@{check_handle(words[1:])}" if words.startswith("@") else clean_email(words)
    except BadInput as error:
        raise BadInput(NEITHER) from error


def point(session: Session, reviewer: Reviewer, instead: str, why: str) -> None:
    """Say no and name somebody; naming another replaces the first. Raises BadInput, Gone or Conflict."""
    named = clean(instead)
    check(session, reviewer, Answering.POINT)
    decline(session, reviewer)
    invitation = session.get_one(Invitation, reviewer.invitation.id)
    invitation.instead, invitation.instead_why = named, clean_line(why)
    session.flush()
    announce(session, "reviewing.pointed", invitation.id)
    path = f"/desk/drafts/{reviewer.request.draft_id}/review"
    notices.tell(session, reviewer.request.asked_by, Kind.ASK, f"instead {invitation.id} {named}", NAMED, path)


def ask_instead(
    session: Session, invitation: Invitation, by: Person, settings: Settings
) -> tuple[Request, dict[str, str]]:
    """Ask whom they named, with the same ask; twice is once. Also given: the link when the writer has to pass it on.

    Raises Conflict, Gone, NotFound for somebody who is not here, BadInput for somebody who writes the draft.
    """
    request = session.get_one(Request, invitation.request_id, with_for_update=IN_TURN)
    invitation = session.get_one(Invitation, invitation.id)
    decide(standing(session, invitation), Answering.ASK_INSTEAD)
    to, draft = addressed(session, invitation), session.get_one(Draft, request.draft_id)
    person = whom(session, draft, by, to)
    known = {one.person_id for one in invitations_of(session, request) if not hidden(session, one)}
    if person is None or person.id in known:
        return request, {}
    made, url = invite(session, request, draft, by, to, person, settings)
    request.nobody_at = None if request.routed_at else request.nobody_at
    record(session, by.id, "review.ask_instead", made)
    return request, {made: url} if url else {}


def addressed(session: Session, invitation: Invitation) -> To:
    """Whom an invitation's reader named, as somebody to ask. A handle that is nobody's becomes nobody."""
    if not invitation.instead.startswith("@"):
        return To(Via.MAIL, email=invitation.instead)
    person = accounts.by_handle(session, invitation.instead[1:])
    return To(Via.PERSON, person_id=person.id if person else None)
