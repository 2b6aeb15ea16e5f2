"""Citations: keys such as `arxiv:1706.03762` and `doi:10.1000/1`, the papers they name, the words they are cited by."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session, col, select

from app.markup import Citation
from app.papers import papers
from app.papers.models import Paper, PaperVersion
from app.writing.schemas import CitationOut

_VERSION = re.compile(r"v([1-9]\d{0,3})\Z")
_GROUP = re.compile(r"\b(?:collaboration|team|consortium|group|project)\b", re.IGNORECASE)
_PARTICLES = frozenset({"van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "la", "le", "ter", "ten"})


@dataclass(frozen=True)
class _Named:
    """What a key asks for: a column of Paper, its value, and the version when the key says one."""

    column: str
    value: str
    number: int | None = None


def resolve(session: Session, keys: Iterable[str]) -> dict[str, Citation]:
    """The works that these keys name, by key; keys of works that are not here are left out."""
    named = {key: one for key in keys if (one := _named(key))}
    found: dict[tuple[str, str], Paper] = {}
    for column in ("arxiv_id", "doi", "key"):
        values = [one.value for one in named.values() if one.column == column]
        for paper in session.exec(select(Paper).where(col(getattr(Paper, column)).in_(values))) if values else ():
            found[column, getattr(paper, column)] = paper
    chosen = {key: found[one.column, one.value] for key, one in named.items() if (one.column, one.value) in found}
    versions = {key: _version(session, paper, named[key].number) for key, paper in chosen.items()}
    authors = papers.authors_of(session, {version.id for version in versions.values()})
    return {key: _citation(key, paper, versions[key], authors[versions[key].id]) for key, paper in chosen.items()}


def search(session: Session, words: str, limit: int = 12) -> list[CitationOut]:
    """Papers here that hold every word, with the keys to cite them by."""
    rows = papers.search(session, words.replace("\0", ""), limit)
    query = select(Paper).where(col(Paper.id).in_([row.id for row in rows]))
    keys = {paper.id: key_of(paper) for paper in session.exec(query)}
    return [
        CitationOut(
            key=keys[row.id], label=label(row.authors, row.author_count, row.year), title=row.title, year=row.year
        )
        for row in rows
    ]


def version_named(session: Session, key: str) -> PaperVersion | None:
    """The version of a paper here that a key names, the newest here where it says none; None when it is not here."""
    if (named := _named(key)) is None:
        return None
    paper = session.exec(select(Paper).where(col(getattr(Paper, named.column)) == named.value)).first()
    return _version(session, paper, named.number) if paper else None


def key_of(paper: Paper) -> str:
    """What to write between `[@` and `]` for a paper."""
    if paper.arxiv_id:
        return f"arxiv:{paper.arxiv_id}"
    return f"doi:{paper.doi}" if paper.doi else f"paper:{paper.key}"


def label(authors: Sequence[str], count: int, year: int | None) -> str:
    """Author and year as one cites them in a text: `Ilves 2026`, `Ilves and Sato 2026`, `Ilves et al. 2026`."""
    names = [surname(name) for name in authors[:2]]
    who = f"{names[0]} et al." if count > 2 else " and ".join(names)
    return " ".join(part for part in (who, str(year) if year else "") if part)


def surname(name: str) -> str:
    """The name a person is cited by, with its particles; the whole name of a group."""
    if _GROUP.search(name):
        return name
    if "," in name:
        return name.split(",")[0].strip()
    words = name.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(words[max(start, 0) :])


def as_json(citation: Citation) -> dict[str, Any]:
    """The citation as a revision keeps it."""
    return asdict(citation)


def from_json(written: dict[str, Any]) -> Citation:
    """What `as_json` wrote."""
    return Citation(**written)


def _named(key: str) -> _Named | None:
    scheme, _, value = key.partition(":")
    if scheme == "arxiv":
        version = _VERSION.search(value)
        return _Named("arxiv_id", _VERSION.sub("", value), int(version[1]) if version else None)
    columns = {"doi": "doi", "paper": "key"}
    return _Named(columns[scheme], value.lower()) if scheme in columns else None


def _version(session: Session, paper: Paper, number: int | None) -> PaperVersion:
    """The version named, when it is here; else the newest."""
    query = select(PaperVersion).where(PaperVersion.paper_id == paper.id).order_by(col(PaperVersion.number).desc())
    exact = session.exec(query.where(PaperVersion.number == number)).first() if number else None
    return exact or session.exec(query.limit(1)).one()


def _citation(key: str, paper: Paper, version: PaperVersion, authors: list[str]) -> Citation:
    at = version.published_at or version.updated_at
    return Citation(
        key=key,
        label=label(authors, len(authors), at.year if at else None),
        title=version.title,
        authors=authors,
        year=str(at.year) if at else "",
        url=papers.address(paper, version),
    )
