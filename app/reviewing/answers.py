"""A review as it goes out: to its own writer, and to the draft's writers once it is sent."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.markup import Renderer
from app.people.models import Person
from app.reading.schemas import AnchorWire
from app.reviewing.credit import helping
from app.reviewing.groups.circle import is_blind
from app.reviewing.models import ClaimTick, Rating, Request, Review
from app.reviewing.naming.rules import UNNAMED_WRITER
from app.reviewing.remarks import marks_of, suggestions_of, threads_of
from app.reviewing.rules import Mark, ValueAdd
from app.reviewing.schemas.reviews import RatingOut, ReviewOut, ReviewSuggestionOut, ReviewThread, TickOut
from app.writing.comments import comments_of, shown_comment
from app.writing.models import Comment, Revision, Suggestion, Thread


@dataclass(frozen=True)
class Answer:
    """A review with all that is shown of it, loaded and not yet rendered."""

    review: Review
    request: Request
    revision: Revision
    ticks: list[ClaimTick]
    ratings: list[Rating]
    threads: list[tuple[Thread, Mark, list[Comment]]]
    suggestions: list[Suggestion]
    helped: bool
    blind: bool
    """Whether its writer does not learn who writes the draft."""


def load(session: Session, review: Review) -> Answer:
    """All that belongs to a review."""
    ticks = session.exec(select(ClaimTick).where(ClaimTick.review_id == review.id).order_by(col(ClaimTick.evidence_id)))
    threads, marks = threads_of(session, review), marks_of(session, review)
    comments = comments_of(session, [thread.id for thread in threads])
    return Answer(
        review=session.get_one(Review, review.id), request=session.get_one(Request, review.request_id),
        revision=session.get_one(Revision, review.revision_id), ticks=list(ticks),
        ratings=list(session.exec(select(Rating).where(Rating.review_id == review.id))),
        threads=[(thread, marks[thread.id], comments[thread.id]) for thread in threads],
        suggestions=suggestions_of(session, review), helped=helping.helped_writers(session, review),
        blind=is_blind(session, session.get_one(Request, review.request_id).batch_id),
    )  # fmt: skip


def show(answer: Answer, viewer: Person | None, renderer: Renderer, *, mine: bool) -> ReviewOut:
    """The review as `viewer` sees it (`mine`: they wrote it). It renders, so it belongs outside any transaction."""
    review = answer.review
    return ReviewOut(
        id=review.id, ask_id=review.request_id, kind=answer.request.kind, revision_number=answer.revision.number,
        byline=review.byline, sentence=review.sentence, sentence_html=_drawn(review.sentence, renderer),
        said_back=review.said_back, suggestions=[_suggestion(one) for one in answer.suggestions],
        ratings=sorted(
            (RatingOut(value=one.value, grade=one.grade) for one in answer.ratings),
            key=lambda one: list(ValueAdd).index(one.value),
        ),
        ticks=[TickOut(evidence_id=one.evidence_id, verdict=one.verdict, why=one.why) for one in answer.ticks],
        threads=[_thread(*thread, viewer, renderer, mine, blind=mine and answer.blind) for thread in answer.threads],
        sent_at=review.sent_at, read_at=None if mine else review.read_at, helped=answer.helped,
    )  # fmt: skip


def _thread(
    thread: Thread,
    mark: Mark,
    comments: list[Comment],
    viewer: Person | None,
    renderer: Renderer,
    mine: bool,
    *,
    blind: bool,
) -> ReviewThread:
    """The first comment is the reviewer's, with an account or without; what follows was said by the draft's writers."""
    first, *replies = [shown_comment(comment, viewer, renderer) for comment in comments]
    if blind:
        replies = [reply.model_copy(update={"byline": UNNAMED_WRITER}) for reply in replies]
    anchor = AnchorWire.of(thread.anchor) if thread.anchor else None
    return ReviewThread(
        id=thread.id, anchor=anchor, mark=mark, resolved_at=thread.resolved_at,
        comments=[first.model_copy(update={"mine": mine}), *replies],
    )  # fmt: skip


def _suggestion(one: Suggestion) -> ReviewSuggestionOut:
    return ReviewSuggestionOut(
        id=one.id, anchor=AnchorWire.of(one.anchor), replacement=one.replacement, why=one.why,
        created_at=one.created_at, outcome=one.outcome,
    )  # fmt: skip


def _drawn(words: str, renderer: Renderer) -> str:
    return renderer.render(words, form="feed").html if words.strip() else ""
