"""Asking for somebody: the router invites one person after another until somebody answers, or nobody is left."""

from sqlmodel import Session

from app.database import IN_TURN, Database, now, record
from app.jobs import announce, enqueue
from app.people import notices
from app.people.models import Person
from app.people.post.rules import Kind
from app.reviewing import load
from app.reviewing.asks import invitations_of, invite
from app.reviewing.choosing import has_room
from app.reviewing.deciding import Step, Tried, next_step
from app.reviewing.expertise import Expertise
from app.reviewing.invitations import ROUTE, standing
from app.reviewing.models import Invitation, Request
from app.reviewing.ranking import ranked
from app.reviewing.rules import LED, Chosen, To, Via
from app.reviewing.sentences import NOBODY_LEFT
from app.settings import Settings
from app.writing.models import Draft


def go_on(database: Database, settings: Settings, expertise: Expertise, request_id: str) -> None:
    """Whatever is to be done now for an ask that is routed; doing it again changes nothing."""
    with database.transaction(read_only=True) as session:
        request = session.get(Request, request_id)
        if request is None or _step(session, request, settings)[0] is not Step.ASK_NEXT:
            return
        expertise.catch_up(session)
    with database.transaction() as session:
        request = session.get_one(Request, request_id, with_for_update=IN_TURN)
        step, over = _step(session, request, settings)
        if step is Step.ASK_NEXT:
            _pass_over(session, over)
            _ask_next(session, settings, expertise, request)


def _step(session: Session, request: Request, settings: Settings) -> tuple[Step, list[Invitation]]:
    """What to do now, and whose invitations end with it."""
    invited = invitations_of(session, request)
    tried = [Tried(standing(session, one), one.invited_at, one.chosen in LED) for one in invited]
    over = request.withdrawn_at is not None or session.get_one(Draft, request.draft_id).deleted_at is not None
    routed = request.routed_at is not None and not over
    step, passed = next_step(tried, now(), settings.patience, routed=routed)
    return step, [invited[one] for one in passed]


def _pass_over(session: Session, invitations: list[Invitation]) -> None:
    for invitation in invitations:
        invitation.passed_at = now()
        announce(session, "reviewing.passed_over", invitation.id)
    session.flush()


def _ask_next(session: Session, settings: Settings, expertise: Expertise, request: Request) -> None:
    draft = session.get_one(Draft, request.draft_id)
    for candidate in ranked(session, expertise, draft, request.kind, request):
        person = session.get_one(Person, candidate.person, with_for_update=IN_TURN)
        if not has_room(load.rooms(session, [person.id])[person.id], request.kind, now().date()):
            continue  # somebody else asked them while their row was locked, and now they have enough
        request.nobody_at = None
        to = To(Via.PERSON, person_id=person.id)
        writer = session.get_one(Person, request.asked_by)
        made, _ = invite(session, request, draft, writer, to, person, settings, Chosen.ROUTER)
        enqueue(session, ROUTE, {"id": request.id}, key=made, after=settings.patience)
        return
    if request.nobody_at is None:
        request.nobody_at = now()
        path = f"/desk/drafts/{draft.id}/review"
        notices.tell(session, request.asked_by, Kind.ASK, f"nobody left {request.id}", NOBODY_LEFT, path)
        record(session, None, "review.nobody_left", request.id)
