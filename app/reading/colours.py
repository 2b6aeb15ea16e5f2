"""What the colours of highlights mean to a person."""

from collections.abc import Iterable

from sqlmodel import Session, select

from app.people.models import Person
from app.reading.collection_schemas import ColourWire
from app.reading.models import ColourMeaning
from app.reading.rules import Colour, clean_line


def meanings(session: Session, person: Person) -> list[ColourWire]:
    """Every colour with what it means to them."""
    query = select(ColourMeaning).where(ColourMeaning.person_id == person.id)
    known = {row.colour: row.meaning for row in session.exec(query)}
    return [ColourWire(colour=colour, meaning=known.get(colour, "")) for colour in Colour]


def name(session: Session, person: Person, given: Iterable[ColourWire]) -> None:
    """Say what colours mean; those not named stay, an empty meaning is taken away."""
    for one in given:
        row = session.get(ColourMeaning, (person.id, one.colour))
        meaning = clean_line(one.meaning)
        if row and not meaning:
            session.delete(row)
        elif meaning:
            row = row or ColourMeaning(person_id=person.id, colour=one.colour, meaning=meaning)
            row.meaning = meaning
            session.add(row)
        session.flush()
