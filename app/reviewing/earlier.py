"""What a reviewer read before: what changed since, their claims and comments of then, and what became of each."""

from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from app.anchors import Anchor
from app.markup import Renderer
from app.reviewing import answers
from app.reviewing.access import REVIEW, Reviewer
from app.reviewing.answers import Answer
from app.reviewing.models import Request, Review
from app.reviewing.schemas.invitations import BeforeOut, EarlierClaim
from app.writing import citations, revisions
from app.writing.anchoring import locate
from app.writing.models import Evidence, Revision


@dataclass(frozen=True)
class Before:
    """A reviewer's last review of an earlier version of the draft, loaded and not yet rendered."""

    answer: Answer
    evidence: list[Evidence]


def load(session: Session, reviewer: Reviewer) -> Before | None:
    """The newest review of an earlier version that this reviewer sent; None when there is none."""
    held = [link.subject for link in reviewer.actor.links if link.purpose == REVIEW]
    here = col(Review.id).in_(held)
    own = or_(here, Review.person_id == reviewer.person.id) if reviewer.person else here
    query = (
        select(Review)
        .join(Request, col(Request.id) == Review.request_id)
        .join(Revision, col(Revision.id) == Review.revision_id)
        .where(Request.draft_id == reviewer.request.draft_id, col(Review.sent_at).is_not(None), own)
        .where(Revision.number < reviewer.revision.number)
        .order_by(col(Revision.number).desc(), col(Review.sent_at).desc())
    )
    review = session.exec(query.limit(1)).first()
    if review is None:
        return None
    answer = answers.load(session, review)
    return Before(answer, revisions.evidence_of(session, answer.revision))


def show(before: Before, reviewer: Reviewer, evidence: list[Evidence], at: str, renderer: Renderer) -> BeforeOut:
    """The same beside the version of now, which leans on `evidence`; pictures are served under `at`. It renders."""
    answer, now = before.answer, reviewer.revision
    works = citations.kept(now)
    standing = [
        thread.id
        for thread, _, _ in answer.threads
        if thread.anchor and locate(Anchor.from_json(thread.anchor), thread.text_digest, now.source, works)
    ]
    return BeforeOut(
        review=answers.show(answer, reviewer.person, renderer, mine=True),
        claims=_claims(before, evidence), standing=standing,
        old_blocks=_blocks(answer.revision, before.evidence, at, renderer),
        new_blocks=_blocks(now, evidence, at, renderer),
    )  # fmt: skip


def _blocks(revision: Revision, evidence: list[Evidence], at: str, renderer: Renderer) -> list[str]:
    facts = revisions.facts_of(revision, evidence, lambda digest: f"{at}/{digest}")
    return renderer.render(revision.source, facts, form="preview").blocks


def _claims(before: Before, evidence: list[Evidence]) -> list[EarlierClaim]:
    """What they said of each claim; whether it stands as it was, was changed, or is gone."""
    same = {(claim.note_id, claim.claim, claim.quote) for claim in evidence}
    notes = {claim.note_id for claim in evidence}
    then = {claim.id: claim for claim in before.evidence}
    found = []
    for tick in sorted(before.answer.ticks, key=lambda tick: then[tick.evidence_id].position):
        claim = then[tick.evidence_id]
        stands = (claim.note_id, claim.claim, claim.quote) in same
        became = "same" if stands else "changed" if claim.note_id in notes else "gone"
        found.append(EarlierClaim(claim=claim.claim, verdict=tick.verdict, why=tick.why, became=became))
    return found
