"""Who may answer an invitation, and who may read what came back.

A reviewer is the person asked, or whoever holds the invitation's link or the link of a review begun with it. They see
one saved version and their own review; the draft's writers see a review once it is sent; for everybody else there is
nothing here. What was sent to one person or address has one answer, whichever device its holder goes on with; a copied
link has as many as it was made for, and those who hold it never meet.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from app.errors import NotFound
from app.people.access import Actor
from app.people.links import digest
from app.people.models import Person, SignedLink
from app.reviewing.deciding import Asker, Reviewing, Stage, decide_review
from app.reviewing.models import Invitation, Request, Review
from app.reviewing.rules import Via
from app.writing.access import visible_draft
from app.writing.models import CoAuthor, Revision

INVITATION, REVIEW = "invitation", "review"
"""Purposes of the signed links of this room."""
OPEN_IT_AGAIN = (
    "There is nothing here, or it is not yours to see. "
    "If you were asked for a review, open the link you were sent again, or sign in."
)


@dataclass(frozen=True)
class Reviewer:
    """Somebody who may answer an invitation, with all that the answer is about."""

    actor: Actor
    invitation: Invitation
    request: Request
    revision: Revision
    person: Person | None
    """Whose review it is; None for a holder of a copied link without an account."""
    review: Review | None
    writes: bool
    """Whether they write the draft themselves, and so can look but not answer."""
    token: str = ""
    """What their browser was given on arriving, to go on with a review of its own without an account."""

    @property
    def asker(self) -> Asker:
        """What decisions need to know of them."""
        return Asker(stage(self.review), self.writes)

    @property
    def known(self) -> Person | None:
        """The person, when they joined, so that their name is known."""
        return self.person if self.person and self.person.joined_at else None


@dataclass(frozen=True)
class Reader:
    """Somebody who may read a review: its own writer (`mine`), or a writer of the draft once it was sent."""

    review: Review
    person: Person | None
    mine: bool


def stage(review: Review | None) -> Stage:
    """Where a review stands."""
    if review is None:
        return Stage.NONE
    return Stage.SENT if review.sent_at else Stage.UNSENT


def reviewer_of(session: Session, actor: Actor, invitation_id: str, token: str = "") -> Reviewer:
    """The actor as a reviewer by this invitation. Raises NotFound when they are none."""
    invitation = session.get(Invitation, invitation_id)
    if invitation is None:
        raise NotFound(OPEN_IT_AGAIN)
    review = _own_review(session, actor, invitation, token)
    person = _answering(session, actor, invitation)
    if (review is None and not _asked(actor, invitation)) or (person and person.suspended_at):
        raise NotFound(OPEN_IT_AGAIN)
    request = session.get_one(Request, invitation.request_id)
    return Reviewer(
        actor=actor, invitation=invitation, request=request, revision=session.get_one(Revision, request.revision_id),
        person=person, review=review, token=token,
        writes=writes(session, request.draft_id, person) or writes(session, request.draft_id, actor.person),
    )  # fmt: skip


def _asked(actor: Actor, invitation: Invitation) -> bool:
    in_person = actor.person is not None and actor.person.id == invitation.person_id
    return in_person or actor.link(INVITATION, invitation.id) is not None


def _own_review(session: Session, actor: Actor, invitation: Invitation, token: str) -> Review | None:
    query = select(Review).where(Review.invitation_id == invitation.id)
    if invitation.via is Via.LINK or not _asked(actor, invitation):
        held = [link.subject for link in actor.links if link.purpose == REVIEW]
        begun_here = select(SignedLink.subject).where(SignedLink.digest == digest(token), SignedLink.purpose == REVIEW)
        own = or_(col(Review.id).in_(held), col(Review.id).in_(begun_here))
        query = query.where(or_(own, Review.person_id == actor.person.id) if actor.person else own)
    return session.exec(query.order_by(col(Review.begun_at)).limit(1)).first()


def _answering(session: Session, actor: Actor, invitation: Invitation) -> Person | None:
    """Whose answer it will be: a person asked by name answers as nobody else; others as whoever is signed in."""
    if invitation.person_id and (invitation.via is Via.PERSON or actor.person is None):
        return session.get_one(Person, invitation.person_id)
    return actor.person


def writes(session: Session, draft_id: str, person: Person | None) -> bool:
    """Whether the person is among the draft's co-authors, in whatever part."""
    return person is not None and session.get(CoAuthor, (draft_id, person.id)) is not None


def writer_of(session: Session, actor: Actor, review_id: str) -> Reviewer:
    """The actor as the writer of this review. Raises NotFound when it is not theirs."""
    review = session.get(Review, review_id)
    reviewer = reviewer_of(session, actor, review.invitation_id) if review else None
    if reviewer is None or reviewer.review is None or reviewer.review.id != review_id:
        raise NotFound(OPEN_IT_AGAIN)
    return reviewer


def reader_of(session: Session, actor: Actor, review_id: str) -> Reader:
    """The actor as somebody who may read this review. Raises NotFound when they may not."""
    try:
        own = writer_of(session, actor, review_id)
    except NotFound:
        return Reader(sent_to(session, actor, review_id), actor.person, mine=False)
    return Reader(session.get_one(Review, review_id), own.person, mine=True)


def sent_to(session: Session, actor: Actor, review_id: str) -> Review:
    """A sent review of a draft that the actor writes. Raises NotFound for every other."""
    review = session.get(Review, review_id)
    if review is None or actor.person is None:
        raise NotFound(OPEN_IT_AGAIN)
    decide_review(Asker(stage(review)), Reviewing.READ, taken_back=False)
    visible_draft(session, actor.person, session.get_one(Request, review.request_id).draft_id)
    return review
