"""How much is asked of everybody: open asks, asks within a month, asks lately.

For the writers of a draft (`but`, its id) whom they did not pick themselves was not asked about it: else a name that is
kept private could be told by its load.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, or_, select

from app.database import now
from app.people import availability
from app.people.models import Availability
from app.reviewing.choosing import Room
from app.reviewing.models import Invitation, Request, Review
from app.reviewing.rules import GRACE, Chosen
from app.writing.models import Draft

MONTH, LATELY = timedelta(days=30), timedelta(days=90)


def rooms(session: Session, people: list[str], but: str = "") -> dict[str, Room]:
    """How much each of these people takes on, and how much they have."""
    said, waiting, month = (
        availability.of_all(session, people),
        open_asks(session, but),
        _asked_since(session, now() - MONTH, but),
    )
    return {person: _room(said[person], waiting.get(person, 0), month.get(person, 0)) for person in people}


def _room(said: Availability, waiting: int, month: int) -> Room:
    return Room(frozenset(said.refuses), said.at_once, said.per_month, said.away_until, waiting, month)


def open_asks(session: Session, but: str = "") -> dict[str, int]:
    """How many asks wait for each person's answer."""
    sent = select(Review.id).where(Review.invitation_id == Invitation.id, col(Review.sent_at).is_not(None))
    query = (
        select(Invitation.person_id, func.count())
        .join(Request, col(Request.id) == Invitation.request_id)
        .join(Draft, col(Draft.id) == Request.draft_id)
        .where(col(Invitation.person_id).is_not(None), col(Request.withdrawn_at).is_(None))
        .where(col(Invitation.withdrawn_at).is_(None), col(Invitation.declined_at).is_(None))
        .where(col(Invitation.passed_at).is_(None), ~sent.exists(), col(Draft.deleted_at).is_(None))
        .where(Request.due >= now().date() - GRACE, _known(but))
        .group_by(col(Invitation.person_id))
    )
    return {person: count for person, count in session.exec(query) if person}


def asked_lately(session: Session, but: str = "") -> dict[str, int]:
    """How often each person was asked lately, whatever became of it."""
    return _asked_since(session, now() - LATELY, but)


def _known(but: str) -> ColumnElement[bool]:
    return or_(col(Request.draft_id) != but, col(Invitation.chosen) == Chosen.WRITER)


def _asked_since(session: Session, since: datetime, but: str) -> dict[str, int]:
    query = (
        select(Invitation.person_id, func.count())
        .join(Request, col(Request.id) == Invitation.request_id)
        .where(col(Invitation.person_id).is_not(None), Invitation.invited_at >= since, _known(but))
        .group_by(col(Invitation.person_id))
    )
    return {person: count for person, count in session.exec(query) if person}
