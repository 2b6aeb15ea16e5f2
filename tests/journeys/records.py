"""Papers whose records are made of given words: titles, authors, comments, abstracts, and what they cite.

They are stored by the verbs that store what arXiv's answers say and what is read of a bibliography.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle

from sqlmodel import Session, select

from app.database import Database, now
from app.papers import importing, references
from app.papers.arxiv import atom
from app.papers.bibliography import shapes
from app.papers.models import ArxivErrand, Paper, PaperVersion, VersionAuthor
from app.papers.rules import ErrandKind, ErrandState
from app.people.models import Person
from app.reading.models import ShelfItem
from tests.arxiv_here import version

AT = datetime(2026, 8, 3, 12, tzinfo=UTC)
BY = "http://creativecommons.org/licenses/by/4.0/"
QUOTED = 3_900
"""Characters of words in one paper: one note can quote an abstract of so many whole."""
TITLE = 950
"""Characters that are kept of the title of a reference."""


@dataclass(frozen=True)
class Filed:
    """A paper that is here: its arXiv id, its version, and its abstract."""

    key: str
    version_id: str
    abstract: str


@dataclass(frozen=True)
class Shelf:
    """`whole` has all the words, as authors and as works it cites; each of `some` has a part of them, and cites it."""

    words: list[str]
    whole: Filed
    some: list[Filed]


def packed(words: Sequence[str], most: int) -> list[list[str]]:
    """The words in their order, in parts of at most so many characters; a longer one is a part of its own."""
    parts: list[list[str]] = [[]]
    for word in words:
        if parts[-1] and len(" ".join([*parts[-1], word])) > most:
            parts.append([])
        parts[-1].append(word)
    return parts


def store(database: Database, words: list[str], month: int, most: int = QUOTED) -> Shelf:
    """Papers of this month of 2026, on nobody's shelf; ten of `some` each have one author in common."""
    with database.transaction() as session:
        whole = _file(session, f"26{month:02}.00001", "It Cites All of Them", words, words)
        some = [
            _file(session, f"26{month:02}.1{n:04}", " ".join(part), _three(part, company(month, n)), part)
            for n, part in enumerate(packed(words, most))
        ]
        _cite(session, whole.key, [_entry(word, n, some, month) for n, word in enumerate(words)])
        cited: dict[str, list[shapes.Entry]] = {one.key: [] for one in some}
        for key, titles in zip(cycle(cited), packed(words, min(most, TITLE)), strict=False):
            cited[key].append(shapes.Entry("1", "", title=" ".join(titles)))
        for one in some:
            mention = shapes.Mention("1", one.abstract)
            _cite(session, one.key, [*cited[one.key], shapes.Entry("2", "", arxiv=[whole.key], cited=[mention])])
    return Shelf(words, whole, some)


def store_each(database: Database, words: Sequence[str], month: int) -> None:
    """A paper for each of the words, as its title, its author and all else, on the shelf of the first person here."""
    papers = [Paper(key=key, arxiv_id=key) for key in (f"26{month:02}.2{n:04}" for n in range(len(words)))]
    versions = [
        PaperVersion(paper_id=paper.id, title=word, abstract=word, comment=word, journal_ref=word, published_at=AT)
        for paper, word in zip(papers, words, strict=True)
    ]
    with database.transaction() as session:
        reader = session.exec(select(Person)).one()
        rows = zip(papers, versions, words, strict=True)
        for group in (
            papers,
            versions,
            [VersionAuthor(version_id=one.id, position=0, name=word) for _, one, word in rows],
            [ShelfItem(person_id=reader.id, paper_id=paper.id) for paper in papers],
        ):
            session.add_all(group)
            session.flush()


def company(month: int, number: int) -> str:
    """An author of ten of `some`: this one and those around it."""
    return f"Company{month}{'ABCDEFGH'[number // 10]}"


def _three(part: list[str], last: str) -> list[str]:
    """Authors, so few that a line names all: two halves of the words, and another."""
    half = len(part) // 2
    return [" ".join(part[:half]) or "Nobody", " ".join(part[half:]), last]


def _file(session: Session, key: str, title: str, authors: list[str], words: list[str]) -> Filed:
    """One version of a paper under an open licence, whose text was asked for in vain."""
    said = " ".join(words)
    importing.store(session, atom.Entry(
        id=key, version=1, title=title, authors=authors, affiliations=[[name] for name in authors],
        abstract=f"Plain words here. {said}", categories=["cs.LG", said], primary_category="cs.LG",
        published=AT, updated=AT, comment=said, journal_ref=said, doi=f"10.1000/{said[:200]}", withdrawn=False,
    ), None, None)  # fmt: skip
    stored = version(session, key)
    stored.licence = BY
    failed = {"state": ErrandState.FAILED, "sentence": said[:2_000], "settled_at": now()}
    session.add(ArxivErrand(kind=ErrandKind.TEXT, arxiv_id=key, version_id=stored.id, **failed))
    return Filed(key, stored.id, stored.abstract)


def _entry(word: str, number: int, some: list[Filed], month: int) -> shapes.Entry:
    """A work that is here, at arXiv, known by a DOI, or known by its title alone."""
    unknown = [f"26{month:02}.3{number:04}"] if number % 3 == 0 else []
    return shapes.Entry(
        key=word,
        text=f"{word} In: A Book, 2020. {word}",
        title=word if number % 2 else "",
        arxiv=[some[number].key] if number < len(some) else unknown,
        doi=[f"10.1000/{word.lower()}"] if number % 3 == 1 else [],
        cited=[shapes.Mention(word, word), shapes.Mention(word, f"Again {word}")],
    )


def _cite(session: Session, key: str, entries: list[shapes.Entry]) -> None:
    assert references.store(session, version(session, key), "source", entries)
