"""A reviewer lets readers read a review of theirs, or keeps its words with the writers of the draft."""

from sqlmodel import Session

from app.database import IN_TURN, record
from app.people.models import Person
from app.reviewing.access import Reviewer
from app.reviewing.credit.rules import Standing, decide_showing
from app.reviewing.models import Review, SignedReview


def standing(session: Session, review: Review | None) -> Standing:
    """What the rows say of a review, with a view to its readers."""
    if review is None:
        return Standing(exists=False)
    person = session.get(Person, review.person_id) if review.person_id else None
    here = person is not None and person.joined_at is not None
    own = person is not None and person.name == review.byline
    return Standing(sent=review.sent_at is not None, private=review.private, here=here, own=own)


def settle(session: Session, review: Review) -> None:
    """On sending, or on signing later: readers may read what is signed, unless its writer keeps it from them."""
    if review.for_readers and standing(session, review).signed and review.person_id:
        session.merge(SignedReview(review_id=review.id, person_id=review.person_id))
        session.flush()


def choose(session: Session, reviewer: Reviewer, *, shown: bool) -> Review:
    """Say whether readers may read one's review; before it is sent, from then on. Raises NotFound, Conflict."""
    review = session.get(Review, reviewer.review.id, with_for_update=IN_TURN) if reviewer.review else None
    decide_showing(standing(session, review), shown=shown)
    assert review is not None
    review.for_readers = shown
    kept = session.get(SignedReview, review.id)
    if shown and kept is None:
        settle(session, review)
    elif not shown and kept is not None:
        session.delete(kept)
    if review.sent_at:
        record(session, review.person_id, "review.show" if shown else "review.hide", review.id)
    session.flush()
    return review


def is_shown(session: Session, review: Review) -> bool:
    """Whether its writer lets readers read a review that was sent."""
    return session.get(SignedReview, review.id) is not None
