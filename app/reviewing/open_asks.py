"""Open asks: whoever fits may pick one instead of waiting to be asked.

Only asks whose writer said "ask for me" are open. Whoever is too close to a draft, or was excluded, does not find it.
"""

from sqlmodel import Session, col, select

from app.database import IN_TURN, now, record
from app.errors import NotFound
from app.jobs import announce
from app.people.models import Person
from app.reviewing.asks import invitations_of, invite, signed
from app.reviewing.conflicts import too_close
from app.reviewing.deciding import decide_pick
from app.reviewing.expertise import Expertise
from app.reviewing.groups.circle import circle
from app.reviewing.invitations import standing
from app.reviewing.models import Invitation, Request
from app.reviewing.ranking import fit
from app.reviewing.rules import GRACE, LED, Chosen, State, To, Via
from app.reviewing.schemas.invitations import OpenAskRow
from app.reviewing.sentences import Scope, to_the_reviewer
from app.settings import Settings
from app.writing.models import Draft, Revision

LOOKED_AT, SHOWN = 30, 10
_TAKEN = {State.ANSWERED, State.BEGUN}


def fitting(session: Session, expertise: Expertise, person: Person) -> list[OpenAskRow]:
    """The open asks that a person could answer, those that fit best first."""
    query = (
        select(Request, Draft)
        .join(Draft, col(Draft.id) == Request.draft_id)
        .where(col(Request.routed_at).is_not(None), col(Request.withdrawn_at).is_(None))
        .where(col(Draft.deleted_at).is_(None), Request.due >= now().date() - GRACE)
        .order_by(col(Request.asked_at).desc())
        .limit(LOOKED_AT)
    )
    found = [
        (how_good, request)
        for request, draft in session.exec(query)
        if _is_free(session, request, person)
        and _is_within(session, request, person)
        and person.id not in too_close(session, draft)
        and (how_good := fit(session, expertise, draft, request.kind, person)) is not None
    ]
    best = sorted(found, key=lambda one: (-one[0], one[1].due, one[1].id))
    return [_row(session, request) for _, request in best[:SHOWN]]


def _is_within(session: Session, request: Request, person: Person) -> bool:
    """Whether a person is in the group within which an ask stays, if it stays in one."""
    among = circle(session, request.batch_id)
    return among is None or person.id in among


def _is_free(session: Session, request: Request, person: Person) -> bool:
    """Whether nobody answers it yet, and this person neither has it nor declined it."""
    invited = invitations_of(session, request)
    return all(standing(session, one) not in _TAKEN and one.person_id != person.id for one in invited)


def _row(session: Session, request: Request) -> OpenAskRow:
    return OpenAskRow(
        ask_id=request.id, title=session.get_one(Revision, request.revision_id).title, minutes=request.minutes,
        sentence=to_the_reviewer(
            request.kind, Scope.of(request.passages), request.minutes, request.due, now().date()
        ),
        asked_by=signed(session, request), due=request.due, asked_at=request.asked_at,
    )  # fmt: skip


def pick(session: Session, settings: Settings, expertise: Expertise, person: Person, ask_id: str) -> Invitation:
    """Take an open ask; twice is once, and one that was passed on can be taken again.

    Raises NotFound for one that is not open to this person, Gone or Conflict when it is over or taken.
    """
    request = session.get(Request, ask_id, with_for_update=IN_TURN)
    draft = session.get(Draft, request.draft_id) if request else None
    if (
        request is None
        or draft is None
        or person.id in too_close(session, draft)
        or not _is_within(session, request, person)
    ):
        raise NotFound
    invited = invitations_of(session, request)
    own = next((one for one in invited if one.person_id == person.id), None)
    others = [standing(session, one) for one in invited if one is not own]
    decide_pick(
        others, offered=request.routed_at is not None, late=now().date() > request.due + GRACE,
        taken_back=request.withdrawn_at is not None or draft.deleted_at is not None,
    )  # fmt: skip
    if own is None:
        own = _invited(session, settings, request, draft, person)
    own.passed_at = own.declined_at = None
    _pass_others(session, invited, own)
    record(session, person.id, "review.pick", request.id)
    return own


def _invited(session: Session, settings: Settings, request: Request, draft: Draft, person: Person) -> Invitation:
    writer, to = session.get_one(Person, request.asked_by), To(Via.PERSON, person_id=person.id, mail=False)
    made, _ = invite(session, request, draft, writer, to, person, settings, Chosen.THEMSELVES)
    return session.get_one(Invitation, made)


def _pass_others(session: Session, invited: list[Invitation], own: Invitation) -> None:
    """Whoever was only waited for need not answer any more."""
    for one in invited:
        if one is not own and one.chosen in LED and standing(session, one) in {State.WAITING, State.OPENED}:
            one.passed_at = now()
            announce(session, "reviewing.passed_over", one.id)
    session.flush()
