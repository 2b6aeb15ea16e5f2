"""Saying that a review helped: the writers of the draft on their Review tab, readers on the review's page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.database import IN_TURN
from app.people.models import Person
from app.reviewing.credit.rules import Helper, decide_help
from app.reviewing.models import Helped, Review


@dataclass(frozen=True)
class Help:
    """Whom a review helped: whether a writer of the draft says so, and how many readers do."""

    writers: bool = False
    readers: int = 0


def mark(session: Session, review: Review, by: Person, helper: Helper) -> None:
    """Somebody says that a review helped; again, it stays said. Raises Conflict for one's own."""
    decide_help(own=review.person_id == by.id)
    if session.get(Helped, (review.id, by.id), with_for_update=IN_TURN) is None:
        session.add(Helped(review_id=review.id, person_id=by.id, helper=helper))
        session.flush()


def unmark(session: Session, review: Review, by: Person) -> None:
    """Take that back; again, nothing changes."""
    if found := session.get(Helped, (review.id, by.id)):
        session.delete(found)
        session.flush()


def unmark_for_writers(session: Session, review: Review) -> None:
    """The writers of a draft say it as one: whichever of them takes it back, it is taken back."""
    marks = select(Helped).where(Helped.review_id == review.id, Helped.helper == Helper.WRITER)
    for found in session.exec(marks):
        session.delete(found)
    session.flush()


def helped_writers(session: Session, review: Review) -> bool:
    """Whether a writer of the draft says that a review helped."""
    return of_reviews(session, [review.id]).get(review.id, Help()).writers


def of_reviews(session: Session, review_ids: Iterable[str]) -> dict[str, Help]:
    """Whom each of these reviews helped; nobody's name is in it."""
    marks = defaultdict[str, list[Helper]](list)
    for found in session.exec(select(Helped).where(col(Helped.review_id).in_(list(review_ids)))):
        marks[found.review_id].append(found.helper)
    return {
        review_id: Help(Helper.WRITER in said, sum(one is Helper.READER for one in said))
        for review_id, said in marks.items()
    }


def marked_by(session: Session, person: Person, review_ids: Iterable[str]) -> set[str]:
    """Which of these reviews somebody said helped them."""
    query = select(Helped.review_id).where(Helped.person_id == person.id)
    return {*session.exec(query.where(col(Helped.review_id).in_(list(review_ids))))}
