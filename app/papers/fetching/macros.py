"""The macros of a version's own source: fetched when a person asks, read apart, kept with the errand."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

from pydantic import TypeAdapter
from sqlmodel import Session, col, select

from app.papers.bibliography.macros import PaperMacro
from app.papers.fetching import sources
from app.papers.fulltext import apart
from app.papers.models import ArxivErrand, PaperVersion
from app.papers.queue import errands
from app.papers.queue.holding import Holder
from app.papers.rules import ErrandKind, ErrandState, Lane

NONE = "arXiv has no source of {asked}, so its macros are not known."
_macros = TypeAdapter(list[PaperMacro])


def ask(session: Session, version: PaperVersion, person_id: str) -> ArxivErrand:
    """The errand for the macros of a version: the one that brought them, else one that waits, whoever asked."""
    known = newest(session, version)
    if known and known.state is ErrandState.DONE:
        return known
    return errands.ask_for_document(session, version, ErrandKind.MACROS, person_id, Lane.PERSON)


def newest(session: Session, version: PaperVersion) -> ArxivErrand | None:
    """The errand asked last for the macros of a version."""
    query = select(ArxivErrand).where(ArxivErrand.version_id == version.id, ArxivErrand.kind == ErrandKind.MACROS)
    return session.exec(query.order_by(col(ArxivErrand.asked_at).desc())).first()


def kept(errand: ArxivErrand) -> list[PaperMacro]:
    """What an errand brought; [] while it is under way."""
    return _macros.validate_python(errand.found["macros"]) if errand.found else []


def fetch(holder: Holder, batch: list[ArxivErrand]) -> Callable[[], None]:
    """Ask arXiv for a source; gives what is left to do, to read its macros. Raises NotOnArxiv and Upstream."""
    return sources.fetch_source(holder, batch[0], NONE, _read)


def _read(holder: Holder, errand: ArxivErrand, source: Path) -> None:
    found = apart.read("macros", source, _macros)
    with holder.database.transaction() as session:
        errands.finish(
            session,
            errands.attached(session, [errand]),
            found={"macros": [dataclasses.asdict(one) for one in found]},
        )
