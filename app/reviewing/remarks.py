"""What a review says at its passages: comments, marks that one key makes, suggested edits."""

from sqlmodel import Session, col, select

from app.anchors import Anchor
from app.errors import BadInput, NotFound
from app.reading.rules import clean_words
from app.reviewing.access import Reviewer
from app.reviewing.models import Review, ReviewSuggestion, ReviewThread
from app.reviewing.reviews import changeable
from app.reviewing.rules import COMMENTS_MAXIMUM, Mark
from app.writing import suggestions, threads
from app.writing.models import Comment, Draft, Suggestion, Thread
from app.writing.suggestions import Proposed

MARKED = {Mark.LOST: "Lost here.", Mark.FAILS: "It fails here."}
"""What a mark says where nobody says more."""


def comment(session: Session, reviewer: Reviewer, words: str, anchor: Anchor | None, mark: Mark = Mark.COMMENT) -> None:
    """Comment on a passage of the page as it is drawn, or on the whole; nobody else sees it before it is sent.

    A `mark` needs no words; it needs a passage. Raises BadInput.
    """
    review = changeable(session, reviewer)
    _check_room(session, review)
    if mark is not Mark.COMMENT and anchor is None:
        raise BadInput("Choose the place first. Nothing was marked.")
    thread = threads.begin(
        session, session.get_one(Draft, reviewer.request.draft_id), anchor, reviewer.revision.digest,
        words.strip() or MARKED.get(mark, ""), author=reviewer.person, byline=review.byline, visible_from=None,
    )  # fmt: skip
    session.add(ReviewThread(review_id=review.id, thread_id=thread.id, mark=mark))
    session.flush()


def suggest(session: Session, reviewer: Reviewer, proposed: Proposed) -> None:
    """Suggest other words for a passage of the page as it is drawn; nobody else sees it before it is sent.

    Raises BadInput for words that change nothing or cannot be kept.
    """
    review = changeable(session, reviewer)
    _check_room(session, review)
    draft = session.get_one(Draft, reviewer.request.draft_id)
    made = suggestions.suggest(
        session, draft, proposed, reviewer.revision.digest, reviewer.person, review.byline, visible_from=None
    )
    session.add(ReviewSuggestion(review_id=review.id, suggestion_id=made.id))
    session.flush()


def take_out(session: Session, reviewer: Reviewer, suggestion_id: str) -> None:
    """Take a suggestion out of one's unsent review."""
    review = changeable(session, reviewer)
    own = session.get(ReviewSuggestion, (review.id, suggestion_id))
    if own is None:
        raise NotFound("This suggestion is not here any more. Nothing was changed.")
    session.delete(own)
    session.flush()
    session.delete(session.get_one(Suggestion, suggestion_id))
    session.flush()


def _check_room(session: Session, review: Review) -> None:
    if len(threads_of(session, review)) + len(suggestions_of(session, review)) >= COMMENTS_MAXIMUM:
        raise BadInput(f"A review holds at most {COMMENTS_MAXIMUM} comments and suggestions. This one was not added.")


def reword(session: Session, reviewer: Reviewer, thread_id: str, words: str) -> None:
    """Other words for a comment of one's unsent review."""
    review = changeable(session, reviewer)
    _first_comment(session, _own_thread(session, review, thread_id)).words = _said(words)
    session.flush()


def remove(session: Session, reviewer: Reviewer, thread_id: str) -> None:
    """Take a comment out of one's unsent review."""
    review = changeable(session, reviewer)
    thread = _own_thread(session, review, thread_id)
    session.delete(session.get_one(ReviewThread, (review.id, thread.id)))
    session.delete(_first_comment(session, thread))
    session.flush()
    session.delete(thread)
    session.flush()


def threads_of(session: Session, review: Review) -> list[Thread]:
    """The comments of a review, in the order they were made."""
    query = select(Thread).join(ReviewThread, col(ReviewThread.thread_id) == Thread.id)
    own = query.where(ReviewThread.review_id == review.id)
    return list(session.exec(own.order_by(col(Thread.created_at), col(Thread.id))))


def marks_of(session: Session, review: Review) -> dict[str, Mark]:
    """What each comment of a review is, by the id of its thread."""
    query = select(ReviewThread).where(ReviewThread.review_id == review.id)
    return {one.thread_id: one.mark for one in session.exec(query)}


def suggestions_of(session: Session, review: Review) -> list[Suggestion]:
    """The suggested edits of a review, in the order they were made."""
    query = select(Suggestion).join(ReviewSuggestion, col(ReviewSuggestion.suggestion_id) == Suggestion.id)
    own = query.where(ReviewSuggestion.review_id == review.id)
    return list(session.exec(own.order_by(col(Suggestion.created_at), col(Suggestion.id))))


def _own_thread(session: Session, review: Review, thread_id: str) -> Thread:
    if session.get(ReviewThread, (review.id, thread_id)) is None:
        raise NotFound("This comment is not here any more. Nothing was changed.")
    return session.get_one(Thread, thread_id)


def _first_comment(session: Session, thread: Thread) -> Comment:
    query = select(Comment).where(Comment.thread_id == thread.id)
    return session.exec(query.order_by(col(Comment.created_at), col(Comment.id)).limit(1)).one()


def _said(words: str) -> str:
    if said := clean_words(words).strip():
        return said
    raise BadInput("A comment needs words. The old ones are still there.")
