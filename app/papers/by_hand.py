"""A work outside arXiv, entered by hand: known by its DOI or address, its version being the date it was read."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlmodel import Session, select

from app.database import new_id
from app.errors import BadInput, Conflict
from app.jobs import announce
from app.papers.identifiers import NoIdentifier, find_doi, parse
from app.papers.models import Paper, PaperVersion, VersionAuthor
from app.papers.schemas import PaperIn


@dataclass(frozen=True)
class Work:
    """A work outside arXiv; one with neither DOI nor address is known by its title alone."""

    title: str
    authors: list[str]
    doi: str | None = None
    url: str = ""
    year: int | None = None
    abstract: str = ""


def enter(session: Session, given: PaperIn, person_id: str) -> PaperVersion:
    """Keep the work. Raises BadInput for what cannot be one, Conflict when it is here already or is at arXiv."""
    title, authors = (
        " ".join(given.title.split()),
        [name for name in (" ".join(one.split()) for one in given.authors) if name],
    )
    if not title or not authors:
        raise BadInput("A title and at least one author are needed. Nothing was stored.")
    doi, url = _where(given.where)
    known = select(Paper).where(Paper.doi == doi if doi else Paper.url == url)
    if paper := session.exec(known).first():
        raise Conflict("This work is here already.", {"key": paper.key})
    return keep(session, Work(title, authors, doi, url, given.year, given.abstract.strip()), person_id)


def keep(session: Session, work: Work, person_id: str) -> PaperVersion:
    """Keep a work that is not here, as a paper with one version."""
    paper = Paper(
        key=f"doi:{work.doi}" if work.doi else new_id(), doi=work.doi, url=work.url or None, added_by=person_id
    )
    session.add(paper)
    session.flush()
    published = datetime(work.year, 1, 1, tzinfo=UTC) if work.year else None
    version = PaperVersion(
        paper_id=paper.id, title=work.title, abstract=work.abstract, published_at=published, doi=work.doi or ""
    )
    session.add(version)
    session.flush()
    session.add_all(
        VersionAuthor(version_id=version.id, position=position, name=name[:300])
        for position, name in enumerate(work.authors)
    )
    announce(session, "papers.version_found", version.id)
    session.flush()
    return version


def _where(text: str) -> tuple[str | None, str]:
    """The DOI (lower case), else the http(s) address."""
    text = text.strip()
    if _at_arxiv(text):
        raise BadInput("This work is on arXiv. Paste its arXiv ID into the box instead, and nothing needs to be typed.")
    if doi := find_doi(text):
        return doi, ""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or any(character.isspace() for character in text):
        raise BadInput("Say where the work is: its DOI (10.…/…) or its address (https://…). Nothing was stored.")
    return None, text


def _at_arxiv(text: str) -> bool:
    try:
        parse(text)
    except NoIdentifier:
        return False
    return True
