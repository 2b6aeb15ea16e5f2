"""What becomes of errands for papers, searches and licences: ask arXiv, store what it says, settle them."""

import logging
from collections.abc import Sequence

from sqlmodel import Session, select

from app.errors import StillroomError
from app.papers import importing
from app.papers.arxiv.atom import Entry
from app.papers.arxiv.errors import NotOnArxiv
from app.papers.arxiv.oai import RawRecord
from app.papers.fetching.found import page_of
from app.papers.identifiers import ArxivId
from app.papers.models import ArxivErrand, Paper
from app.papers.queue import errands
from app.papers.queue.holding import Holder
from app.papers.rules import Lane

log = logging.getLogger("stillroom.arxiv")


def papers(holder: Holder, batch: list[ArxivErrand]) -> None:
    """Import papers; one that a person waits for with its licence and versions, which is a second request."""
    wanted = {ArxivId(one.arxiv_id, one.version): one for one in batch}
    with holder.database.transaction() as session:
        for asked in list(wanted):
            if paper := importing.here(session, asked):
                errands.finish(session, _same(session, batch, asked), paper_id=paper.id)
                del wanted[asked]
    if not wanted:
        return
    entries = holder.request(lambda: holder.arxiv.papers(list(wanted)))
    record = _record(holder, next(iter(wanted)).id) if batch[0].lane is Lane.PERSON and entries else None
    with holder.database.transaction() as session:
        for asked in wanted:
            _settle(session, _same(session, batch, asked), asked, entries.get(asked), record)


def search(holder: Holder, batch: list[ArxivErrand]) -> None:
    """Search arXiv; what it finds is kept with the errand."""
    found = holder.request(lambda: holder.arxiv.search(batch[0].words, batch[0].start))
    with holder.database.transaction() as session:
        page = page_of(session, found, batch[0].start)
        errands.finish(session, errands.attached(session, batch), found=page)


def licence(holder: Holder, batch: list[ArxivErrand]) -> None:
    """Ask for the licence and versions of a paper that is here."""
    record = holder.request(lambda: holder.arxiv.record(batch[0].arxiv_id))
    with holder.database.transaction() as session:
        paper = session.exec(select(Paper).where(Paper.arxiv_id == batch[0].arxiv_id)).one()
        importing.remember_record(session, paper, record)
        errands.finish(session, errands.attached(session, batch), paper_id=paper.id)


def _settle(
    session: Session, batch: Sequence[ArxivErrand], asked: ArxivId, entry: Entry | None, record: RawRecord | None
) -> None:
    if entry is None:
        errands.fail(session, batch, NotOnArxiv(_unknown(asked)), again=False)
        return
    paper = importing.store(session, entry, record, batch[0].person_id)
    if record is None:
        errands.ask_for_licence(session, entry.id)
    errands.finish(session, batch, paper_id=paper.id)


def _record(holder: Holder, arxiv_id: str) -> RawRecord | None:
    """The licence and versions; when they cannot be had now the paper is stored without, and it comes later."""
    try:
        return holder.request(lambda: holder.arxiv.record(arxiv_id))
    except StillroomError as error:
        log.info("the record of %s has to wait: %s", arxiv_id, error)
        return None


def _same(session: Session, batch: Sequence[ArxivErrand], asked: ArxivId) -> list[ArxivErrand]:
    return errands.attached(session, [one for one in batch if ArxivId(one.arxiv_id, one.version) == asked])


def _unknown(asked: ArxivId) -> str:
    if asked.version:
        return f"arXiv knows no {asked}: either no such paper, or not this version. Check it, or leave the version out."
    return f"arXiv knows no paper {asked}. Check the number against where you found it."
