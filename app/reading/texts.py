"""Which stored texts a person may read."""

from sqlmodel import Session

from app.errors import NotFound
from app.papers import licences
from app.papers.models import PaperText, PaperVersion
from app.people.models import Person
from app.reading.models import ShelfItem


def readable(session: Session, person: Person, text_id: str) -> PaperText:
    """A text that this person may read: their own, one under an open licence, or one of a paper on their shelf.

    Raises NotFound.
    """
    text = session.get(PaperText, text_id)
    if text is None or text.owner_id not in {None, person.id}:
        raise NotFound
    version = session.get_one(PaperVersion, text.version_id)
    shelved = session.get(ShelfItem, (person.id, version.paper_id))
    if text.owner_id is None and not licences.is_open(version.licence) and shelved is None:
        raise NotFound
    return text
