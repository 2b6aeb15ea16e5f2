"""What arXiv's answers mean to us: a paper, its version and authors are stored whole, or not at all."""

from datetime import datetime

from sqlmodel import Session, select

from app.database import now
from app.jobs import announce
from app.papers.arxiv.atom import Entry
from app.papers.arxiv.oai import RawRecord
from app.papers.identifiers import ArxivId
from app.papers.models import Paper, PaperVersion, VersionAuthor


def here(session: Session, asked: ArxivId) -> Paper | None:
    """The paper, when it is here at the version asked for (or at any, when none was)."""
    paper = session.exec(select(Paper).where(Paper.arxiv_id == asked.id)).first()
    if paper is None or asked.version is None:
        return paper
    known = select(PaperVersion.id).where(PaperVersion.paper_id == paper.id, PaperVersion.number == asked.version)
    return paper if session.exec(known).first() else None


def store(session: Session, entry: Entry, record: RawRecord | None, person_id: str | None) -> Paper:
    """Keep what arXiv said of one version of a paper; what was there stays. Idempotent.

    `record` None (arXiv's records could not be asked) leaves the licence unknown and the history without sizes.
    """
    paper = session.exec(select(Paper).where(Paper.arxiv_id == entry.id)).first()
    if paper is None:
        paper = Paper(key=entry.id, arxiv_id=entry.id, added_by=person_id)
        session.add(paper)
        session.flush()
    _remember_history(paper, entry, record)
    newest = entry.version >= paper.newest
    if newest and entry.withdrawn != (paper.withdrawn_at is not None):
        paper.withdrawn_at = now() if entry.withdrawn else None
    version = session.exec(
        select(PaperVersion).where(PaperVersion.paper_id == paper.id, PaperVersion.number == entry.version)
    ).first()
    if version is None:
        version = _version(paper, entry)
        session.add(version)
        session.flush()
        session.add_all(
            VersionAuthor(version_id=version.id, position=position, name=name, affiliation="; ".join(where))
            for position, (name, where) in enumerate(zip(entry.authors, entry.affiliations, strict=True))
        )
        announce(session, "papers.version_found", version.id)
    know_licence(version, record)
    paper.changed += 1
    session.flush()
    return paper


def remember_record(session: Session, paper: Paper, record: RawRecord) -> None:
    """Keep a record that came later than its paper: history, and the newest version's licence."""
    _merge_history(paper, record)
    versions = session.exec(select(PaperVersion).where(PaperVersion.paper_id == paper.id))
    for version in versions:
        know_licence(version, record)
    paper.changed += 1


def know_licence(version: PaperVersion, record: RawRecord | None) -> None:
    """Fill in a licence that was not known: OAI-PMH gives the newest version's, so those of older ones stay unknown."""
    if record and version.licence is None and version.number == record.versions[-1].number:
        version.licence = record.licence


def _remember_history(paper: Paper, entry: Entry, record: RawRecord | None) -> None:
    known: dict[int, dict[str, object]] = {mark["number"]: mark for mark in paper.history}
    for number in range(1, entry.version + 1):
        at: datetime | None = entry.published if number == 1 else entry.updated if number == entry.version else None
        known.setdefault(number, {"number": number, "at": at.isoformat() if at else None, "size": ""})
    paper.history = [known[number] for number in sorted(known)]
    if record:
        _merge_history(paper, record)


def _merge_history(paper: Paper, record: RawRecord) -> None:
    known = {mark["number"]: mark for mark in paper.history}
    for version in record.versions:
        known[version.number] = {"number": version.number, "at": version.created.isoformat(), "size": version.size}
    paper.history = [known[number] for number in sorted(known)]


def _version(paper: Paper, entry: Entry) -> PaperVersion:
    return PaperVersion(
        paper_id=paper.id,
        number=entry.version,
        title=entry.title,
        abstract=entry.abstract,
        categories=entry.categories,
        published_at=entry.published,
        updated_at=entry.updated,
        comment=entry.comment or "",
        journal_ref=entry.journal_ref or "",
        doi=entry.doi or "",
    )
