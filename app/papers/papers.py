"""Papers as they are shown: rows for lists, one version in full, the text that anchors refer to."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from app.errors import NotFound
from app.markup import render_text
from app.papers import licences
from app.papers.models import Paper, PaperVersion, VersionAuthor
from app.papers.schemas import PaperOut, PaperRow, VersionMark

AUTHORS_IN_A_ROW = 5


def rows(session: Session, version_ids: Sequence[str]) -> list[PaperRow]:
    """Rows for these paper versions, in this order; unknown ids are left out."""
    query = (
        select(PaperVersion, Paper)
        .join(Paper, col(Paper.id) == PaperVersion.paper_id)
        .where(col(PaperVersion.id).in_(version_ids))
    )
    found = {version.id: (paper, version) for version, paper in session.exec(query)}
    authors = authors_of(session, found)
    return [row(*found[one], authors[one]) for one in version_ids if one in found]


def newest_versions(session: Session, paper_ids: Iterable[str]) -> dict[str, PaperVersion]:
    """The newest version here of each of these papers, by paper id."""
    query = (
        select(PaperVersion).where(col(PaperVersion.paper_id).in_(list(paper_ids))).order_by(col(PaperVersion.number))
    )
    return {version.paper_id: version for version in session.exec(query)}


def authors_of(session: Session, version_ids: Iterable[str]) -> dict[str, list[str]]:
    """All authors of each version, in order."""
    authors: dict[str, list[str]] = {one: [] for one in version_ids}
    query = (
        select(VersionAuthor)
        .where(col(VersionAuthor.version_id).in_(list(authors)))
        .order_by(col(VersionAuthor.position))
    )
    for author in session.exec(query):
        authors[author.version_id].append(author.name)
    return authors


def row(paper: Paper, version: PaperVersion, authors: list[str]) -> PaperRow:
    """A paper in a list."""
    year = version.published_at or version.updated_at
    return PaperRow(
        id=paper.id,
        key=paper.key,
        version_id=version.id,
        number=version.number,
        title=version.title,
        title_html=render_text(version.title),
        authors=authors[:AUTHORS_IN_A_ROW],
        author_count=len(authors),
        year=year.year if year else None,
        label=label(paper, version),
        withdrawn=paper.withdrawn_at is not None,
    )


def label(paper: Paper, version: PaperVersion) -> str:
    """How a version is named beside a quote: `arXiv 2611.01234v1`, `doi:10.1000/1`, or where and when it was read."""
    if paper.arxiv_id:
        return f"arXiv {paper.arxiv_id}v{version.number}"
    if paper.doi:
        return f"doi:{paper.doi}"
    host = (paper.url or "").split("//")[-1].split("/")[0].removeprefix("www.")
    read = f"read {version.imported_at:%-d %b %Y}"
    return f"{host}, {read}" if host else read


def address(paper: Paper, version: PaperVersion) -> str:
    """Where the work lives: its abstract page at arXiv at this version, its DOI, or its web address."""
    if paper.arxiv_id:
        return f"https://arxiv.org/abs/{paper.arxiv_id}v{version.number}"
    return f"https://doi.org/{paper.doi}" if paper.doi else paper.url or ""


def licence_name(paper: Paper, version: PaperVersion) -> str:
    """A version's licence in plain words."""
    return licences.name(version.licence) if paper.arxiv_id else "licence not stated"


def load(session: Session, key: str, number: int | None = None) -> tuple[Paper, PaperVersion]:
    """The paper with this key, and the version asked for or the newest here. Raises NotFound."""
    paper = session.exec(select(Paper).where(Paper.key == key)).first()
    if paper is None:
        raise NotFound("This paper is not here. Paste its arXiv ID into the box on your desk to import it.")
    query = select(PaperVersion).where(PaperVersion.paper_id == paper.id).order_by(col(PaperVersion.number).desc())
    version = session.exec(query if number is None else query.where(PaperVersion.number == number)).first()
    if version is None:
        raise NotFound("This version of the paper is not here. Paste its arXiv ID with the version to import it.")
    return paper, version


def full(session: Session, paper: Paper, version: PaperVersion) -> PaperOut:
    """All that is known of one version."""
    authors = authors_of(session, [version.id])[version.id]
    here = set(session.exec(select(PaperVersion.number).where(PaperVersion.paper_id == paper.id)))
    marks = [
        VersionMark(number=entry["number"], at=entry["at"], here=entry["number"] in here) for entry in paper.history
    ]
    return PaperOut(
        **row(paper, version, authors).model_dump(),
        all_authors=authors,
        abstract=version.abstract,
        abstract_html=render_text(version.abstract),
        categories=version.categories,
        published_at=version.published_at,
        updated_at=version.updated_at,
        comment=version.comment,
        journal_ref=version.journal_ref,
        doi=version.doi,
        licence=version.licence,
        licence_name=licence_name(paper, version),
        url=address(paper, version),
        pdf_url=f"https://arxiv.org/pdf/{paper.arxiv_id}v{version.number}" if paper.arxiv_id else "",
        versions=marks or [VersionMark(number=version.number, at=version.imported_at, here=True)],
    )


def search(session: Session, words: str, limit: int = 20) -> list[PaperRow]:
    """Papers here whose title, authors or identifier hold every word, newest import first."""
    query = select(PaperVersion.id, PaperVersion.paper_id).join(Paper, col(Paper.id) == PaperVersion.paper_id)
    for word in words.split()[:12]:
        like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        wrote = select(VersionAuthor.version_id).where(col(VersionAuthor.name).ilike(like, escape="\\"))
        query = query.where(
            col(PaperVersion.title).ilike(like, escape="\\")
            | col(Paper.key).ilike(like, escape="\\")
            | col(PaperVersion.id).in_(wrote)
        )
    found = session.exec(
        query.order_by(col(PaperVersion.imported_at).desc(), col(PaperVersion.number).desc()).limit(limit * 3)
    ).all()
    newest: dict[str, str] = {}
    for version_id, paper_id in found:
        newest.setdefault(paper_id, version_id)
    return rows(session, list(newest.values())[:limit])
