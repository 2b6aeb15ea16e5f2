"""Keeping one's name private, signing later; and whose name the writers of a draft are told."""

from sqlmodel import Session, col, select

from app.database import IN_TURN, now, record
from app.errors import Conflict
from app.people.models import Person
from app.reviewing.access import Reviewer
from app.reviewing.credit import showing
from app.reviewing.groups.circle import is_blind
from app.reviewing.invitations import standing
from app.reviewing.models import Invitation, Review, ReviewSuggestion, ReviewThread
from app.reviewing.naming.rules import BLIND, UNNAMED, Named, Naming, decide_naming, is_hidden, may_be_private
from app.writing import news
from app.writing.models import Comment, Suggestion, Thread


def named(review: Review | None) -> Named:
    """Where a review stands, with a view to its writer's name."""
    if review is None:
        return Named.NONE
    if review.sent_at is None:
        return Named.UNSENT
    return Named.PRIVATE if review.private else Named.OPEN


def choose(session: Session, reviewer: Reviewer, *, private: bool) -> Review:
    """Say whether one's name stands on a review that is not sent yet. Raises NotFound, Conflict."""
    review = _own(session, reviewer)
    decide_naming(named(review), Naming.KEEP if private else Naming.SHOW, reviewer.invitation.chosen)
    if not private and is_blind(session, reviewer.request.batch_id):
        raise Conflict(BLIND)
    review.private = private
    session.flush()
    return review


def sign(session: Session, reviewer: Reviewer) -> Review:
    """Put one's name on a review that was sent without it; twice changes nothing. Raises NotFound, Conflict."""
    review = _own(session, reviewer)
    decide_naming(named(review), Naming.SIGN, reviewer.invitation.chosen)
    if review.private:
        review.private = False
        _rename(session, review, session.get_one(Person, review.person_id).name)
        showing.settle(session, review)
        record(session, review.person_id, "review.sign", review.id, at=now().isoformat())
        news.tell(session, reviewer.request.draft_id, "threads")
    return review


def settle(review: Review) -> None:
    """On sending: whoever keeps their name private leaves it off."""
    if review.private:
        review.byline = UNNAMED


def _own(session: Session, reviewer: Reviewer) -> Review:
    assert reviewer.review is not None
    return session.get_one(Review, reviewer.review.id, with_for_update=IN_TURN)


def _rename(session: Session, review: Review, name: str) -> None:
    """The name on a review, on what was said in it, and nowhere else."""
    review.byline = name
    threads = select(ReviewThread.thread_id).where(ReviewThread.review_id == review.id)
    for thread in session.exec(select(Thread).where(col(Thread.id).in_(threads))):
        thread.byline = name
    own = select(Comment).where(col(Comment.thread_id).in_(threads), Comment.author_id == review.person_id)
    for comment in session.exec(own):
        comment.byline = name
    suggested = select(ReviewSuggestion.suggestion_id).where(ReviewSuggestion.review_id == review.id)
    for suggestion in session.exec(select(Suggestion).where(col(Suggestion.id).in_(suggested))):
        suggestion.byline = name
    session.flush()


def hidden(session: Session, invitation: Invitation) -> bool:
    """Whether the writers of the draft do not learn whom this invitation went to."""
    if not may_be_private(invitation.chosen):
        return False
    sent = select(Review).where(Review.invitation_id == invitation.id, col(Review.sent_at).is_not(None))
    private = any(review.private for review in session.exec(sent))
    return is_hidden(invitation.chosen, standing(session, invitation), private=private)
