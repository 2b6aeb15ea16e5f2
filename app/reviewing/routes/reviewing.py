"""Writing a review, and sending it. Nothing is rendered while a transaction is open."""

from fastapi import APIRouter, Response

from app.people.access import hand_over
from app.reviewing import remarks, reviews, sending
from app.reviewing.admitting import Invited, OwnReview, ReadableReview
from app.reviewing.rules import ValueAdd
from app.reviewing.schemas.reviews import (
    BylineIn,
    RatingIn,
    ReviewChange,
    ReviewCommentIn,
    ReviewOut,
    ReviewSuggestionIn,
    TickIn,
)
from app.reviewing.showing import ShowDep
from app.web import DatabaseDep, SettingsDep
from app.writing.schemas import CommentIn
from app.writing.suggestions import Proposed

router = APIRouter()


@router.post("/invitations/{invitation_id}/reviews", status_code=201)
def begin_review(
    reviewer: Invited, given: BylineIn, answer: Response, database: DatabaseDep, settings: SettingsDep, show: ShowDep
) -> ReviewOut:
    """Begin one's review. Whoever is not signed in gets a cookie that lets them, and nobody else, go on with it."""
    with database.transaction() as session:
        begun = reviews.begin(session, reviewer, given.byline)
    if begun.link is not None:
        hand_over(answer, settings, begun.link, begun.token)
    return show.own(reviewer, begun.review)


@router.get("/reviews/{review_id}")
def read_review(reader: ReadableReview, show: ShowDep) -> ReviewOut:
    """One's own review; to a writer of the draft, one that was sent."""
    return show.review(reader)


@router.patch("/reviews/{review_id}")
def change_review(reviewer: OwnReview, given: ReviewChange, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Another sentence, or another name to sign with."""
    with database.transaction() as session:
        reviews.change(session, reviewer, given.sentence, given.byline, given.said_back)
    return show.own(reviewer)


@router.put("/reviews/{review_id}/ticks/{evidence_id}")
def tick(reviewer: OwnReview, evidence_id: str, given: TickIn, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Say of one claim whether its passage carries it."""
    with database.transaction() as session:
        reviews.tick(session, reviewer, evidence_id, given.verdict, given.why)
    return show.own(reviewer)


@router.delete("/reviews/{review_id}/ticks/{evidence_id}")
def untick(reviewer: OwnReview, evidence_id: str, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Take back what one said of a claim."""
    with database.transaction() as session:
        reviews.untick(session, reviewer, evidence_id)
    return show.own(reviewer)


@router.post("/reviews/{review_id}/comments", status_code=201)
def comment(reviewer: OwnReview, given: ReviewCommentIn, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Comment on a passage of the page, or on the whole."""
    anchor = given.anchor.anchor() if given.anchor else None
    with database.transaction() as session:
        remarks.comment(session, reviewer, given.words, anchor, given.mark)
    return show.own(reviewer)


@router.post("/reviews/{review_id}/suggestions", status_code=201)
def suggest(reviewer: OwnReview, given: ReviewSuggestionIn, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Suggest other words for a passage of the page."""
    proposed = Proposed(given.anchor.anchor(), given.replacement, given.why)
    with database.transaction() as session:
        remarks.suggest(session, reviewer, proposed)
    return show.own(reviewer)


@router.delete("/reviews/{review_id}/suggestions/{suggestion_id}")
def take_suggestion_out(reviewer: OwnReview, suggestion_id: str, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Take a suggestion out that was not sent yet."""
    with database.transaction() as session:
        remarks.take_out(session, reviewer, suggestion_id)
    return show.own(reviewer)


@router.put("/reviews/{review_id}/ratings/{value}")
def rate(reviewer: OwnReview, value: ValueAdd, given: RatingIn, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Say how far the whole piece carries one of the four things an explanation adds."""
    with database.transaction() as session:
        reviews.rate(session, reviewer, value, given.grade)
    return show.own(reviewer)


@router.delete("/reviews/{review_id}/ratings/{value}")
def unrate(reviewer: OwnReview, value: ValueAdd, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Take that back."""
    with database.transaction() as session:
        reviews.unrate(session, reviewer, value)
    return show.own(reviewer)


@router.patch("/reviews/{review_id}/comments/{thread_id}")
def reword(reviewer: OwnReview, thread_id: str, given: CommentIn, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Other words for a comment that was not sent yet."""
    with database.transaction() as session:
        remarks.reword(session, reviewer, thread_id, given.words)
    return show.own(reviewer)


@router.delete("/reviews/{review_id}/comments/{thread_id}")
def remove_comment(reviewer: OwnReview, thread_id: str, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Take a comment out that was not sent yet."""
    with database.transaction() as session:
        remarks.remove(session, reviewer, thread_id)
    return show.own(reviewer)


@router.put("/reviews/{review_id}/sending")
def send_review(reviewer: OwnReview, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Send the review: from now on it is with the writers of the draft, and stands as it is."""
    with database.transaction() as session:
        sending.send(session, reviewer)
    return show.own(reviewer)
