"""Who may answer an invitation, and who may read what came back.

A reviewer is the person asked, or whoever holds the invitation's link or the link of a review begun with it. They see
one saved version and their own review; the draft's writers see a review once it is sent; for everybody else there is
nothing here. The dependencies load in a short transaction of their own, so that nothing is open while others render.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session, col, or_, select

from app.errors import NotFound
from app.people.access import Actor, ActorDep, PersonDep
from app.people.models import Person
from app.reviewing.models import Invitation, Request, Review
from app.reviewing.rules import Reviewing, Stage, Via, decide_review
from app.web import DatabaseDep, admits
from app.writing.access import editable_draft, visible_draft
from app.writing.models import CoAuthor, Draft, Revision

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

    @property
    def stage(self) -> Stage:
        """Where their own review stands."""
        return stage(self.review)

    @property
    def known(self) -> bool:
        """Whether a name to sign with is known: that of somebody who joined."""
        return self.person is not None and self.person.joined_at is not None


def stage(review: Review | None) -> Stage:
    """Where a review stands."""
    if review is None:
        return Stage.NONE
    return Stage.SENT if review.sent_at else Stage.UNSENT


def reviewer_of(session: Session, actor: Actor, invitation_id: str) -> Reviewer:
    """The actor as a reviewer by this invitation. Raises NotFound when they are none."""
    invitation = session.get(Invitation, invitation_id)
    if invitation is None:
        raise NotFound(OPEN_IT_AGAIN)
    review = _own_review(session, actor, invitation)
    if review is None and not _asked(actor, invitation):
        raise NotFound(OPEN_IT_AGAIN)
    request = session.get_one(Request, invitation.request_id)
    person = _answering(session, actor, invitation)
    return Reviewer(
        actor=actor, invitation=invitation, request=request, revision=session.get_one(Revision, request.revision_id),
        person=person, review=review,
        writes=writes(session, request.draft_id, person) or writes(session, request.draft_id, actor.person),
    )  # fmt: skip


def _asked(actor: Actor, invitation: Invitation) -> bool:
    in_person = actor.person is not None and actor.person.id == invitation.person_id
    return in_person or actor.link(INVITATION, invitation.id) is not None


def _own_review(session: Session, actor: Actor, invitation: Invitation) -> Review | None:
    """The actor's review. What was sent to one address has one answer, whichever device its holder goes on with."""
    query = select(Review).where(Review.invitation_id == invitation.id)
    if invitation.via is Via.LINK or not _asked(actor, invitation):
        held = col(Review.id).in_([link.subject for link in actor.links if link.purpose == REVIEW])
        query = query.where(or_(held, Review.person_id == actor.person.id) if actor.person else held)
    return session.exec(query.order_by(col(Review.begun_at)).limit(1)).first()


def _answering(session: Session, actor: Actor, invitation: Invitation) -> Person | None:
    """Whose answer it will be: a person asked by name answers as nobody else; others as whoever is signed in."""
    if invitation.person_id and (invitation.via is Via.PERSON or actor.person is None):
        return session.get_one(Person, invitation.person_id)
    return actor.person


def writes(session: Session, draft_id: str, person: Person | None) -> bool:
    """Whether the person is among the draft's co-authors, in whatever part."""
    return person is not None and session.get(CoAuthor, (draft_id, person.id)) is not None


@admits
def _invited(invitation_id: str, actor: ActorDep, database: DatabaseDep) -> Reviewer:
    with database.transaction(read_only=True) as session:
        return reviewer_of(session, actor, invitation_id)


@admits
def _own(review_id: str, actor: ActorDep, database: DatabaseDep) -> Reviewer:
    with database.transaction(read_only=True) as session:
        return _as_its_reviewer(session, review_id, actor)


def _as_its_reviewer(session: Session, review_id: str, actor: Actor) -> Reviewer:
    review = session.get(Review, review_id)
    reviewer = reviewer_of(session, actor, review.invitation_id) if review else None
    if reviewer is None or reviewer.review is None or reviewer.review.id != review_id:
        raise NotFound(OPEN_IT_AGAIN)
    return reviewer


@dataclass(frozen=True)
class Reader:
    """Somebody who may read a review: its own writer (`mine`), or a writer of the draft once it was sent."""

    review: Review
    person: Person | None
    mine: bool


@admits
def _reader(review_id: str, actor: ActorDep, database: DatabaseDep) -> Reader:
    with database.transaction(read_only=True) as session:
        try:
            own = _as_its_reviewer(session, review_id, actor)
        except NotFound:
            return Reader(_sent_to(session, review_id, actor), actor.person, mine=False)
        return Reader(session.get_one(Review, review_id), own.person, mine=True)


def _sent_to(session: Session, review_id: str, actor: Actor) -> Review:
    """A sent review of a draft the actor writes. Raises NotFound for every other."""
    review = session.get(Review, review_id)
    if review is None or actor.person is None:
        raise NotFound(OPEN_IT_AGAIN)
    decide_review(stage(review), Reviewing.READ, taken_back=False)
    visible_draft(session, actor.person, session.get_one(Request, review.request_id).draft_id)
    return review


@admits
def _arrived(review_id: str, person: PersonDep, database: DatabaseDep) -> Reader:
    with database.transaction(read_only=True) as session:
        return Reader(_sent_to(session, review_id, Actor(person)), person, mine=False)


@dataclass(frozen=True)
class Desk:
    """A writer of a draft, at its Review tab."""

    person: Person
    draft: Draft


@admits
def _at_review(draft_id: str, person: PersonDep, database: DatabaseDep) -> Desk:
    with database.transaction(read_only=True) as session:
        return Desk(person, visible_draft(session, person, draft_id))


@admits
def _asking(draft_id: str, person: PersonDep, database: DatabaseDep) -> Desk:
    with database.transaction(read_only=True) as session:
        return Desk(person, editable_draft(session, person, draft_id))


@admits
def _own_ask(ask_id: str, person: PersonDep, database: DatabaseDep) -> Request:
    with database.transaction(read_only=True) as session:
        request = session.get(Request, ask_id)
        if request is None:
            raise NotFound
        editable_draft(session, person, request.draft_id)
        return request


@admits
def _own_invitation(invitation_id: str, person: PersonDep, database: DatabaseDep) -> Invitation:
    with database.transaction(read_only=True) as session:
        invitation = session.get(Invitation, invitation_id)
        if invitation is None:
            raise NotFound
        editable_draft(session, person, session.get_one(Request, invitation.request_id).draft_id)
        return invitation


Invited = Annotated[Reviewer, Depends(_invited)]
OwnReview = Annotated[Reviewer, Depends(_own)]
ReadableReview = Annotated[Reader, Depends(_reader)]
ArrivedReview = Annotated[Reader, Depends(_arrived)]
AtReview = Annotated[Desk, Depends(_at_review)]
Asking = Annotated[Desk, Depends(_asking)]
OwnAsk = Annotated[Request, Depends(_own_ask)]
OwnInvitation = Annotated[Invitation, Depends(_own_invitation)]
