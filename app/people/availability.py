"""What somebody can be asked for and how much of it, what they work on, and where: as they say themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, delete, select

from app.database import now
from app.people.models import Availability, Person, Topic
from app.people.rules import clean_topics, shortened


def of(session: Session, person_id: str) -> Availability:
    """What a person said; what holds for everybody who said nothing, not stored, otherwise."""
    return session.get(Availability, person_id) or Availability(person_id=person_id)


def of_all(session: Session, people: Iterable[str]) -> dict[str, Availability]:
    """The same of many."""
    wanted = list(people)
    query = select(Availability).where(col(Availability.person_id).in_(wanted))
    said = {one.person_id: one for one in session.exec(query)}
    return {person: said.get(person) or Availability(person_id=person) for person in wanted}


def topics_of(session: Session, person_id: str) -> list[str]:
    """The topics a person chose, in alphabetical order."""
    return list(session.exec(select(Topic.words).where(Topic.person_id == person_id).order_by(col(Topic.words))))


@dataclass(frozen=True)
class Said:
    """All that a person says of it at once."""

    refuses: list[str]
    """Kinds of ask, in the words of the room that asks."""
    at_once: int
    per_month: int
    away_until: date | None
    affiliation: str
    topics: list[str]
    reading_counts: bool


def say(session: Session, person: Person, said: Said) -> None:
    """Say it anew; from now on this holds, and what was said before does not."""
    kept = session.get(Availability, person.id) or Availability(person_id=person.id)
    kept.refuses, kept.at_once, kept.per_month = said.refuses, said.at_once, said.per_month
    kept.away_until, kept.affiliation = said.away_until, shortened(said.affiliation, 120)
    if not said.reading_counts:
        kept.reading_counts_since = None
    elif kept.reading_counts_since is None:
        kept.reading_counts_since = now()
    kept.changed_at = now()
    session.add(kept)
    session.exec(delete(Topic).where(col(Topic.person_id) == person.id))
    session.add_all(Topic(person_id=person.id, words=words) for words in clean_topics(said.topics))
    session.flush()
