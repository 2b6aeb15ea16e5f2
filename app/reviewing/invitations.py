"""Invitations: where each stands, looking at one, declining it."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.database import IN_TURN, now
from app.jobs import announce, enqueue
from app.people import links
from app.people.models import LinkOpening, SignedLink
from app.reviewing.access import Reviewer
from app.reviewing.deciding import Answering, decide
from app.reviewing.models import Invitation, Request, Review
from app.reviewing.rules import LOOKED_ONCE_WITHIN, Facts, State, state
from app.writing.models import Draft

ROUTE = "reviewing.route"
"""The job that goes on to the next person, where people are asked for the writer."""


def standing(session: Session, invitation: Invitation) -> State:
    """The state of an invitation now."""
    return state(facts(session, invitation), now().date())


def facts(session: Session, invitation: Invitation) -> Facts:
    """What the rows say of an invitation. A deleted draft takes its asks back."""
    request = session.get_one(Request, invitation.request_id)
    opened = select(LinkOpening.id).where(LinkOpening.link_id == invitation.link_id).limit(1)
    gone = session.get_one(Draft, request.draft_id).deleted_at
    begun, sent = answers(session, invitation)
    return Facts(
        due=request.due, taken_back=bool(request.withdrawn_at or invitation.withdrawn_at or gone),
        declined=invitation.declined_at is not None, passed=invitation.passed_at is not None,
        opened=session.exec(opened).first() is not None,
        begun=begun, sent=sent, allowed=invitation.answers_allowed,
    )  # fmt: skip


def answers(session: Session, invitation: Invitation) -> tuple[int, int]:
    """How many reviews of an invitation were begun, and how many of those were sent."""
    query = select(func.count(), func.count(col(Review.sent_at))).where(Review.invitation_id == invitation.id)
    return session.exec(query).one()


def check(session: Session, reviewer: Reviewer, command: Answering) -> None:
    """Raises Gone or Conflict when the reviewer may not do `command` now."""
    decide(standing(session, reviewer.invitation), command, reviewer.asker, reviewer.invitation.via)


def open_(session: Session, reviewer: Reviewer) -> None:
    """Write down that the reviewer looked at the ask; the draft's own writers, and looking again soon, do not count."""
    link = session.get(SignedLink, reviewer.invitation.link_id) if reviewer.invitation.link_id else None
    if link is None or reviewer.writes:
        return
    known = reviewer.known.id if reviewer.known else None
    for opening in links.openings(session, link.id):
        if opening.person_id == known and opening.at > _lately():
            return
    links.note_opening(session, link, reviewer.known)


def _lately() -> datetime:
    return now() - LOOKED_ONCE_WITHIN


def decline(session: Session, reviewer: Reviewer) -> None:
    """Say that this is not for oneself; what was begun is kept, unsent. Raises Gone or Conflict."""
    invitation = session.get_one(Invitation, reviewer.invitation.id, with_for_update=IN_TURN)
    check(session, reviewer, Answering.DECLINE)
    if invitation.declined_at is None:
        invitation.declined_at = now()
        announce(session, "reviewing.declined", invitation.id)
        enqueue(session, ROUTE, {"id": invitation.request_id}, key=invitation.request_id)
