"""The reviews somebody gave, to themselves: what each held, whom it helped, and whether readers may read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.people.access import Actor
from app.people.models import Person
from app.publishing.credit import signed
from app.publishing.credit.signed import Signed
from app.publishing.rendering import plain_title
from app.reviewing.credit import counting, helping, showing
from app.reviewing.credit.counting import Counts
from app.reviewing.credit.helping import Help
from app.reviewing.models import Request, Review
from app.reviewing.rules import AskKind
from app.writing.models import Revision


@dataclass(frozen=True)
class Given:
    """A review that was sent, as its writer sees it in their record."""

    review: Review
    title: str
    kind: AskKind
    number: int
    counts: Counts
    help: Help
    possible: bool
    """Whether readers could read it: it is signed with its writer's own name."""
    shown: bool
    page: str
    """Where they read it; '' while the piece is not published for everybody or for people here."""


@dataclass(frozen=True)
class Record:
    """All the reviews somebody gave, newest first, and those of them that have a page."""

    given: Sequence[Given]
    signed: Sequence[Signed]

    @property
    def sentence(self) -> str:
        """`You gave 3 reviews, one of them without your name. 2 helped the writers, and 4 times a reader said so.`"""
        if not self.given:
            return "You gave no reviews yet."
        count, private = len(self.given), sum(one.review.private for one in self.given)
        said = f"You gave {count} review{'' if count == 1 else 's'}"
        if private:
            said += f", {private} of them without your name"
        writers, readers = sum(one.help.writers for one in self.given), sum(one.help.readers for one in self.given)
        helped = [f"{writers} helped the writers"] if writers else []
        helped += [f"{readers} time{'' if readers == 1 else 's'} a reader said that one helped"] if readers else []
        return " ".join(f"{one}." for one in (said, " and ".join(helped)) if one)


def of(session: Session, person: Person) -> Record:
    """What somebody gave."""
    query = (
        select(Review, Request.kind, Revision.title, Revision.number)
        .join(Request, col(Request.id) == Review.request_id)
        .join(Revision, col(Revision.id) == Review.revision_id)
        .where(Review.person_id == person.id, col(Review.sent_at).is_not(None))
        .order_by(col(Review.sent_at).desc(), col(Review.id))
    )
    found = session.exec(query).all()
    ids = [review.id for review, *_ in found]
    counted, helped = counting.counts(session, ids), helping.of_reviews(session, ids)
    public = signed.by_person(session, Actor(person), person)
    pages = {one.review.id: one.path for one in public}
    given = [
        Given(
            review, plain_title(title), AskKind(kind), number, counted[review.id], helped.get(review.id, Help()),
            showing.standing(session, review).signed, showing.is_shown(session, review), pages.get(review.id, ""),
        )
        for review, kind, title, number in found
    ]  # fmt: skip
    return Record(given, public)
