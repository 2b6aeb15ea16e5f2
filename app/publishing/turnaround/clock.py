"""The turn-around clock: asked, first answer, published; of the instance from what is public, and of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.database import now
from app.people.models import Person
from app.publishing.models import Publication, Release, Withdrawal
from app.publishing.rules import Audience
from app.publishing.turnaround.rules import FEWEST, FEWEST_PIECES, Spread, Wait, spread
from app.publishing.turnaround.schemas import OwnClock
from app.reviewing.models import Request, Review
from app.writing.access import visible_drafts

LATELY = timedelta(days=365)
SHOWN = 20
"""So many of one's own."""


@dataclass(frozen=True)
class Asked:
    """One ask: when it was made, first answered and taken back, and when its draft was first published after that."""

    draft_id: str
    asked: datetime
    answered: datetime | None
    withdrawn: datetime | None
    published: datetime | None


def answers(session: Session) -> Spread | None:
    """From asking to the first answer, over the past year's asks about public pieces; None: too few to tell."""
    asked = _asked(session, _public(session))
    ends = [(one.answered or one.withdrawn or now()) - one.asked for one in asked]
    return _spread(asked, [Wait(took, one.answered is not None) for one, took in zip(asked, ends, strict=True)])


def publishing(session: Session) -> Spread | None:
    """From the first answer to what was published next, over the same; what was never changed again does not count."""
    asked = [one for one in _asked(session, _public(session)) if one.answered and one.published]
    return _spread(asked, [Wait(one.published - one.answered) for one in asked if one.answered and one.published])


def own(session: Session, person: Person) -> list[OwnClock]:
    """The asks of the drafts somebody has a part in that were answered, newest first."""
    titles = {draft.id: draft.title for draft in session.exec(visible_drafts(person))}
    return [
        OwnClock(
            draft_id=one.draft_id, title=titles[one.draft_id], asked_at=one.asked, answered_at=one.answered,
            published_at=one.published,
        )
        for one in reversed(_asked(session, list(titles)))
        if one.answered
    ][:SHOWN]  # fmt: skip


def _public(session: Session) -> list[str]:
    """The drafts of pieces that everyone may read."""
    taken_back = select(Withdrawal.publication_id)
    query = select(Publication.draft_id).where(Publication.audience == Audience.EVERYONE)
    return list(session.exec(query.where(col(Publication.id).not_in(taken_back))))


def _asked(session: Session, drafts: Sequence[str]) -> list[Asked]:
    """The past year's asks about these drafts, oldest first."""
    first = func.min(col(Review.sent_at))
    query = (
        select(Request, first)
        .join(Review, (col(Review.request_id) == Request.id) & col(Review.sent_at).is_not(None), isouter=True)
        .where(col(Request.draft_id).in_(drafts), Request.asked_at >= now() - LATELY)
        .group_by(col(Request.id))
        .order_by(col(Request.asked_at), col(Request.id))
    )
    released = _released(session, drafts)
    return [
        Asked(
            request.draft_id, request.asked_at, answered, request.withdrawn_at,
            next((at for at in released.get(request.draft_id, ()) if answered and at >= answered), None),
        )
        for request, answered in session.exec(query)
    ]  # fmt: skip


def _released(session: Session, drafts: Sequence[str]) -> dict[str, list[datetime]]:
    """When each draft was published, and updated, in order."""
    query = (
        select(Publication.draft_id, Release.released_at)
        .join(Release, col(Release.publication_id) == Publication.id)
        .where(col(Publication.draft_id).in_(drafts))
        .order_by(col(Release.released_at))
    )
    found: dict[str, list[datetime]] = {}
    for draft_id, moment in session.exec(query):
        found.setdefault(draft_id, []).append(moment)
    return found


def _spread(asked: Sequence[Asked], waits: Sequence[Wait]) -> Spread | None:
    if len(asked) < FEWEST or len({one.draft_id for one in asked}) < FEWEST_PIECES:
        return None
    return spread(waits)
