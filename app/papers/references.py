"""The references of paper versions: kept once each has been read, and led to the papers that are here."""

from collections.abc import Sequence
from itertools import zip_longest
from operator import itemgetter

from sqlalchemy import func, literal
from sqlmodel import Session, col, select, union_all

from app.papers.bibliography.shapes import Entry, Origin
from app.papers.models import Bibliography, Paper, PaperVersion, Reference, ReferencePaper

MOST = 5_000
"""Entries of one bibliography; a book-long review has a thousand."""
MENTIONS = 100
_LONG, _TITLE, _SHORT = 2_000, 1_000, 300
"""Characters kept of a text or sentence, of a title or address, of a key or heading."""


def store(session: Session, version: PaperVersion, origin: Origin, entries: Sequence[Entry]) -> bool:
    """Keep what a version cites; an entry that names several works becomes as many references. Gives whether it did.

    Idempotent: what was read from HTML or source stays. Only what came from a PDF, or held nothing, gives way to
    something better, and then the papers that were made of its references go on belonging to them.
    """
    known = session.get(Bibliography, version.id)
    made: dict[str, ReferencePaper] = {}
    if known:
        before = session.exec(select(Reference).where(Reference.version_id == version.id)).all()
        if not entries or (before and (known.origin != "pdf" or origin == "pdf")):
            return False
        made = _take_away(session, before)
        known.origin = origin
    else:
        session.add(Bibliography(version_id=version.id, origin=origin))
    references = _rows(version.id, entries[:MOST])
    session.add_all(references)
    session.flush()
    _give_back(session, references, made)
    session.get_one(Paper, version.paper_id).changed += 1
    session.flush()
    return True


def leading_to(session: Session, version_ids: Sequence[str]) -> dict[str, str]:
    """Which paper here each reference of these versions leads to: paper ids by reference id.

    By arXiv id, else DOI (a paper's own or the one its metadata at arXiv gives), else address, else because somebody
    made a paper of it.
    """
    ways = (
        (col(Paper.id), Paper, col(Paper.arxiv_id) == col(Reference.arxiv_id)),
        (col(Paper.id), Paper, col(Paper.doi) == col(Reference.doi)),
        (col(PaperVersion.paper_id), PaperVersion, func.lower(col(PaperVersion.doi)) == col(Reference.doi)),
        (col(Paper.id), Paper, (col(Paper.url) == col(Reference.url)) & (col(Reference.url) != "")),
        (col(ReferencePaper.paper_id), ReferencePaper, col(ReferencePaper.reference_id) == col(Reference.id)),
    )
    found = union_all(
        *(
            select(literal(rank), col(Reference.id), paper_id)
            .join(row, on)
            .where(col(Reference.version_id).in_(version_ids))
            for rank, (paper_id, row, on) in enumerate(ways)
        )
    )
    rows = sorted(session.connection().execute(found), key=itemgetter(0), reverse=True)
    return {reference_id: paper_id for _, reference_id, paper_id in rows}


def citing(session: Session, paper: Paper) -> dict[str, list[Reference]]:
    """The references that lead to a paper, by the version that holds them: of each citing paper the newest such one."""
    dois = select(func.lower(PaperVersion.doi)).where(PaperVersion.paper_id == paper.id, PaperVersion.doi != "")
    made = select(ReferencePaper.reference_id).where(ReferencePaper.paper_id == paper.id)
    named = col(Reference.doi).in_(dois) | col(Reference.id).in_(made)
    for column, value in (
        (col(Reference.arxiv_id), paper.arxiv_id),
        (col(Reference.doi), paper.doi),
        (col(Reference.url), paper.url),
    ):
        named = named | (column == value) if value else named
    query = (
        select(Reference, PaperVersion.paper_id)
        .join(PaperVersion, col(PaperVersion.id) == Reference.version_id)
        .where(named, PaperVersion.paper_id != paper.id)
        .order_by(col(PaperVersion.number), col(Reference.position))
    )
    newest: dict[str, str] = {}
    by_version: dict[str, list[Reference]] = {}
    for reference, paper_id in session.exec(query):
        newest[paper_id] = reference.version_id
        by_version.setdefault(reference.version_id, []).append(reference)
    return {version_id: by_version[version_id] for version_id in newest.values()}


def _rows(version_id: str, entries: Sequence[Entry]) -> list[Reference]:
    works = [
        (entry, arxiv_id, doi, part)
        for entry in entries
        for part, (arxiv_id, doi) in enumerate(list(zip_longest(entry.arxiv, entry.doi)) or [(None, None)])
    ]
    return [_row(version_id, position, *work) for position, work in enumerate(works)]


def _row(version_id: str, position: int, entry: Entry, arxiv_id: str | None, doi: str | None, part: int) -> Reference:
    url = entry.url.strip()
    mentions = [
        {"section": _clean(one.section, _SHORT), "sentence": _clean(one.sentence, _LONG)}
        for one in entry.cited[:MENTIONS]
    ]
    return Reference(
        version_id=version_id,
        position=position,
        key=_clean(entry.key, _SHORT),
        text=_clean(entry.text, _LONG),
        title="" if part else _clean(entry.title, _TITLE),
        arxiv_id=arxiv_id,
        doi=doi if doi and len(doi) <= _SHORT else None,
        url=url if url.startswith(("http://", "https://")) and url == _clean(url, _TITLE) else "",
        times=len(entry.cited),
        mentions=mentions,
    )


def _clean(text: str, most: int) -> str:
    """White space folded, what no database holds left out, cut where it is too long."""
    return " ".join(text.replace("\0", " ").encode("utf-8", "replace").decode().split())[:most]


def _take_away(session: Session, before: Sequence[Reference]) -> dict[str, ReferencePaper]:
    """Delete references; gives what papers were made of them, by what they were known by."""
    known = {one.id: _known_by(one) for one in before}
    kept = session.exec(select(ReferencePaper).where(col(ReferencePaper.reference_id).in_(list(known)))).all()
    for rows in (kept, before):
        for row in rows:
            session.delete(row)
        session.flush()
    return {known[one.reference_id]: one for one in kept}


def _give_back(session: Session, references: Sequence[Reference], made: dict[str, ReferencePaper]) -> None:
    for reference in references:
        if one := made.pop(_known_by(reference), None):
            session.add(ReferencePaper(**{**one.model_dump(), "reference_id": reference.id}))


def _known_by(reference: Reference) -> str:
    return (reference.arxiv_id or reference.doi or reference.title or reference.text).casefold()
