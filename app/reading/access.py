"""Who may see and change notes, and find papers for a shelf."""

from typing import Annotated

from fastapi import Depends
from sqlmodel import Session, and_, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from app.errors import NotFound
from app.papers.models import Paper, PaperVersion
from app.people.access import PersonDep
from app.people.models import Person
from app.reading.models import Note
from app.reading.rules import Sharing
from app.web import SessionDep, admits


def own_notes(person: Person) -> SelectOfScalar[Note]:
    """One's own notes, without those one deleted."""
    return _kept().where(Note.person_id == person.id)


def visible_notes(person: Person) -> SelectOfScalar[Note]:
    """One's own notes, and those whose words were shared with everybody."""
    return _kept().where(or_(col(Note.person_id) == person.id, col(Note.sharing) == Sharing.PUBLIC))


def shared_notes(person: Person, writers: list[str]) -> SelectOfScalar[Note]:
    """What somebody sees who writes together with these people: their own notes, and those that the others share."""
    shared = and_(col(Note.person_id).in_(writers), col(Note.sharing).in_([Sharing.COAUTHORS, Sharing.PUBLIC]))
    return _kept().where(or_(col(Note.person_id) == person.id, shared))


def quotable_notes(people: list[str]) -> SelectOfScalar[Note]:
    """The notes these people may quote together: their own, and those shared with everybody."""
    return _kept().where(or_(col(Note.person_id).in_(people), col(Note.sharing) == Sharing.PUBLIC))


def _kept() -> SelectOfScalar[Note]:
    return select(Note).where(col(Note.deleted_at).is_(None))


def own_note(session: Session, person: Person, note_id: str) -> Note:
    """The person's note with this id. Raises NotFound."""
    return _one(session, own_notes(person).where(Note.id == note_id))


def deleted_note(session: Session, person: Person, note_id: str) -> Note:
    """The person's note with this id, deleted or not. Raises NotFound."""
    return _one(session, select(Note).where(Note.id == note_id, Note.person_id == person.id))


def visible_note(session: Session, person: Person, note_id: str) -> Note:
    """A note of one's own, or one whose words were shared with everybody. Raises NotFound."""
    return _one(session, visible_notes(person).where(Note.id == note_id))


def _one(session: Session, query: SelectOfScalar[Note]) -> Note:
    note = session.exec(query).first()
    if note is None:
        raise NotFound
    return note


def version_here(session: Session, version_id: str) -> PaperVersion:
    """A paper version; every member may read about every paper here. Raises NotFound."""
    version = session.get(PaperVersion, version_id)
    if version is None:
        raise NotFound("This paper is not here. Import it first; nothing was changed.")
    return version


@admits
def _own_note(note_id: str, person: PersonDep, session: SessionDep) -> Note:
    return own_note(session, person, note_id)


@admits
def _paper_here(paper_id: str, person: PersonDep, session: SessionDep) -> Paper:
    paper = session.get(Paper, paper_id)
    if paper is None:
        raise NotFound
    return paper


@admits
def _version_here(version_id: str, person: PersonDep, session: SessionDep) -> PaperVersion:
    return version_here(session, version_id)


OwnNote = Annotated[Note, Depends(_own_note)]
PaperHere = Annotated[Paper, Depends(_paper_here)]
VersionHere = Annotated[PaperVersion, Depends(_version_here)]
