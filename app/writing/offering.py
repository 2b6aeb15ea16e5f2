"""What can be cited, found as one types: papers here, what they cite, and the works the draft keeps."""

import re

from sqlmodel import Session, col, func, select

from app.papers.catalogue import Catalogue, Entry, Field, Hit
from app.papers.models import Paper, PaperVersion, Reference
from app.papers.papers import address, authors_of
from app.writing import citations, csl, items, works
from app.writing.models import DraftWork
from app.writing.names import plain
from app.writing.schemas import OfferedOut

_BEFORE = re.compile(r"\s*(?:(?:arxiv|doi|bib|paper)\s*:|https?://(?:arxiv\.org/\w+/|(?:dx\.)?doi\.org/))\s*", re.I)
_OWN = 3.0
"""By how much a work that the draft keeps goes before others that answer as well."""


def offer(session: Session, catalogue: Catalogue, draft_id: str, words: str, limit: int = 12) -> list[OfferedOut]:
    """The works that answer the words best (of a title, names, a year, a key), those of the draft among them."""
    asked = _BEFORE.sub("", words.replace("\0", ""), count=1)
    kept = _kept(session, catalogue, draft_id, asked, limit)
    hits = catalogue.search(session, asked, limit)
    found = [*kept, *zip((hit.score for hit in hits), _out(session, hits), strict=True)]
    once: dict[str, OfferedOut] = {}
    for _, one in sorted(found, key=lambda scored: -scored[0]):
        if one is not None:
            once.setdefault(one.key or one.reference_id, one)
    return list(once.values())[:limit]


def _out(session: Session, hits: list[Hit]) -> list[OfferedOut | None]:
    """Hits as they go out; None for what went since it was read."""
    versions = [hit.version_id for hit in hits if hit.version_id]
    query = select(PaperVersion, Paper).join(Paper, col(Paper.id) == PaperVersion.paper_id)
    rows = session.exec(query.where(col(PaperVersion.id).in_(versions))).all() if versions else []
    papers = {version.id: (paper, version) for version, paper in rows}
    authors = authors_of(session, papers)
    wanted = [one for hit in hits if not hit.version_id for one in hit.references]
    found = session.exec(select(Reference).where(col(Reference.id).in_(wanted))).all() if wanted else []
    references = {reference.id: reference for reference in found}
    offered: list[OfferedOut | None] = []
    for hit in hits:
        if hit.version_id in papers:
            paper, version = papers[hit.version_id]
            offered.append(_paper(hit, paper, version, authors[version.id]))
        else:
            said = [references[one] for one in hit.references if one in references]
            offered.append(_reference(hit, items.best(said)) if said else None)
    return offered


def _paper(hit: Hit, paper: Paper, version: PaperVersion, authors: list[str]) -> OfferedOut:
    item = items.of_paper(paper, version, authors)
    found = citations.Found(item, "", address(paper, version), paper.key)
    shown = works.out(citations.key_of(paper), found)
    return OfferedOut(**shown.model_dump(), cited_by=hit.cited_by)


def _reference(hit: Hit, reference: Reference) -> OfferedOut:
    shown = works.out(items.key_of(reference), citations.Found(items.of_reference(reference), ""))
    return OfferedOut(**shown.model_dump(), reference_id=reference.id, cited_by=hit.cited_by)


def _kept(
    session: Session, catalogue: Catalogue, draft_id: str, words: str, limit: int
) -> list[tuple[float, OfferedOut]]:
    """What the draft keeps and the words find, with how well."""
    query = select(func.count(), func.max(DraftWork.added_at)).where(DraftWork.draft_id == draft_id)
    count, newest = session.exec(query).one()
    if not count:
        return []
    hits = catalogue.search_apart(draft_id, f"{count} {newest}", lambda: _entries(session, draft_id), words, limit)
    chosen = select(DraftWork).where(DraftWork.draft_id == draft_id, col(DraftWork.key).in_([key for _, key in hits]))
    rows = {row.key: row for row in session.exec(chosen)}
    return [
        (score + _OWN, OfferedOut(**works.out(key, citations.Found(rows[key].work, key)).model_dump()))
        for score, key in hits
        if key in rows
    ]


def _entries(session: Session, draft_id: str) -> list[Entry]:
    rows = session.exec(select(DraftWork).where(DraftWork.draft_id == draft_id)).all()
    return [Entry(row.key, row.key, _about(row.key, row.work), own=True) for row in rows]


def _about(key: str, item: csl.Item) -> list[tuple[Field, str]]:
    people = [plain(name) for name in csl.authors(item)]
    known_by = f"{key} {item.get('DOI', '')} {csl.arxiv_id(item)}"
    return [
        (Field.FIRST, people[0] if people else ""),
        (Field.PEOPLE, " ".join(people[1:])),
        (Field.TITLE, str(item.get("title", ""))),
        (Field.KNOWN_BY, known_by),
        (Field.REST, f"{csl.year(item)} {csl.container(item)}"),
    ]
