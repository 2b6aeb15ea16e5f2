"""Taking an ask, one invitation, or one link back."""

from sqlmodel import Session

from app.database import IN_TURN, now, record
from app.jobs import announce
from app.people import links
from app.people.models import Person, SignedLink
from app.reviewing.asks import invitations_of
from app.reviewing.deciding import Answering, decide
from app.reviewing.invitations import standing
from app.reviewing.models import Invitation, Request
from app.reviewing.rules import State


def withdraw(session: Session, request: Request, by: Person) -> Request:
    """Take a whole ask back: links stop working, unsent reviews stay with their writers, sent ones stay here."""
    request = session.get_one(Request, request.id, with_for_update=IN_TURN)
    if request.withdrawn_at is None:
        for invitation in invitations_of(session, request):
            if standing(session, invitation) is not State.ANSWERED:
                _take_back(session, invitation)
        request.withdrawn_at = now()
        record(session, by.id, "review.withdraw", request.id)
        announce(session, "reviewing.withdrawn", request.id)
    return request


def take_back(session: Session, invitation: Invitation, by: Person) -> Request:
    """Take one invitation or link back. Raises Conflict when it was answered."""
    invitation = session.get_one(Invitation, invitation.id, with_for_update=IN_TURN)
    decide(standing(session, invitation), Answering.TAKE_BACK)
    if invitation.withdrawn_at is None:
        _take_back(session, invitation)
        record(session, by.id, "review.take_back", invitation.id)
        announce(session, "reviewing.taken_back", invitation.id)
    return session.get_one(Request, invitation.request_id)


def _take_back(session: Session, invitation: Invitation) -> None:
    invitation.withdrawn_at = invitation.withdrawn_at or now()
    if invitation.link_id:
        links.revoke(session, session.get_one(SignedLink, invitation.link_id))
