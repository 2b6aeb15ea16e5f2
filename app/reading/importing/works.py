"""Which paper here a note of a file is about, by what the file calls it; never by a title."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.papers.identifiers import ArxivId, NoIdentifier, find_doi, parse
from app.papers.importing import here
from app.papers.models import Paper, PaperVersion


def version_named(session: Session, works: Sequence[str]) -> PaperVersion | None:
    """The version that one of these identifiers or addresses names, else the newest here; None when none is here."""
    for work in works:
        paper, number = _paper(session, work.replace("\0", ""))
        if paper:
            query = select(PaperVersion).where(PaperVersion.paper_id == paper.id)
            asked = session.exec(query.where(PaperVersion.number == number)).first() if number else None
            return asked or session.exec(query.order_by(col(PaperVersion.number).desc())).first()
    return None


def name_of(works: Sequence[str]) -> str:
    """What to paste into the box to import the paper: an arXiv id, a DOI, an address; '' when the file names none."""
    dois, addresses = [], []
    for work in works:
        try:
            return f"arXiv:{parse(work).id}"
        except NoIdentifier:
            dois += [doi] if (doi := find_doi(work)) else []
            addresses += [work] if work.startswith(("http://", "https://")) and "zotero.org" not in work else []
    return next(iter([*dois, *addresses]), "")


def _paper(session: Session, work: str) -> tuple[Paper | None, int | None]:
    try:
        asked = parse(work)
        return here(session, ArxivId(asked.id)), asked.version
    except NoIdentifier:
        pass
    if doi := find_doi(work):
        query = select(Paper).join(PaperVersion, col(PaperVersion.paper_id) == Paper.id)
        return session.exec(query.where((col(Paper.doi) == doi) | (col(PaperVersion.doi) == doi))).first(), None
    return session.exec(select(Paper).where(Paper.url == work.strip())).first() if work.strip() else None, None
