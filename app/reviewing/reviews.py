"""Answering: beginning a review, what it says of claims and of the whole; and a writer reading it."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.database import IN_TURN, now
from app.errors import BadInput, NotFound
from app.jobs import announce
from app.papers.models import Paper
from app.people import links, notices
from app.people.models import SignedLink
from app.people.rules import clean_name
from app.reading import shelf
from app.reading.rules import clean_line, clean_words
from app.reviewing.access import REVIEW, Reviewer, reviewer_of, stage
from app.reviewing.deciding import Answering, Asker, Reviewing, decide_review
from app.reviewing.groups.circle import is_blind
from app.reviewing.invitations import check, facts
from app.reviewing.models import ClaimTick, Invitation, Rating, Request, Review
from app.reviewing.rules import REVIEW_LINK_LIFETIME, Grade, ValueAdd, Verdict, Via, shows
from app.writing.models import Evidence


@dataclass(frozen=True)
class Begun:
    """A review and, for a browser that has nothing to come back to it with, a link and its token."""

    review: Review
    link: SignedLink | None = None
    token: str = ""


def begin(session: Session, reviewer: Reviewer, byline: str) -> Begun:
    """Begin one's review; beginning again gives the same one, and a refusal is taken back.

    Raises Conflict for a writer of the draft, Gone when the ask is over or its link has no answers left.
    """
    invitation = session.get_one(Invitation, reviewer.invitation.id, with_for_update=IN_TURN)
    reviewer = reviewer_of(session, reviewer.actor, invitation.id, reviewer.token)
    check(session, reviewer, Answering.BEGIN)
    invitation.declined_at = None
    if reviewer.review is not None:
        return Begun(reviewer.review)
    if invitation.via is Via.LINK and invitation.link_id:
        links.use(session, session.get_one(SignedLink, invitation.link_id))
    review = Review(
        invitation_id=invitation.id, request_id=reviewer.request.id, revision_id=reviewer.revision.id,
        person_id=reviewer.person.id if reviewer.person else None, byline=_byline(reviewer, byline),
        private=is_blind(session, reviewer.request.batch_id),
    )  # fmt: skip
    session.add(review)
    session.flush()
    announce(session, "reviewing.review_begun", review.id)
    _put_papers_on_shelf(session, reviewer)
    return Begun(review) if reviewer.actor.person else _with_link(session, review, reviewer)


def _with_link(session: Session, review: Review, reviewer: Reviewer) -> Begun:
    """A way back to the review for who has no account: the token their browser brought, so that a second tab, or an
    answer lost on its way, begins no second review."""
    link, token = links.make(
        session, REVIEW, review.id, lifetime=REVIEW_LINK_LIFETIME, person_id=review.person_id, token=reviewer.token
    )
    review.link_id = link.id
    session.flush()
    return Begun(review) if reviewer.token else Begun(review, link, token)


def _put_papers_on_shelf(session: Session, reviewer: Reviewer) -> None:
    """Whoever reviews with an account reads the papers too: arXiv's terms give a full text to its readers only."""
    keys = [paper["key"] for paper in reviewer.revision.papers]
    if reviewer.known:
        for paper_id in session.exec(select(Paper.id).where(col(Paper.key).in_(keys))):
            shelf.begin_reading(session, reviewer.known.id, paper_id)


def _byline(reviewer: Reviewer, given: str) -> str:
    """The name given, else that of a person who joined, else none yet."""
    if given.strip():
        return clean_name(given)
    return reviewer.known.name if reviewer.known else ""


def changeable(session: Session, reviewer: Reviewer, command: Reviewing = Reviewing.CHANGE) -> Review:
    """One's own review, locked and still to be changed. Raises Conflict once it is sent, Gone once the ask is over."""
    stale = reviewer.review
    review = session.get(Review, stale.id, with_for_update=IN_TURN) if stale else None
    taken_back = facts(session, session.get_one(Invitation, reviewer.invitation.id)).taken_back
    decide_review(Asker(stage(review), reviewer.writes), command, taken_back)
    assert review is not None
    return review


def change(
    session: Session, reviewer: Reviewer, sentence: str | None, byline: str | None, said_back: str | None = None
) -> None:
    """Another sentence, another name, other words for what one took from it; what is None stays.

    Raises BadInput, Conflict, Gone.
    """
    review = changeable(session, reviewer)
    if sentence is not None:
        review.sentence = clean_words(sentence)
    if said_back is not None:
        review.said_back = clean_words(said_back)
    if byline is not None:
        review.byline = _byline(reviewer, byline)
    session.flush()


def tick(session: Session, reviewer: Reviewer, evidence_id: str, verdict: Verdict, why: str) -> None:
    """Say of one claim whether its passage carries it. Raises NotFound for a claim that is not of this version."""
    review = changeable(session, reviewer)
    evidence = session.get(Evidence, evidence_id)
    if evidence is None or evidence.revision_id != review.revision_id:
        raise NotFound("This claim is not in the version you were sent. Nothing was changed.")
    session.merge(ClaimTick(review_id=review.id, evidence_id=evidence_id, verdict=verdict, why=clean_line(why)))
    session.flush()


def untick(session: Session, reviewer: Reviewer, evidence_id: str) -> None:
    """Take what one said of a claim back; it shows as not looked at again."""
    review = changeable(session, reviewer)
    if found := session.get(ClaimTick, (review.id, evidence_id)):
        session.delete(found)
        session.flush()


def rate(session: Session, reviewer: Reviewer, value: ValueAdd, grade: Grade) -> None:
    """Say how far the piece carries one of the four things. Raises BadInput where only passages were asked about."""
    review = changeable(session, reviewer)
    if not shows(reviewer.request.kind, whole=not reviewer.request.passages).ratings:
        raise BadInput("This ask is not about the whole piece, so there is nothing to rate. Nothing was changed.")
    session.merge(Rating(review_id=review.id, value=value, grade=grade))
    session.flush()


def unrate(session: Session, reviewer: Reviewer, value: ValueAdd) -> None:
    """Take that back."""
    review = changeable(session, reviewer)
    if found := session.get(Rating, (review.id, value)):
        session.delete(found)
        session.flush()


def arrival(review: Review) -> str:
    """What names the occasion when a review comes."""
    return f"review came {review.id}"


def read(session: Session, review: Review) -> None:
    """A writer of the draft has read it; the first time counts."""
    review = session.get_one(Review, review.id, with_for_update=IN_TURN)
    if review.read_at is None:
        review.read_at = now()
        notices.settle(session, session.get_one(Request, review.request_id).asked_by, arrival(review))
        announce(session, "reviewing.review_read", review.id)
