"""What the writers of a draft see of its reviews: the proposal, the asks that are out, what came back."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from app.database import now
from app.markup import Needs, Renderer, render_text
from app.people import links
from app.people.models import Person
from app.people.schemas import PersonOut
from app.reading.schemas import AnchorWire
from app.reviewing import answers, asks
from app.reviewing.answers import Answer
from app.reviewing.groups.circle import in_whose_name
from app.reviewing.invitations import answers as counted
from app.reviewing.invitations import standing
from app.reviewing.models import Invitation, Request, Review
from app.reviewing.naming.names import hidden
from app.reviewing.naming.rules import SOMEBODY
from app.reviewing.pointing import addressed
from app.reviewing.proposals import Proposal, Proposed, propose
from app.reviewing.rounds import was_asked_again
from app.reviewing.rules import State, Via
from app.reviewing.schemas.asks import Again, AskOut, InvitationRow, OpeningOut, ProposalOut, ReviewScreen
from app.reviewing.schemas.passages import OfferedPassage, PassageWire
from app.reviewing.sentences import ASKING, ASKING_IN_GROUP, LOOKING, NOBODY_LEFT, Scope, to_the_writer
from app.writing import text
from app.writing.models import Draft, Revision
from app.writing.rules import digest_of


@dataclass(frozen=True)
class Asked:
    """An ask with everybody it went to and the reviews that were sent, loaded and not yet rendered."""

    request: Request
    revision: Revision
    rows: list[InvitationRow]
    came_back: list[Answer]
    round: int
    again: Again
    behalf: str
    """Which keeper asked for the writer, in which group; empty when the writer asked."""


@dataclass(frozen=True)
class Tab:
    """The whole Review tab, loaded."""

    proposed: Proposed
    asks: list[Asked]


def load(session: Session, draft: Draft, needed: Needs) -> Tab:
    """The proposals for a draft whose text `needed` this, and its asks, newest first."""
    query = select(Request).where(Request.draft_id == draft.id).order_by(col(Request.asked_at).desc(), col(Request.id))
    proposed = propose(session, draft, needed, now().date())
    return Tab(proposed, [load_ask(session, request) for request in session.exec(query)])


def load_ask(session: Session, request: Request, urls: dict[str, str] | None = None) -> Asked:
    """One ask. `urls` are the links that were made just now, by invitation."""
    sent = select(Review).where(Review.request_id == request.id, col(Review.sent_at).is_not(None))
    came_back = [answers.load(session, review) for review in session.exec(sent.order_by(col(Review.sent_at)))]
    invitations = asks.invitations_of(session, request)
    return Asked(
        round=_round(session, request), again=_again(session, request, answered=bool(came_back)),
        request=request, revision=session.get_one(Revision, request.revision_id),
        rows=[_row(session, one, (urls or {}).get(one.id), invitations) for one in invitations],
        came_back=came_back, behalf=in_whose_name(session, request.batch_id) if request.batch_id else "",
    )  # fmt: skip


def _round(session: Session, request: Request) -> int:
    count = 1
    while request.follows_id:
        request, count = session.get_one(Request, request.follows_id), count + 1
    return count


def _again(session: Session, request: Request, *, answered: bool) -> Again:
    if not answered:
        return Again.NOT_YET
    if was_asked_again(session, request):
        return Again.DONE
    same = digest_of(text.body(session, request.draft_id)) == session.get_one(Revision, request.revision_id).digest
    return Again.UNCHANGED if same else Again.READY


def _row(session: Session, invitation: Invitation, url: str | None, others: list[Invitation]) -> InvitationRow:
    state = standing(session, invitation)
    named = invitation.instead if state is State.DECLINED and not _was_asked(session, invitation, others) else ""
    return InvitationRow(
        id=invitation.id, via=invitation.via, who=_who(session, invitation), url=url,
        state=state, chosen=invitation.chosen, answers=counted(session, invitation)[1],
        answers_allowed=invitation.answers_allowed, openings=_openings(session, invitation),
        instead=named, instead_why=invitation.instead_why if named else "",
    )  # fmt: skip


def _was_asked(session: Session, invitation: Invitation, others: list[Invitation]) -> bool:
    """Whether the one whom somebody named was asked as well."""
    to = addressed(session, invitation)
    known = [one for one in others if not hidden(session, one)]
    return any(one.email == to.email if to.email else one.person_id == to.person_id for one in known)


def _who(session: Session, invitation: Invitation) -> str:
    """A name for a person here whom the writer picked or who signed; of an address, no more than that."""
    if invitation.via is Via.LINK:
        return "anyone with the link"
    if invitation.via is Via.MAIL:
        return invitation.email or ""
    return SOMEBODY if hidden(session, invitation) else _name(session, invitation.person_id)


def _openings(session: Session, invitation: Invitation) -> list[OpeningOut]:
    found = links.openings(session, invitation.link_id) if invitation.link_id else []
    unnamed = invitation.via is Via.MAIL or hidden(session, invitation)
    return [OpeningOut(at=one.at, who="somebody" if unnamed else _name(session, one.person_id)) for one in found]


def _name(session: Session, person_id: str | None) -> str:
    person = session.get(Person, person_id) if person_id else None
    return person.name if person else "somebody"


def show(tab: Tab, viewer: Person, renderer: Renderer) -> ReviewScreen:
    """The Review tab as `viewer` sees it. It renders, so it belongs outside any transaction."""
    return ReviewScreen(
        proposals=[_proposal(one) for one in tab.proposed.asks],
        passages=_offered(tab.proposed),
        people=[PersonOut.of(person) for person in tab.proposed.people],
        asks=[show_ask(asked, viewer, renderer) for asked in tab.asks],
    )


def _proposal(proposal: Proposal) -> ProposalOut:
    return ProposalOut(
        kind=proposal.kind, passages=[PassageWire.of(one) for one in proposal.passages], minutes=proposal.minutes,
        due=proposal.due, sentence=proposal.sentence,
    )  # fmt: skip


def _offered(proposed: Proposed) -> list[OfferedPassage]:
    marks = [
        OfferedPassage(
            unsure_id=mark.id, anchor=AnchorWire.of(mark.anchor), question=mark.question,
            html=render_text(AnchorWire.of(mark.anchor).exact), rank=rank,
        )
        for rank, mark in enumerate(proposed.marks)
    ]  # fmt: skip
    claims = [
        OfferedPassage(
            note_id=claim.note_id, use=claim.use, anchor=AnchorWire(exact=claim.words, section=claim.section),
            html=render_text(claim.words), source=claim.source, rank=len(marks) + claim.rank,
        )
        for claim in proposed.claims
    ]  # fmt: skip
    return [*marks, *claims]


def show_ask(asked: Asked, viewer: Person, renderer: Renderer) -> AskOut:
    """One ask as `viewer` sees it. It renders."""
    request = asked.request
    return AskOut(
        id=request.id, kind=request.kind, sentence=_sentence(asked, now().date()), question=request.question,
        minutes=request.minutes, due=request.due, revision_number=asked.revision.number,
        passages=[PassageWire.of(one) for one in request.passages], asked_at=request.asked_at,
        withdrawn_at=request.withdrawn_at, routing=_routing(asked), invitations=asked.rows,
        reviews=[answers.show(answer, viewer, renderer, mine=False) for answer in asked.came_back],
        round=asked.round, again=asked.again,
    )  # fmt: skip


def _routing(asked: Asked) -> str:
    request = asked.request
    if request.routed_at is None or request.withdrawn_at or asked.came_back:
        return ""
    if asked.behalf and not request.nobody_at:
        return ASKING_IN_GROUP.format(who=asked.behalf)
    return NOBODY_LEFT if request.nobody_at else ASKING if asked.rows else LOOKING


def _sentence(asked: Asked, today: date) -> str:
    names = list(dict.fromkeys(row.who for row in asked.rows))
    whom = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or "somebody"
    request = asked.request
    return to_the_writer(request.kind, Scope.of(request.passages), whom, request.minutes, request.due, today)
