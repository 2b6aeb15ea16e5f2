"""The index of this instance, kept in step with the database: each search first reads what changed since the last."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from sqlmodel import Session, col, func, select

from app.papers.catalogue.index import Entry, Field, Index
from app.papers.catalogue.words import folded
from app.papers.cited_works import authors_before, title_of
from app.papers.models import Bibliography, Paper, PaperVersion, Reference, VersionAuthor

_AT_ONCE = 100
"""Papers read in one go; between two such the index can be searched."""
_PATIENCE = 1.0
"""Seconds that a search waits for another one that reads what changed."""
_SHARE = 50
"""What changed is looked for again when this many times as long has passed as looking for it took."""
_AUTHORS, _MENTIONS = 100, 8
_APART = 32
"""Collections kept apart that are held at once."""
_REST = 300
"""Characters of an entry of a bibliography that are looked through."""
_ARXIV_DOI = "10.48550/arxiv."

Mark = tuple[int, int]
"""What changes when there is something new about a paper: its counter, and how many versions of it are here."""


class Hit(NamedTuple):
    """A work that was found: the paper here that it is, and the references of papers here that speak of it."""

    version_id: str
    """The newest version here; '' for a work that is not here."""
    references: tuple[str, ...]
    cited_by: int
    """How many papers here cite it."""
    score: float


class Catalogue:
    """Finds the works that can be cited. One for each process; safe to share between threads."""

    def __init__(self) -> None:
        self._index = Index()
        self._marks: dict[str, Mark] = {}
        self._apart: dict[str, tuple[str, Index]] = {}
        self._searching, self._reading = threading.Lock(), threading.Lock()
        self._next = 0.0

    def search(self, session: Session, words: str, limit: int = 12) -> list[Hit]:
        """The works whose title, authors, year or identifiers answer the words best; without words, papers here."""
        self.read(session)
        with self._searching:
            found = self._index.search(words, limit)
        return [
            Hit(work.own, tuple(list(work.mentions)[:_MENTIONS]), len(work.mentions), score) for score, work in found
        ]

    def search_apart(
        self, name: str, mark: str, entries: Callable[[], Iterable[Entry]], words: str, limit: int
    ) -> list[tuple[float, str]]:
        """The same among a few works that are kept apart, each its own; `entries` are read anew when `mark` changes.

        Gives how well each answers, and its id.
        """
        with self._searching:
            known, index = self._apart.pop(name, ("", Index()))
            if known != mark:
                index = Index()
                index.put("", entries())
            self._apart[name] = (mark, index)
            while len(self._apart) > _APART:
                del self._apart[next(iter(self._apart))]
            return [(score, work.own) for score, work in index.search(words, limit)]

    def read(self, session: Session, go_on: Callable[[], bool] = lambda: True) -> None:
        """Read what changed, while `go_on` says so; what another thread is reading is waited for, but not for long."""
        if time.monotonic() < self._next or not self._reading.acquire(timeout=_PATIENCE):
            return
        try:
            began = time.monotonic()
            marks = _marks(session)
            self._next = time.monotonic() + _SHARE * (time.monotonic() - began)
            self._forget(marks)
            changed = [paper_id for paper_id, mark in marks.items() if self._marks.get(paper_id) != mark]
            for start in range(0, len(changed), _AT_ONCE):
                if not go_on():
                    return
                some = changed[start : start + _AT_ONCE]
                groups = _groups(session, some)
                with self._searching:
                    for paper_id in some:
                        self._index.put(paper_id, groups[paper_id])
                        self._marks[paper_id] = marks[paper_id]
        finally:
            self._reading.release()

    def _forget(self, marks: dict[str, Mark]) -> None:
        """Let go of papers that are here no more."""
        for paper_id in self._marks.keys() - marks.keys():
            with self._searching:
                self._index.put(paper_id, ())
            del self._marks[paper_id]


def _marks(session: Session) -> dict[str, Mark]:
    numbers = select(PaperVersion.paper_id, func.count()).group_by(col(PaperVersion.paper_id))
    versions = dict(session.exec(numbers).all())
    papers = session.exec(select(Paper.id, Paper.changed)).all()
    return {paper_id: (changed, versions.get(paper_id, 0)) for paper_id, changed in papers}


def _groups(session: Session, paper_ids: Iterable[str]) -> dict[str, list[Entry]]:
    """What each of these papers says: that it is here, and what the newest of its bibliographies lists."""
    papers = {paper.id: paper for paper in session.exec(select(Paper).where(col(Paper.id).in_(list(paper_ids))))}
    newest: dict[str, PaperVersion] = {}
    read_from: dict[str, str] = {}
    query = (
        select(PaperVersion, Bibliography.version_id)
        .join(Bibliography, col(Bibliography.version_id) == PaperVersion.id, isouter=True)
        .where(col(PaperVersion.paper_id).in_(list(papers)))
        .order_by(col(PaperVersion.number))
    )
    for version, bibliography in session.exec(query):
        newest[version.paper_id] = version
        if bibliography:
            read_from[bibliography] = version.paper_id
    last = {paper_id: version_id for version_id, paper_id in read_from.items()}
    entries: dict[str, list[Entry]] = defaultdict(list)
    authors = _authors(session, [version.id for version in newest.values()])
    for paper_id, version in newest.items():
        entries[paper_id].append(_own(papers[paper_id], version, authors[version.id]))
    for reference in _references(session, list(last.values())):
        entries[read_from[reference.version_id]].append(_mention(reference))
    return entries


def _authors(session: Session, version_ids: list[str]) -> dict[str, list[str]]:
    query = (
        select(VersionAuthor.version_id, VersionAuthor.name)
        .where(col(VersionAuthor.version_id).in_(version_ids), col(VersionAuthor.position) < _AUTHORS)
        .order_by(col(VersionAuthor.position))
    )
    authors: dict[str, list[str]] = defaultdict(list)
    for version_id, name in session.exec(query).all():
        authors[version_id].append(name)
    return authors


def _references(session: Session, version_ids: list[str]) -> Iterable[Any]:
    """The references of these versions, without their mentions in the text: bare rows, for there are many."""
    columns = [getattr(Reference, name) for name in ("id", "version_id", "text", "title", "arxiv_id", "doi", "url")]
    query = select(*columns).where(col(Reference.version_id).in_(version_ids)).order_by(col(Reference.position))
    return session.connection().execute(query)


def _own(paper: Paper, version: PaperVersion, authors: list[str]) -> Entry:
    at = version.published_at or version.updated_at
    known_by = f"{paper.arxiv_id or ''} {paper.doi or version.doi} {paper.key}"
    about = _about(authors, version.title, known_by, str(at.year) if at else "")
    return Entry(_name(paper.arxiv_id, paper.doi, paper.url or "", version.title), version.id, about, own=True)


def _mention(reference: Any) -> Entry:
    title = title_of(reference)
    known_by = f"{reference.arxiv_id or ''} {reference.doi or ''}"
    about = _about(authors_before(reference.text, title), title, known_by, reference.text[:_REST])
    return Entry(_name(reference.arxiv_id, reference.doi, reference.url, title), reference.id, about)


def _about(authors: list[str], title: str, known_by: str, rest: str) -> list[tuple[Field, str]]:
    return [
        (Field.FIRST, authors[0] if authors else ""),
        (Field.PEOPLE, " ".join(authors[1:])),
        (Field.TITLE, title),
        (Field.KNOWN_BY, known_by),
        (Field.REST, rest),
    ]


def _name(arxiv_id: str | None, doi: str | None, url: str, title: str) -> str:
    """What identifies a work, whoever speaks of it."""
    doi = (doi or "").lower()
    if doi.startswith(_ARXIV_DOI):
        arxiv_id = arxiv_id or doi.removeprefix(_ARXIV_DOI)
    if arxiv_id:
        return f"arxiv:{arxiv_id}"
    return f"doi:{doi}" if doi else url or f"title:{folded(title)}"
