"""What a reviewer sees: the ask, one saved version with the passages behind its claims, and their own review."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session, col, or_, select

from app.anchors import Anchor, make
from app.database import now
from app.errors import NotFound
from app.files import Files
from app.markup import Renderer
from app.people.models import Person
from app.reviewing import answers, earlier
from app.reviewing.access import Reviewer
from app.reviewing.answers import Answer
from app.reviewing.asks import signed
from app.reviewing.claiming import asked
from app.reviewing.deciding import Answering
from app.reviewing.earlier import Before
from app.reviewing.groups.circle import is_blind
from app.reviewing.invitations import check, standing
from app.reviewing.models import Invitation, Request, Review
from app.reviewing.rules import OUT, State, Via, shows
from app.reviewing.schemas.invitations import AskedRow, BeforeOut, InvitationOut, ShowsOut
from app.reviewing.schemas.passages import PassageWire
from app.reviewing.sentences import Scope, to_the_reviewer
from app.writing import citations, revisions
from app.writing.anchoring import locate
from app.writing.models import Evidence, Revision
from app.writing.projection import project
from app.writing.schemas import RevisionOut


@dataclass(frozen=True)
class Page:
    """All of it, loaded and not yet rendered."""

    reviewer: Reviewer
    asked_by: str
    evidence: list[Evidence]
    own: Answer | None
    before: Before | None
    blind: bool
    """Whether they do not learn who writes."""


def load(session: Session, reviewer: Reviewer) -> Page:
    """The page of an invitation. Raises Gone or Conflict when the ask is over and nothing of one's own is in it."""
    check(session, reviewer, Answering.LOOK)
    return Page(
        reviewer=reviewer, asked_by=signed(session, reviewer.request),
        evidence=revisions.evidence_of(session, reviewer.revision),
        own=answers.load(session, reviewer.review) if reviewer.review else None,
        before=earlier.load(session, reviewer), blind=is_blind(session, reviewer.request.batch_id),
    )  # fmt: skip


def show(page: Page, renderer: Renderer) -> InvitationOut:
    """The page as it goes out. It renders, so it belongs outside any transaction."""
    reviewer, request = page.reviewer, page.reviewer.request
    shown = shows(request.kind, whole=not request.passages)
    places = [passage for passage in request.passages if not passage.get("evidence_id")]
    return InvitationOut(
        id=reviewer.invitation.id, sentence=sentence(request), kind=request.kind, question=request.question,
        minutes=request.minutes, due=request.due, asked_by=page.asked_by,
        passages=[_passage(passage, reviewer.revision) for passage in places], shows=ShowsOut(**asdict(shown)),
        claims=asked(request.passages, page.evidence, reviewer.revision.source) if shown.claims else [],
        revision=_revision(page, renderer),
        review=answers.show(page.own, reviewer.person, renderer, mine=True) if page.own else None,
        before=_before(page, renderer),
        signed_in=reviewer.known is not None, may_decline=reviewer.invitation.via is not Via.LINK,
    )  # fmt: skip


def _before(page: Page, renderer: Renderer) -> BeforeOut | None:
    if page.before is None:
        return None
    return earlier.show(page.before, page.reviewer, page.evidence, _pictures(page.reviewer), renderer)


def _revision(page: Page, renderer: Renderer) -> RevisionOut:
    """The saved version as a page; its source, which may hold remarks that no page shows, stays with the writers."""
    at = _pictures(page.reviewer)
    shown = revisions.shown(page.reviewer.revision, page.evidence, lambda digest: f"{at}/{digest}", renderer)
    return shown.model_copy(update={"source": "", **({"authors": []} if page.blind else {})})


def _pictures(reviewer: Reviewer) -> str:
    return f"/api/invitations/{reviewer.invitation.id}/images"


def picture(session: Session, files: Files, reviewer: Reviewer, digest: str) -> tuple[bytes, str]:
    """The bytes and media type of a picture of the version, or of the one they reviewed before. Raises NotFound."""
    before = earlier.load(session, reviewer)
    images = [*reviewer.revision.images, *(before.answer.revision.images if before else [])]
    kept = next((one for one in images if one["digest"] == digest), None)
    data = files.get(session, digest) if kept else None
    if kept is None or data is None:
        raise NotFound
    return data, str(kept["media_type"])


def _passage(kept: dict[str, Any], revision: Revision) -> PassageWire:
    return PassageWire.of({**kept, "anchor": as_drawn(kept["anchor"], revision)})


def as_drawn(written: dict[str, Any], revision: Revision) -> dict[str, Any]:
    """A passage of the source as the reviewer meets it on the page; as it was when it has no place there."""
    works = citations.kept(revision)
    anchor = Anchor.from_json(written)
    place = locate(anchor, "", revision.source, works)  # a mark may be older than this text: its words decide
    drawn = project(revision.source, works)
    start, end = (drawn.back(place.start), drawn.back(place.end)) if place else (0, 0)
    return make(drawn.text, start, end, anchor.section).as_json() if start < end else written


def sentence(request: Request) -> str:
    """The ask as its reviewer reads it."""
    return to_the_reviewer(request.kind, Scope.of(request.passages), request.minutes, request.due, now().date())


def asked_of(session: Session, person: Person) -> list[AskedRow]:
    """What waits for a person's answer: sent to them, or begun by them; the next due first."""
    own = select(Review.invitation_id).where(Review.person_id == person.id)
    query = (
        select(Invitation, Request)
        .join(Request, col(Request.id) == Invitation.request_id)
        .where(or_(Invitation.person_id == person.id, col(Invitation.id).in_(own)))
        .where(col(Invitation.id).not_in(own.where(col(Review.sent_at).is_not(None))))
        .where(col(Invitation.withdrawn_at).is_(None), col(Request.withdrawn_at).is_(None))
        .order_by(col(Request.due), col(Request.asked_at))
    )
    return [
        _row(session, invitation, request)
        for invitation, request in session.exec(query)
        if standing(session, invitation) in OUT
    ]


def _row(session: Session, invitation: Invitation, request: Request) -> AskedRow:
    return AskedRow(
        invitation_id=invitation.id, title=session.get_one(Revision, request.revision_id).title,
        sentence=sentence(request), asked_by=signed(session, request), due=request.due, asked_at=request.asked_at,
        begun=standing(session, invitation) is State.BEGUN,
    )  # fmt: skip
