"""Errands at arXiv: put one in its lane, see where it stands, write down what became of it."""

import math
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.database import now
from app.errors import NotFound, StillroomError
from app.jobs import Lease
from app.papers.identifiers import ArxivId
from app.papers.models import ArxivErrand, Paper, PaperVersion
from app.papers.queue.turns import REQUESTS_PER_IMPORT, Waiting, in_turn, requests_before
from app.papers.rules import FOLLOWING, SPACING_SECONDS, ErrandKind, ErrandState, Lane

LEASE = "arxiv"
PAUSE = "pause"
"""Holds the lease while arXiv wants nobody to ask."""
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


def ask_for_document(
    session: Session, version: PaperVersion, kind: ErrandKind, person_id: str | None, lane: Lane, name: str = ""
) -> ArxivErrand:
    """The errand for a text, PDF, source or (by its `name`) figure of a version at arXiv: one waits, whoever asks.

    A person's asking brings one that waits in a later lane to theirs."""
    # On PostgreSQL two who ask at once would each find none waiting, but for this lock.
    session.exec(select(PaperVersion.id).where(PaperVersion.id == version.id).with_for_update()).one()
    waiting = session.exec(
        select(ArxivErrand).where(
            ArxivErrand.kind == kind,
            ArxivErrand.version_id == version.id,
            ArxivErrand.words == name,
            col(ArxivErrand.state).in_([ErrandState.WAITING, ErrandState.READING]),
        )
    ).first()
    if waiting is None:
        paper = session.get_one(Paper, version.paper_id)
        errand = ArxivErrand(kind=kind, person_id=person_id, lane=lane, version_id=version.id, words=name)
        errand.arxiv_id, errand.version, errand.paper_id = paper.arxiv_id or "", version.number, paper.id
        return _add(session, errand)
    if waiting.lane is not lane and lane is Lane.PERSON:
        waiting.lane, waiting.person_id, waiting.asked_at = lane, person_id, now()
        if waiting.state is ErrandState.WAITING:
            waiting.not_before = now()
    return waiting


def being_read(session: Session, errand: ArxivErrand, within: timedelta) -> None:
    """What it asked for came. When it is not settled `within` that time, whoever read it is gone: it is asked again."""
    errand.state, errand.not_before = ErrandState.READING, now() + within


def own(session: Session, errand_id: str, person_id: str) -> ArxivErrand:
    """An errand of this person's. Raises NotFound."""
    errand = session.get(ArxivErrand, errand_id)
    if errand is None or errand.person_id != person_id:
        raise NotFound
    return errand


def queue(session: Session, without: Collection[ErrandKind] = ()) -> list[Waiting]:
    """Everything that may go to arXiv now, in the order it will be served; `without` some kinds."""
    rows = session.exec(
        select(ArxivErrand).where(
            col(ArxivErrand.state).in_([ErrandState.WAITING, ErrandState.READING]),
            col(ArxivErrand.not_before) <= now(),
            col(ArxivErrand.kind).not_in(list(without)),
        )
    )
    waiting = [
        Waiting(one.id, one.person_id, one.lane, one.asked_at, _requests(one), one.kind in FOLLOWING) for one in rows
    ]
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
    pause = (lease.until - now()).total_seconds() if lease and lease.holder == PAUSE else 0.0
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
    """They did not succeed: a person who waits is told at once; others are tried `again` later, up to five times.

    Nobody waits for what follows by itself, so it is tried again as well."""
    for errand in errands:
        errand.tries += 1
        errand.sentence = error.sentence
        waited_for = errand.lane is Lane.PERSON and errand.kind not in FOLLOWING
        if again and not waited_for and errand.tries < TRIES:
            errand.state = ErrandState.WAITING
            errand.not_before = now() + timedelta(seconds=max(error.retry_after or 0, 30 * 2**errand.tries))
        else:
            errand.state, errand.settled_at = ErrandState.FAILED, now()


def attached(session: Session, errands: Sequence[ArxivErrand]) -> list[ArxivErrand]:
    """The same errands as this session's own, for changing them."""
    return [session.get_one(ArxivErrand, one.id) for one in errands]


def _add(session: Session, errand: ArxivErrand) -> ArxivErrand:
    session.add(errand)
    session.flush()
    return errand


def _requests(errand: ArxivErrand) -> int:
    return REQUESTS_PER_IMPORT if errand.kind is ErrandKind.IMPORT and errand.lane is Lane.PERSON else 1
