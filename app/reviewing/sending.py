"""Sending a review: at that moment, and not before, it is with the writers of the draft."""

from datetime import datetime

from sqlmodel import Session, col, select

from app.database import now, record
from app.jobs import announce
from app.people import notices
from app.people.models import Person
from app.people.post.rules import Kind
from app.people.rules import shortened
from app.reviewing.access import Reviewer
from app.reviewing.credit import showing
from app.reviewing.deciding import Reviewing, check_enough
from app.reviewing.models import Request, Review
from app.reviewing.naming.names import settle
from app.reviewing.remarks import suggestions_of, threads_of
from app.reviewing.reviews import arrival, changeable
from app.reviewing.schemas.asks import ArrivedRow
from app.reviewing.waiting import reminding
from app.writing import news, unsure
from app.writing.access import visible_drafts
from app.writing.models import Comment, Draft, Revision, Thread


def send(session: Session, reviewer: Reviewer) -> None:
    """Show the review and its comments to the draft's writers, signed; the unsure marks it was asked about go.

    Raises BadInput when it says nothing or is not signed, Conflict when it was sent already, Gone when the ask is over.
    """
    review = changeable(session, reviewer, Reviewing.SEND)
    threads, edits = threads_of(session, review), suggestions_of(session, review)
    check_enough(review.sentence or review.said_back, len(threads) + len(edits), review.byline)
    settle(review)
    review.sent_at = now()
    showing.settle(session, review)
    for thread in threads:
        _show(session, thread, review.byline, review.sent_at)
    for edit in edits:
        edit.visible_from, edit.byline = review.sent_at, review.byline
    _answer_marks(session, reviewer.request)
    reminding.settle(session, reviewer.invitation)
    session.flush()
    record(session, review.person_id, "review.send", review.id)
    announce(session, "reviewing.review_sent", review.id)
    news.tell(session, reviewer.request.draft_id, "threads")
    news.tell(session, reviewer.request.draft_id, "suggestions")
    _tell_the_writer(session, reviewer, review, len(threads) + len(edits))


def _show(session: Session, thread: Thread, byline: str, moment: datetime) -> None:
    thread.visible_from, thread.byline = moment, byline
    for comment in session.exec(select(Comment).where(Comment.thread_id == thread.id)):
        comment.byline = byline


def _answer_marks(session: Session, request: Request) -> None:
    asked = {passage.get("unsure_id") for passage in request.passages}
    for mark in unsure.open_marks(session, request.draft_id):
        if mark.id in asked:
            unsure.answer(session, mark)


def _tell_the_writer(session: Session, reviewer: Reviewer, review: Review, comments: int) -> None:
    title, byline = shortened(reviewer.revision.title, 120), shortened(review.byline, 80)
    brought = f"Saved version {reviewer.revision.number}, with {counted(comments)}."
    notices.tell(
        session, reviewer.request.asked_by, Kind.REVIEW, arrival(review), f"{byline} reviewed “{title}”.",
        f"/desk/drafts/{reviewer.request.draft_id}/review", detail=f"{brought}\n{review.sentence}", listed=False,
    )  # fmt: skip


def counted(comments: int) -> str:
    """Comments and suggestions in words."""
    return f"{comments} comment{'' if comments == 1 else 's'}" if comments else "no comments"


def arrivals(session: Session, person: Person) -> list[ArrivedRow]:
    """Reviews sent for the drafts a person writes and read by nobody yet, newest first."""
    query = (
        select(Review, Revision)
        .join(Revision, col(Revision.id) == Review.revision_id)
        .where(col(Review.sent_at).is_not(None), col(Review.read_at).is_(None))
        .where(col(Revision.draft_id).in_(visible_drafts(person).with_only_columns(col(Draft.id))))
        .order_by(col(Review.sent_at).desc())
    )
    return [
        ArrivedRow(
            review_id=review.id, draft_id=revision.draft_id, title=revision.title, byline=review.byline,
            comments=len(threads_of(session, review)) + len(suggestions_of(session, review)),
            sent_at=review.sent_at or now(),
        )
        for review, revision in session.exec(query)
    ]  # fmt: skip
