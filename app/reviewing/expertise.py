"""What everybody here knows, from what they wrote, reviewed and published, and what they say themselves.

It lives in the memory of each process and is brought up to date before it is asked: only works that are new are read.
What somebody reads counts only once they said so.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.papers.models import Paper, PaperText, PaperVersion, TextBody
from app.people.models import Availability, Topic
from app.reading.models import Note, ShelfItem
from app.reviewing.matching.channels import Encoder
from app.reviewing.matching.experts import FULL_TEXT_MAXIMUM, Experts
from app.reviewing.models import OwnPaper, Review
from app.writing.models import CoAuthor, Revision
from app.writing.rules import Occasion, Part

BEGINNING = 1_500
"""So many characters of a piece stand for it where a paper's abstract would."""


class Expertise:
    """Everybody's works, compared with a text at any time."""

    def __init__(self, encoder: Encoder | None = None) -> None:
        self._experts = Experts(encoder)
        self._kept: set[str] = set()
        self._lock = threading.Lock()

    def near(self, session: Session, text: str, full: str = "", among: Iterable[str] | None = None) -> dict[str, float]:
        """How near a text is to what each person knows, from 0 to 1; nobody without any work."""
        with self._lock:
            self._catch_up(session)
            return {match.person: match.score for match in self._experts.rank(text, full, among) if match.score > 0}

    def catch_up(self, session: Session) -> None:
        """Read what is new, so that asking later is quick."""
        with self._lock:
            self._catch_up(session)

    def _catch_up(self, session: Session) -> None:
        works = _works(session)
        for work in self._kept - works.every:
            self._experts.drop(work)
        for work, (text, full) in _texts(session, works.every - self._kept, works.topics).items():
            self._experts.keep(work, text, full)
        self._kept = works.every
        self._experts.know(works.of)


@dataclass
class _Works:
    """Which works there are, and which speak for whom. A name says kind and row, so that its text never changes."""

    every: set[str] = field(default_factory=set)
    of: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    topics: dict[str, str] = field(default_factory=dict)

    def add(self, person: str, work: str) -> None:
        """A work speaks for a person."""
        self.every.add(work)
        self.of[person].add(work)


def _works(session: Session) -> _Works:
    works, newest = _Works(), _newest(session)
    works.every.update(newest.values())
    own = select(OwnPaper.person_id, Paper.id).join(Paper, col(Paper.arxiv_id) == OwnPaper.arxiv_id)
    said = select(Availability.person_id).where(col(Availability.reading_counts_since).is_not(None))
    shelved = select(ShelfItem.person_id, ShelfItem.paper_id).where(col(ShelfItem.person_id).in_(said))
    noted = (
        select(Note.person_id, PaperVersion.paper_id)
        .join(PaperVersion, col(PaperVersion.id) == Note.version_id)
        .where(col(Note.person_id).in_(said), col(Note.deleted_at).is_(None))
    )
    for query in (own, shelved, noted):
        for person, paper in session.exec(query):
            if paper in newest:
                works.add(person, newest[paper])
    for person, revision in [*session.exec(_written()), *session.exec(_reviewed())]:
        works.add(person, f"revision {revision}")
    topics: dict[str, list[str]] = defaultdict(list)
    for person, words in session.exec(select(Topic.person_id, Topic.words).order_by(col(Topic.words))):
        topics[person].append(words)
    for person, chosen in topics.items():
        name = f"topics {'; '.join(chosen)}"
        works.topics[name] = "; ".join(chosen)
        works.add(person, name)
    return works


def _newest(session: Session) -> dict[str, str]:
    """The name of the newest version of every paper here, and of its text, when one is here, by paper."""
    texts = dict(
        session.exec(
            select(PaperText.version_id, func.max(PaperText.digest))
            .where(col(PaperText.owner_id).is_(None))
            .group_by(col(PaperText.version_id))
        ).all()
    )
    versions = session.exec(select(PaperVersion.paper_id, PaperVersion.id).order_by(col(PaperVersion.number)))
    return {paper: f"paper {version} {texts.get(version, '')}".strip() for paper, version in versions}


def _written() -> Any:
    """Person and newest released version of each draft they write."""
    last = (
        select(Revision.draft_id, func.max(Revision.number).label("number"))
        .where(Revision.occasion == Occasion.RELEASE)
        .group_by(col(Revision.draft_id))
        .subquery()
    )
    return (
        select(CoAuthor.person_id, Revision.id)
        .join(last, last.c.draft_id == CoAuthor.draft_id)
        .join(Revision, (col(Revision.draft_id) == last.c.draft_id) & (col(Revision.number) == last.c.number))
        .where(CoAuthor.part == Part.WRITER)
    )


def _reviewed() -> Any:
    """Person and version of each review that was sent."""
    return select(Review.person_id, Review.revision_id).where(
        col(Review.person_id).is_not(None), col(Review.sent_at).is_not(None)
    )


def _texts(session: Session, works: set[str], topics: dict[str, str]) -> dict[str, tuple[str, str]]:
    """The short and the full text of each of these works."""
    found = {work: (topics[work], "") for work in works & topics.keys()}
    papers = {name.split(" ")[1]: name for name in works if name.startswith("paper ")}
    for version in session.exec(select(PaperVersion).where(col(PaperVersion.id).in_(papers))):
        name = papers[version.id]
        found[name] = f"{version.title}. {version.abstract}", _full(session, name)
    revisions = {name.split(" ")[1]: name for name in works if name.startswith("revision ")}
    for revision in session.exec(select(Revision).where(col(Revision.id).in_(revisions))):
        short = f"{revision.title}. {revision.deck} {revision.source[:BEGINNING]}"
        found[revisions[revision.id]] = short, revision.source[:FULL_TEXT_MAXIMUM]
    return found


def _full(session: Session, name: str) -> str:
    digest = name.split(" ")[2:]
    beginning = select(func.substr(TextBody.text, 1, FULL_TEXT_MAXIMUM))
    return session.exec(beginning.where(TextBody.digest == digest[0])).first() or "" if digest else ""
