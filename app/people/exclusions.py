"""Whom somebody does not want to deal with. Silent: neither is ever shown to the other as somebody to ask."""

from collections.abc import Iterable

from sqlmodel import Session, col, delete, or_, select, union
from sqlmodel.sql.expression import SelectOfScalar

from app.people.models import Exclusion, Person


def exclude(session: Session, person: Person, other: Person) -> None:
    """Exclude somebody; twice changes nothing."""
    session.merge(Exclusion(person_id=person.id, excluded_id=other.id))
    session.flush()


def include(session: Session, person: Person, other_id: str) -> None:
    """Take an exclusion of one's own back; one that is not there is fine."""
    session.exec(delete(Exclusion).where(col(Exclusion.person_id) == person.id, col(Exclusion.excluded_id) == other_id))


def of(session: Session, person: Person) -> list[Person]:
    """Whom a person excluded, by name; for their own eyes only."""
    query = select(Person).join(Exclusion, col(Exclusion.excluded_id) == Person.id)
    return list(session.exec(query.where(Exclusion.person_id == person.id).order_by(col(Person.name), col(Person.id))))


def apart_from(people: Iterable[str]) -> SelectOfScalar[str]:
    """The ids of everybody who excluded one of these people, or was excluded by one of them."""
    some = list(people)
    theirs = select(Exclusion.person_id).where(col(Exclusion.excluded_id).in_(some))
    ours = select(Exclusion.excluded_id).where(col(Exclusion.person_id).in_(some))
    both = union(theirs, ours).subquery()
    return select(both.c[0])


def between(session: Session, one: str, other: str) -> bool:
    """Whether either excluded the other."""
    pairs = or_(
        (col(Exclusion.person_id) == one) & (col(Exclusion.excluded_id) == other),
        (col(Exclusion.person_id) == other) & (col(Exclusion.excluded_id) == one),
    )
    return session.exec(select(Exclusion.person_id).where(pairs).limit(1)).first() is not None
