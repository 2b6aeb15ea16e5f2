"""Errands at arXiv: put one in its lane, see where it stands, write down what became of it."""

import math
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.database import now
from app.errors import NotFound, StillroomError
from app.jobs import Lease
from app.papers.identifiers import ArxivId
from app.papers.models import ArxivErrand
from app.papers.rules import SPACING_SECONDS, ErrandKind, ErrandState, Lane
from app.papers.turns import REQUESTS_PER_IMPORT, Waiting, in_turn, requests_before

LEASE = "arxiv"
TRIES = 5
_FAIRNESS_WINDOW = timedelta(hours=1)


def ask_for_paper(session: Session, asked: ArxivId, person_id: str | None, lane: Lane) -> ArxivErrand:
    """An errand for one paper; the same person's waiting errand for it is used again."""
    same = select(ArxivErrand).where(
        ArxivErrand.kind == ErrandKind.IMPORT,
        ArxivErrand.state == ErrandState.WAITING,
        ArxivErrand.lane == lane,
        ArxivErrand.arxiv_id == asked.id,
        ArxivErrand.version == asked.version,
        ArxivErrand.person_id == person_id,
    )
    if found := session.exec(same).first():
        return found
    return _add(
        session,
        ArxivErrand(kind=ErrandKind.IMPORT, person_id=person_id, lane=lane, arxiv_id=asked.id, version=asked.version),
    )


def ask_for_search(session: Session, words: str, start: int, person_id: str) -> ArxivErrand:
    """An errand for ten search results from `start`."""
    return _add(
        session, ArxivErrand(kind=ErrandKind.SEARCH, person_id=person_id, lane=Lane.PERSON, words=words, start=start)
    )


def ask_for_licence(session: Session, arxiv_id: str) -> None:
    """An errand, in the last lane, for the licence and versions of a paper that is here."""
    waiting = select(ArxivErrand.id).where(
        ArxivErrand.kind == ErrandKind.LICENCE,
        ArxivErrand.state == ErrandState.WAITING,
        ArxivErrand.arxiv_id == arxiv_id,
    )
    if session.exec(waiting).first() is None:
        _add(session, ArxivErrand(kind=ErrandKind.LICENCE, lane=Lane.WATCH, arxiv_id=arxiv_id))


def own(session: Session, errand_id: str, person_id: str) -> ArxivErrand:
    """An errand of this person's. Raises NotFound."""
    errand = session.get(ArxivErrand, errand_id)
    if errand is None or errand.person_id != person_id:
        raise NotFound
    return errand


def queue(session: Session) -> list[Waiting]:
    """Everything that may go to arXiv now, in the order it will be served."""
    rows = session.exec(
        select(ArxivErrand).where(ArxivErrand.state == ErrandState.WAITING, col(ArxivErrand.not_before) <= now())
    )
    waiting = [Waiting(one.id, one.person_id, one.lane, one.asked_at, _requests(one)) for one in rows]
    recent = (
        select(ArxivErrand.person_id, func.max(ArxivErrand.settled_at))
        .where(col(ArxivErrand.settled_at) > now() - _FAIRNESS_WINDOW)
        .group_by(col(ArxivErrand.person_id))
    )
    return in_turn(waiting, {person: at for person, at in session.exec(recent) if at is not None})


def standing(session: Session, errand: ArxivErrand) -> tuple[int, int]:
    """How many requests go to arXiv before this errand, and about how many seconds until it is answered."""
    before = requests_before(queue(session), errand.id)
    lease = session.get(Lease, LEASE)
    pause = (lease.until - now()).total_seconds() if lease and lease.holder == "pause" else 0.0
    return before, math.ceil(max(pause, 0.0) + (before + _requests(errand)) * SPACING_SECONDS)


def finish(
    session: Session,
    errands: Sequence[ArxivErrand],
    *,
    paper_id: str | None = None,
    found: dict[str, Any] | None = None,
) -> None:
    """They are done."""
    for errand in errands:
        errand.state, errand.settled_at, errand.sentence = ErrandState.DONE, now(), ""
        errand.paper_id, errand.found = paper_id or errand.paper_id, found


def fail(session: Session, errands: Sequence[ArxivErrand], error: StillroomError, *, again: bool) -> None:
    """They did not succeed: a person who waits is told at once; others are tried `again` later, up to five times."""
    for errand in errands:
        errand.tries += 1
        errand.sentence = error.sentence
        if again and errand.lane is not Lane.PERSON and errand.tries < TRIES:
            errand.not_before = now() + timedelta(seconds=max(error.retry_after or 0, 30 * 2**errand.tries))
        else:
            errand.state, errand.settled_at = ErrandState.FAILED, now()


def _add(session: Session, errand: ArxivErrand) -> ArxivErrand:
    session.add(errand)
    session.flush()
    return errand


def _requests(errand: ArxivErrand) -> int:
    return REQUESTS_PER_IMPORT if errand.kind is ErrandKind.IMPORT and errand.lane is Lane.PERSON else 1
