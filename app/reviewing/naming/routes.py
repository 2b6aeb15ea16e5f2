"""The API of a reviewer's own name."""

from fastapi import APIRouter
from pydantic import BaseModel

from app.reviewing.access import Reviewer
from app.reviewing.admitting import Invited, OwnReview
from app.reviewing.models import Review
from app.reviewing.naming import names
from app.reviewing.naming.rules import Named, may_be_private
from app.web import SessionDep

router = APIRouter(prefix="/api", tags=["reviewing"])


class NameOut(BaseModel):
    """What stands on one's review, and what may be done about it."""

    name: str
    """One's own name."""
    standing: Named
    private: bool
    """Whether it is, or will be, sent without the name."""
    may_be_private: bool


class PrivacyIn(BaseModel):
    """Whether one's name is kept private."""

    private: bool


@router.get("/invitations/{invitation_id}/name")
def read_name(reviewer: Invited) -> NameOut:
    """How one's name stands on one's own review, begun or not."""
    return _shown(reviewer, reviewer.review)


@router.put("/reviews/{review_id}/privacy")
def keep_name(reviewer: OwnReview, given: PrivacyIn, session: SessionDep) -> NameOut:
    """Keep one's name private, or not, when the review is sent."""
    return _shown(reviewer, names.choose(session, reviewer, private=given.private))


@router.put("/reviews/{review_id}/signature")
def sign(reviewer: OwnReview, session: SessionDep) -> NameOut:
    """Sign later what was sent without one's name."""
    return _shown(reviewer, names.sign(session, reviewer))


def _shown(reviewer: Reviewer, review: Review | None) -> NameOut:
    return NameOut(
        name=reviewer.person.name if reviewer.person else "", standing=names.named(review),
        private=review is not None and review.private, may_be_private=may_be_private(reviewer.invitation.chosen),
    )  # fmt: skip
