"""What the writers of a draft see of its reviews: the proposal, the asks that are out, what came back."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from app.database import now
from app.markup import Renderer
from app.people import links
from app.people.models import Person
from app.people.schemas import PersonOut
from app.reviewing import answers, asks
from app.reviewing.answers import Answer
from app.reviewing.invitations import answers as counted
from app.reviewing.invitations import standing
from app.reviewing.models import Invitation, Request, Review
from app.reviewing.proposals import Proposal, propose
from app.reviewing.rules import Via
from app.reviewing.schemas import AskOut, InvitationRow, OpeningOut, PassageWire, ProposalOut, ReviewScreen
from app.reviewing.sentences import ASKING, LOOKING, NOBODY_LEFT, Scope, to_the_writer
from app.writing.models import Draft, Revision


@dataclass(frozen=True)
class Asked:
    """An ask with everybody it went to and the reviews that were sent, loaded and not yet rendered."""

    request: Request
    revision: Revision
    rows: list[InvitationRow]
    came_back: list[Answer]


@dataclass(frozen=True)
class Tab:
    """The whole Review tab, loaded."""

    proposal: Proposal
    asks: list[Asked]


def load(session: Session, draft: Draft) -> Tab:
    """The proposal and the asks of a draft, newest first."""
    query = select(Request).where(Request.draft_id == draft.id).order_by(col(Request.asked_at).desc(), col(Request.id))
    return Tab(propose(session, draft, now().date()), [load_ask(session, request) for request in session.exec(query)])


def load_ask(session: Session, request: Request, urls: dict[str, str] | None = None) -> Asked:
    """One ask. `urls` are the links that were made just now, by invitation."""
    sent = select(Review).where(Review.request_id == request.id, col(Review.sent_at).is_not(None))
    invitations = asks.invitations_of(session, request)
    return Asked(
        request=request, revision=session.get_one(Revision, request.revision_id),
        rows=[_row(session, one, (urls or {}).get(one.id)) for one in invitations],
        came_back=[answers.load(session, review) for review in session.exec(sent.order_by(col(Review.sent_at)))],
    )  # fmt: skip


def _row(session: Session, invitation: Invitation, url: str | None) -> InvitationRow:
    return InvitationRow(
        id=invitation.id, via=invitation.via, who=_who(session, invitation), url=url,
        state=standing(session, invitation), chosen=invitation.chosen, answers=counted(session, invitation)[1],
        answers_allowed=invitation.answers_allowed, openings=_openings(session, invitation),
    )  # fmt: skip


def _who(session: Session, invitation: Invitation) -> str:
    """A name for a person here; of an address, no more than the writer knew: the address."""
    if invitation.via is Via.LINK:
        return "anyone with the link"
    if invitation.via is Via.MAIL:
        return invitation.email or ""
    return _name(session, invitation.person_id)


def _openings(session: Session, invitation: Invitation) -> list[OpeningOut]:
    found = links.openings(session, invitation.link_id) if invitation.link_id else []
    hidden = invitation.via is Via.MAIL
    return [OpeningOut(at=one.at, who="somebody" if hidden else _name(session, one.person_id)) for one in found]


def _name(session: Session, person_id: str | None) -> str:
    person = session.get(Person, person_id) if person_id else None
    return person.name if person else "somebody"


def show(tab: Tab, viewer: Person, renderer: Renderer) -> ReviewScreen:
    """The Review tab as `viewer` sees it. It renders, so it belongs outside any transaction."""
    return ReviewScreen(
        proposal=_proposal(tab.proposal), asks=[show_ask(asked, viewer, renderer) for asked in tab.asks]
    )


def _proposal(proposal: Proposal) -> ProposalOut:
    return ProposalOut(
        kind=proposal.kind, passages=[PassageWire.of(one) for one in proposal.passages], minutes=proposal.minutes,
        due=proposal.due, sentence=proposal.sentence, people=[PersonOut.of(person) for person in proposal.people],
    )  # fmt: skip


def show_ask(asked: Asked, viewer: Person, renderer: Renderer) -> AskOut:
    """One ask as `viewer` sees it. It renders."""
    request = asked.request
    return AskOut(
        id=request.id, kind=request.kind, sentence=_sentence(asked, now().date()), question=request.question,
        minutes=request.minutes, due=request.due, revision_number=asked.revision.number,
        passages=[PassageWire.of(one) for one in request.passages], asked_at=request.asked_at,
        withdrawn_at=request.withdrawn_at, routing=_routing(asked), invitations=asked.rows,
        reviews=[answers.show(answer, viewer, renderer, mine=False) for answer in asked.came_back],
    )  # fmt: skip


def _routing(asked: Asked) -> str:
    request = asked.request
    if request.routed_at is None or request.withdrawn_at or asked.came_back:
        return ""
    return NOBODY_LEFT if request.nobody_at else ASKING if asked.rows else LOOKING


def _sentence(asked: Asked, today: date) -> str:
    names = list(dict.fromkeys(row.who for row in asked.rows))
    whom = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or "somebody"
    request = asked.request
    return to_the_writer(request.kind, Scope.of(request.passages), whom, request.minutes, request.due, today)
