"""The clock of one's own asks: how long each has waited, and what happens next, so that nobody waits in silence."""

from sqlmodel import Session, col, select

from app.database import now
from app.people.models import Person
from app.reviewing.asks import invitations_of
from app.reviewing.invitations import standing
from app.reviewing.models import Request, Review
from app.reviewing.rules import GRACE, LED
from app.reviewing.sentences import Scope, question
from app.reviewing.waiting.rules import Asked, comes
from app.reviewing.waiting.schemas import WaitingAsk
from app.settings import Settings
from app.writing.access import editable_drafts
from app.writing.models import Draft


def waiting(session: Session, person: Person, settings: Settings) -> list[WaitingAsk]:
    """The asks of the drafts a person writes that nobody answered yet, those that wait longest first."""
    sent = select(Review.id).where(Review.request_id == Request.id, col(Review.sent_at).is_not(None))
    query = (
        select(Request, Draft)
        .join(Draft, col(Draft.id) == Request.draft_id)
        .where(col(Draft.id).in_(editable_drafts(person).with_only_columns(col(Draft.id))))
        .where(col(Request.withdrawn_at).is_(None), Request.due >= now().date() - GRACE, ~sent.exists())
        .order_by(col(Request.asked_at), col(Request.id))
    )
    return [_shown(session, request, draft, settings) for request, draft in session.exec(query)]


def _shown(session: Session, request: Request, draft: Draft, settings: Settings) -> WaitingAsk:
    asked = [
        Asked(standing(session, one), one.invited_at, one.chosen in LED, one.person_id is not None)
        for one in invitations_of(session, request)
    ]
    routed, nobody = request.routed_at is not None, request.nobody_at is not None
    then = comes(asked, request.due, now(), settings.patience, routed=routed, nobody=nobody)
    return WaitingAsk(
        ask_id=request.id, draft_id=draft.id, title=draft.title, due=request.due, asked_at=request.asked_at,
        question=question(request.kind, Scope.of(request.passages)), next=then.next, at=then.at, on=then.on,
    )  # fmt: skip
