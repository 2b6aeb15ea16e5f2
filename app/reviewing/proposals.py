"""Ready-made asks: what a writer would most likely want next, everything filled in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.markup import Needs
from app.people.exclusions import apart_from
from app.people.models import Person
from app.reviewing.claiming import Offered, offered
from app.reviewing.models import Review
from app.reviewing.rules import AskKind, claims_in, propose_due
from app.reviewing.sentences import Scope, to_the_writer
from app.writing import text, unsure
from app.writing.models import CoAuthor, Draft, UnsureMark
from app.writing.rules import Kind

MINUTES = 20
PEOPLE_MAXIMUM = 20
WHOM = {AskKind.CLARITY: "somebody like your reader"}


@dataclass(frozen=True)
class Proposal:
    """An ask to change or to send as it is."""

    kind: AskKind
    passages: list[dict[str, Any]]
    minutes: int
    due: date
    sentence: str


@dataclass(frozen=True)
class Proposed:
    """The asks that are proposed together, what else can be asked about, and people here who could be asked: never the
    draft's own writers."""

    asks: list[Proposal]
    marks: list[UnsureMark] = field(default_factory=list)
    claims: list[Offered] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)


def propose(session: Session, draft: Draft, needed: Needs, today: date) -> Proposed:
    """Two asks: one person who knows the field, one like the stated reader. Of a proposal: where it fails.

    The first is about the places the writer is unsure of and the claims, as many as the minutes allow.
    """
    marks = unsure.open_marks(session, draft.id)
    claims = offered(session, draft, text.body(session, draft.id), needed)
    first = AskKind.FAILURE if draft.kind is Kind.PROPOSAL else AskKind.CORRECTNESS
    passages = chosen(marks, claims, MINUTES) if first is AskKind.CORRECTNESS else []
    asks = [_proposal(first, passages, today), _proposal(AskKind.CLARITY, [], today)]
    return Proposed(asks, marks, claims, _people(session, draft))


def chosen(marks: Sequence[UnsureMark], claims: Sequence[Offered], minutes: int) -> list[dict[str, Any]]:
    """What to look at in so many minutes: the marks, then claims, those first that nobody has looked at; in order."""
    room = max(0, claims_in(minutes) - len(marks))
    return [
        *({"unsure_id": mark.id, "anchor": mark.anchor, "question": mark.question} for mark in marks),
        *(claim.passage() for claim in claims if claim.rank < room),
    ]


def _proposal(kind: AskKind, passages: list[dict[str, Any]], today: date) -> Proposal:
    due = propose_due(today)
    sentence = to_the_writer(kind, Scope.of(passages), WHOM.get(kind, "somebody"), MINUTES, due, today)
    return Proposal(kind, passages, MINUTES, due, sentence)


def _people(session: Session, draft: Draft) -> list[Person]:
    """People here who do not write this draft, and whom nobody excluded; those who have reviewed most come first."""
    sent = (
        select(Review.person_id, func.count().label("sent"))
        .where(col(Review.sent_at).is_not(None), ~col(Review.private))
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
