"""A ready-made ask: what a writer would most likely want next, everything filled in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.people.exclusions import apart_from
from app.people.models import Person
from app.reviewing.models import Review
from app.reviewing.rules import AskKind, propose_due
from app.reviewing.sentences import Scope, to_the_writer
from app.writing import unsure
from app.writing.models import CoAuthor, Draft

MINUTES = 20
PEOPLE_MAXIMUM = 20


@dataclass(frozen=True)
class Proposal:
    """An ask to change or to send as it is. `people` could be asked: never the draft's own writers."""

    kind: AskKind
    passages: list[dict[str, Any]]
    minutes: int
    due: date
    sentence: str
    people: list[Person]


def propose(session: Session, draft: Draft, today: date) -> Proposal:
    """The places the writer is unsure of, when there are any; else whether the whole is right."""
    passages: list[dict[str, Any]] = [
        {"unsure_id": mark.id, "anchor": mark.anchor, "question": mark.question}
        for mark in unsure.open_marks(session, draft.id)
    ]
    due = propose_due(today)
    sentence = to_the_writer(AskKind.CORRECTNESS, Scope.of(passages), "somebody", MINUTES, due, today)
    return Proposal(AskKind.CORRECTNESS, passages, MINUTES, due, sentence, _people(session, draft))


def _people(session: Session, draft: Draft) -> list[Person]:
    """People here who do not write this draft, and whom nobody excluded; those who have reviewed most come first."""
    sent = (
        select(Review.person_id, func.count().label("sent"))
        .where(col(Review.sent_at).is_not(None))
        .group_by(col(Review.person_id))
        .subquery()
    )
    own = select(CoAuthor.person_id).where(CoAuthor.draft_id == draft.id)
    apart = apart_from(session.exec(own))
    query = (
        select(Person)
        .join(sent, sent.c.person_id == Person.id, isouter=True)
        .where(col(Person.joined_at).is_not(None), col(Person.suspended_at).is_(None), col(Person.id).not_in(own))
        .where(col(Person.id).not_in(apart))
        .order_by(func.coalesce(sent.c.sent, 0).desc(), col(Person.name), col(Person.id))
    )
    return list(session.exec(query.limit(PEOPLE_MAXIMUM)))
