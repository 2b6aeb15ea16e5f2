"""How papers hang together: what they cite, what they share, and what their reader has not read yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import case
from sqlalchemy import select as of_columns
from sqlmodel import Session, col, select

from app.papers import papers
from app.papers.cited_works import year
from app.papers.models import Bibliography, Paper, PaperVersion, Reference
from app.papers.references import leading_to
from app.reading.models import ShelfItem
from app.reading.reference_schemas import EdgeOut, GraphOut, NextOut, NodeKind, NodeOut
from app.reading.rules import Progress

NODES_MAXIMUM = 200
PAPERS_MAXIMUM = 500
NEXT_MAXIMUM = 20
_TELLING = 20
"""Letters from which on a title alone says that two entries mean the same work."""


@dataclass(eq=False)
class Work:
    """A work in the graph; `citing` says how often each of the papers asked for cites it."""

    id: str
    paper_id: str | None
    reference_id: str | None = None
    asked: bool = False
    citing: dict[str, int] = field(default_factory=dict)

    @property
    def importance(self) -> tuple[bool, int, int, str]:
        """What is kept first, smallest first: what was asked for, then what most papers lean on most."""
        return not self.asked, -len(self.citing), -sum(self.citing.values()), self.id


def drawn(session: Session, person_id: str, version_ids: Sequence[str] | None) -> GraphOut:
    """The graph of the papers of these versions, or (None) of those on a person's shelf."""
    versions = _versions(session, person_id, version_ids)
    works = sorted(_works(session, versions), key=lambda one: one.importance)
    progress = _progress(session, person_id)
    best = _unread(works, progress)
    kept = sorted(list(dict.fromkeys([*best, *works]))[:NODES_MAXIMUM], key=lambda one: one.importance)
    nodes = _papers(session, kept, progress) | _references(session, kept)
    ids = {work.paper_id: work.id for work in kept if work.asked}
    return GraphOut(
        nodes=[nodes[work.id] for work in kept],
        edges=[
            EdgeOut(source=ids[paper_id], target=work.id, times=times)
            for work in kept
            for paper_id, times in work.citing.items()
            if paper_id in ids
        ],
        next=[NextOut(id=one.id, cited_by=len(one.citing), times=sum(one.citing.values())) for one in best],
        left_out=len(works) - len(kept),
    )


def _versions(session: Session, person_id: str, version_ids: Sequence[str] | None) -> dict[str, str]:
    """A version of each paper by paper id: the one asked for, else the newest, but one whose references are known."""
    if version_ids is None:
        shelf = select(ShelfItem.paper_id).where(ShelfItem.person_id == person_id)
        chosen = shelf.order_by(col(ShelfItem.changed_at).desc()).limit(PAPERS_MAXIMUM)
    else:
        chosen = select(PaperVersion.paper_id).where(col(PaperVersion.id).in_(version_ids))
    query = (
        select(PaperVersion.paper_id, PaperVersion.id, PaperVersion.number, Bibliography.version_id)
        .outerjoin(Bibliography, col(Bibliography.version_id) == PaperVersion.id)
        .where(col(PaperVersion.paper_id).in_(chosen))
    )
    asked = set(version_ids or ())
    rows = sorted(session.exec(query), key=lambda row: (row[3] is not None, row[1] in asked, row[2]))
    return {paper_id: version_id for paper_id, version_id, _, _ in rows}


def _works(session: Session, versions: dict[str, str]) -> Iterable[Work]:
    works = {paper_id: Work(paper_id, paper_id, asked=True) for paper_id in versions}
    of_version = {version_id: paper_id for paper_id, version_id in versions.items()}
    leads = leading_to(session, list(of_version))
    # A row of plain columns, past the mapper: there are thousands.
    told = case((col(Reference.arxiv_id).is_(None) & col(Reference.doi).is_(None), col(Reference.title)), else_="")
    columns = map(col, (Reference.id, Reference.version_id, Reference.times, Reference.arxiv_id, Reference.doi))
    query = of_columns(*columns, told).where(col(Reference.version_id).in_(list(of_version)))
    rows: Iterable[Any] = session.connection().execute(query)
    for reference_id, version_id, times, arxiv_id, doi, title in rows:
        source, paper_id = of_version[version_id], leads.get(reference_id)
        known_by = paper_id or arxiv_id or doi or _folded(title) or reference_id
        work = works.get(known_by)
        if work is None:
            work = works[known_by] = Work(paper_id or reference_id, paper_id)
        if paper_id is None:
            work.id = work.reference_id = min(reference_id, work.reference_id or reference_id)
        if paper_id != source:
            work.citing[source] = work.citing.get(source, 0) + times
    return works.values()


def _folded(title: str) -> str:
    letters = "".join(filter(str.isalnum, title.casefold()))
    return letters if len(letters) >= _TELLING else ""


def _progress(session: Session, person_id: str) -> dict[str, Progress]:
    items = session.exec(select(ShelfItem).where(ShelfItem.person_id == person_id))
    return {item.paper_id: item.progress for item in items}


def _papers(session: Session, works: Sequence[Work], progress: dict[str, Progress]) -> dict[str, NodeOut]:
    ids = [work.paper_id for work in works if work.paper_id]
    newest = papers.newest_versions(session, ids)
    found = {paper.id: paper for paper in session.exec(select(Paper).where(col(Paper.id).in_(ids)))}
    return {
        work.id: _paper(work, found[work.paper_id], newest[work.paper_id], progress.get(work.paper_id))
        for work in works
        if work.paper_id
    }


def _paper(work: Work, paper: Paper, version: PaperVersion, progress: Progress | None) -> NodeOut:
    published = version.published_at or version.updated_at
    return NodeOut(
        id=work.id,
        kind=NodeKind.PAPER,
        key=paper.key,
        label=papers.label(paper, version),
        title=version.title,
        year=published.year if published else None,
        progress=progress,
        cited_by=len(work.citing),
        asked=work.asked,
    )


def _references(session: Session, works: Sequence[Work]) -> dict[str, NodeOut]:
    wanted = {work.reference_id: work for work in works if not work.paper_id}
    rows = session.exec(select(Reference).where(col(Reference.id).in_(list(wanted))))
    return {row.id: _reference(wanted[row.id], row) for row in rows}


def _reference(work: Work, row: Reference) -> NodeOut:
    host = row.url.split("//")[-1].split("/")[0].removeprefix("www.")
    return NodeOut(
        id=work.id,
        kind=NodeKind.REFERENCE,
        key=row.arxiv_id or row.doi or "",
        label=f"arXiv {row.arxiv_id}" if row.arxiv_id else f"doi:{row.doi}" if row.doi else host,
        title=row.title or row.text[:200],
        year=year(row.text),
        progress=None,
        cited_by=len(work.citing),
        asked=False,
        reference_id=row.id,
    )


def _unread(works: Sequence[Work], progress: dict[str, Progress]) -> list[Work]:
    """What the papers cite most and their reader has not begun, best first; the graph leaves none of these out."""
    begun = {paper_id for paper_id, where in progress.items() if where is not Progress.TO_READ}
    unread = [work for work in works if work.citing and work.paper_id not in begun]
    return sorted(unread, key=lambda one: one.importance[1:])[:NEXT_MAXIMUM]
