"""The API of credit: whether readers may read one's review, and whether one helped."""

from fastapi import APIRouter
from pydantic import BaseModel
from sqlmodel import Session

from app.people.access import PersonDep
from app.reviewing.access import Reviewer
from app.reviewing.admitting import ArrivedReview, Invited, OwnReview
from app.reviewing.credit import helping, showing
from app.reviewing.credit.rules import Helper
from app.reviewing.models import Review
from app.web import ReadSessionDep, SessionDep

router = APIRouter(prefix="/api", tags=["reviewing"])


class ShownOut(BaseModel):
    """Whether one's review has, or will have, a page that readers may read."""

    possible: bool
    """Whether one has a name here that can stand on it."""
    shown: bool


class ShownIn(BaseModel):
    """Whether readers may read it."""

    shown: bool


class HelpOut(BaseModel):
    """Whether oneself says that a review helped."""

    helped: bool


@router.get("/invitations/{invitation_id}/showing")
def read_showing(reviewer: Invited, session: ReadSessionDep) -> ShownOut:
    """Whether readers may read one's review once it is sent and the piece is published, begun or not."""
    return _shown(session, reviewer, reviewer.review)


@router.put("/reviews/{review_id}/showing")
def show_to_readers(reviewer: OwnReview, given: ShownIn, session: SessionDep) -> ShownOut:
    """Let readers read one's signed review, or keep its words with the writers of the draft."""
    return _shown(session, reviewer, showing.choose(session, reviewer, shown=given.shown))


@router.put("/reviews/{review_id}/help")
def say_it_helped(reader: ArrivedReview, person: PersonDep, session: SessionDep) -> HelpOut:
    """A writer of the draft says that a review helped."""
    helping.mark(session, reader.review, person, Helper.WRITER)
    return HelpOut(helped=True)


@router.delete("/reviews/{review_id}/help")
def take_help_back(reader: ArrivedReview, session: SessionDep) -> HelpOut:
    """Take that back."""
    helping.unmark_for_writers(session, reader.review)
    return HelpOut(helped=False)


def _shown(session: Session, reviewer: Reviewer, review: Review | None) -> ShownOut:
    if review is None:
        return ShownOut(possible=reviewer.known is not None, shown=reviewer.known is not None)
    stands = showing.standing(session, review)
    shown = showing.is_shown(session, review) if stands.sent else review.for_readers and stands.here
    return ShownOut(possible=stands.signed if stands.sent else stands.here, shown=shown)
