"""Rounds: those who answered are asked again about the text as it is now, with one click."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.anchors import Anchor
from app.database import IN_TURN, now
from app.errors import Conflict
from app.markup import Needs
from app.people.models import Person
from app.reviewing.asks import Made, invitations_of, make
from app.reviewing.deciding import decide_again
from app.reviewing.models import ClaimTick, Invitation, Request, Review
from app.reviewing.rules import To, Verdict, Via, Wanted, claims_in, propose_due
from app.settings import Settings
from app.writing import revisions
from app.writing.models import Draft, Evidence, Revision
from app.writing.rules import Occasion

NOBODY_LEFT = "Those who answered are not here any more. Nobody was asked; make a new ask."


def again(session: Session, request: Request, by: Person, base_version: int, needed: Needs, settings: Settings) -> Made:
    """Save a version of the text at `base_version` and ask those who answered `request` about it.

    Raises Conflict when nobody answered, nothing was changed, the text moved on, or they were asked again already.
    """
    request = session.get_one(Request, request.id, with_for_update=IN_TURN)
    draft = session.get_one(Draft, request.draft_id, with_for_update=IN_TURN)
    revision = revisions.freeze(session, draft, by.id, Occasion.REVIEW, base_version, needed)
    answered = _answered(session, request)
    changed = revision.digest != session.get_one(Revision, request.revision_id).digest
    decide_again(answers=len(answered), changed=changed, asked_again=was_asked_again(session, request))
    people = [(to, one.chosen) for one in answered if (to := _addressed(session, one))]
    if not people:
        raise Conflict(NOBODY_LEFT)
    wanted = Wanted(
        kind=request.kind, question=request.question, passages=_passages(session, request, revision),
        minutes=request.minutes, due=propose_due(now().date()), to=[to for to, _ in people],
    )  # fmt: skip
    chosen = {to.person_id: chosen for to, chosen in people if to.person_id}
    return make(session, draft, by, wanted, revision, settings, follows=request.id, chosen=chosen)


def was_asked_again(session: Session, request: Request) -> bool:
    """Whether another ask follows this one already."""
    return session.exec(select(Request.id).where(Request.follows_id == request.id).limit(1)).first() is not None


def _answered(session: Session, request: Request) -> list[Invitation]:
    sent = select(Review.invitation_id).where(Review.request_id == request.id, col(Review.sent_at).is_not(None))
    ids = set(session.exec(sent))
    return [one for one in invitations_of(session, request) if one.id in ids]


def _addressed(session: Session, invitation: Invitation) -> To | None:
    """How to reach whoever answered an invitation; None for somebody who is not here any more."""
    if invitation.via is Via.LINK:
        count = select(func.count()).where(Review.invitation_id == invitation.id, col(Review.sent_at).is_not(None))
        return To(Via.LINK, answers=session.exec(count).one())
    if invitation.via is Via.MAIL:
        return To(Via.MAIL, email=invitation.email)
    person = session.get(Person, invitation.person_id) if invitation.person_id else None
    here = person is not None and person.joined_at and not person.suspended_at
    return To(Via.PERSON, person_id=invitation.person_id) if here else None


def _passages(session: Session, request: Request, revision: Revision) -> Sequence[dict[str, Any]]:
    """What to look at now: of claims those that nobody called right as they stand; sections as they were.

    The whole when that was asked about, or when nothing of the rest is left.
    """
    claims = revisions.evidence_of(session, revision)
    kept = [one for one in request.passages if not any(one.get(key) for key in ("unsure_id", "evidence_id"))]
    if any(one.get("evidence_id") for one in request.passages):
        right = _called_right(session, request)
        open_ = [claim for claim in claims if (claim.note_id, claim.claim, claim.quote) not in right]
        kept += [_passage(claim) for claim in open_[: claims_in(request.minutes)]]
    return kept


def _called_right(session: Session, request: Request) -> set[tuple[str, str, str]]:
    query = (
        select(Evidence.note_id, Evidence.claim, Evidence.quote)
        .join(ClaimTick, col(ClaimTick.evidence_id) == Evidence.id)
        .join(Review, col(Review.id) == ClaimTick.review_id)
        .where(Review.request_id == request.id, ClaimTick.verdict == Verdict.RIGHT, col(Review.sent_at).is_not(None))
    )
    return set(session.exec(query))


def _passage(claim: Evidence) -> dict[str, Any]:
    anchor = Anchor(claim.claim or claim.quote, section=claim.section).as_json()
    return {"evidence_id": claim.id, "anchor": anchor, "question": ""}
