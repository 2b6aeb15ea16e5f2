"""A signed review as its readers meet it: found by its address, for whoever may read the piece as it was released."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, and_, col, select

from app.errors import Gone, NotFound
from app.people.access import Actor
from app.people.models import Person
from app.people.orcid import identities
from app.publishing import articles, pieces
from app.publishing.access import listed
from app.publishing.models import Publication
from app.publishing.pieces import Piece
from app.reviewing.credit import helping
from app.reviewing.credit.counting import Counts, counts
from app.reviewing.credit.helping import Help
from app.reviewing.models import ClaimTick, Rating, Request, Review, SignedReview
from app.reviewing.rules import AskKind, Verdict
from app.writing.models import Evidence, Revision

WITHDRAWN = "The piece this review is about was withdrawn by its writers, so the review is not shown either."


@dataclass(frozen=True)
class Tick:
    """What a review says of a claim that stands in the released text as it was reviewed."""

    claim: str
    verdict: Verdict
    why: str


@dataclass(frozen=True)
class Signed:
    """A review that its writer shows, its ask, the version it is about, and the piece it belongs to."""

    review: Review
    kind: AskKind
    number: int
    """Of the saved version that was reviewed."""
    piece: Piece
    reviewer: Person
    orcid: str
    """The address of the reviewer's iD; '' for who connected none."""
    help: Help
    counts: Counts

    @property
    def path(self) -> str:
        """Its own address on this instance."""
        return f"/reviews/{self.review.id}"

    @property
    def named(self) -> bool:
        """Whether it is signed with the name its writer has now."""
        return self.reviewer.name == self.review.byline


@dataclass(frozen=True)
class Shown:
    """A signed review with all that its page shows."""

    signed: Signed
    query: str
    """What addresses must carry while only those with the link may read the piece."""
    ticks: Sequence[Tick]
    ratings: Sequence[Rating]


def find(session: Session, actor: Actor, review_id: str, key: str = "") -> Shown:
    """The signed review with this id, as far as this actor may read the piece. Raises NotFound, and Gone once the piece
    was withdrawn."""
    shown = session.get(SignedReview, review_id) if "\0" not in review_id else None
    if shown is None:
        raise NotFound
    review = session.get_one(Review, review_id)
    reviewed = session.get_one(Revision, review.revision_id)
    slug = session.exec(select(Publication.slug).where(Publication.draft_id == reviewed.draft_id)).first()
    if slug is None:
        raise NotFound
    article = articles.find(session, actor, slug, key=key)
    if article.piece.revision.number < reviewed.number:
        raise NotFound
    if article.piece.withdrawal:
        raise Gone(WITHDRAWN)
    [signed] = _signed(session, [review], {reviewed.draft_id: article.piece})
    ratings = session.exec(select(Rating).where(Rating.review_id == review.id)).all()
    return Shown(signed, article.query, _ticks(session, review, article.evidence), ratings)


def by_person(session: Session, actor: Actor, person: Person) -> list[Signed]:
    """The reviews somebody signed of pieces in this actor's lists, newest first."""
    query = (
        select(Review)
        .join(SignedReview, col(SignedReview.review_id) == Review.id)
        .where(SignedReview.person_id == person.id)
    )
    return _listed(session, actor, session.exec(query).all())


def of_draft(session: Session, piece: Piece) -> list[Signed]:
    """The signed reviews of a piece as it is shown, the oldest first."""
    query = (
        select(Review)
        .join(SignedReview, col(SignedReview.review_id) == Review.id)
        .join(Revision, col(Revision.id) == Review.revision_id)
        .where(Revision.draft_id == piece.publication.draft_id, Revision.number <= piece.revision.number)
        .order_by(col(Review.sent_at))
    )
    return _signed(session, session.exec(query).all(), {piece.publication.draft_id: piece})


def _listed(session: Session, actor: Actor, reviews: Sequence[Review]) -> list[Signed]:
    drafts = select(Revision.draft_id).where(col(Revision.id).in_([one.revision_id for one in reviews]))
    found = pieces.pieces(session, and_(listed(actor), col(Publication.draft_id).in_(drafts)))
    made = _signed(session, reviews, {one.publication.draft_id: one for one in found})
    return sorted(made, key=lambda one: one.review.sent_at or one.piece.dated, reverse=True)


def _signed(session: Session, reviews: Sequence[Review], shown: dict[str, Piece]) -> list[Signed]:
    """Those of the reviews whose version, or a later one, is released in the piece of its draft."""
    ids, people = [one.id for one in reviews], [one.person_id for one in reviews if one.person_id]
    about: dict[str, tuple[AskKind, str, int]] = {
        review_id: (AskKind(kind), draft_id, number)
        for review_id, kind, draft_id, number in session.exec(
            select(Review.id, Request.kind, Revision.draft_id, Revision.number)
            .join(Request, col(Request.id) == Review.request_id)
            .join(Revision, col(Revision.id) == Review.revision_id)
            .where(col(Review.id).in_(ids))
        )
    }
    persons = {one.id: one for one in session.exec(select(Person).where(col(Person.id).in_(people)))}
    orcids, helped = identities.addresses_of(session, people), helping.of_reviews(session, ids)
    counted = counts(session, ids)
    made = []
    for review in reviews:
        kind, draft_id, number = about[review.id]
        piece = shown.get(draft_id)
        if piece is None or piece.revision.number < number or review.person_id is None:
            continue
        made.append(Signed(
            review, kind, number, piece, persons[review.person_id],
            orcids.get(review.person_id, ""), helped.get(review.id, Help()), counted[review.id],
        ))  # fmt: skip
    return made


def _ticks(session: Session, review: Review, released: Iterable[Evidence]) -> list[Tick]:
    """What it says of claims that are public: those with the same words and note in the released text."""
    public = {(one.note_id, one.claim) for one in released}
    query = (
        select(Evidence, ClaimTick)
        .join(ClaimTick, col(ClaimTick.evidence_id) == Evidence.id)
        .where(ClaimTick.review_id == review.id)
        .order_by(col(Evidence.position))
    )
    return [
        Tick(claim.claim or claim.quote, tick.verdict, tick.why)
        for claim, tick in session.exec(query)
        if (claim.note_id, claim.claim) in public
    ]
