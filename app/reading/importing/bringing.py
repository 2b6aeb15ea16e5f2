"""Bringing the notes of a file here: each to its paper, at its passage where a text here holds it, and only once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.database import IN_TURN, Database
from app.papers.models import Paper, PaperVersion
from app.people.models import Person
from app.reading import notes, shelf, tags
from app.reading.anchoring import newest_texts
from app.reading.collection_schemas import ImportedNote, ImportedNotes, ImportState
from app.reading.importing.finding import Opened, placed
from app.reading.importing.reporting import sum_of, told, what_became_of, why_not, without_paper
from app.reading.importing.shapes import Brought
from app.reading.importing.works import name_of, version_named
from app.reading.models import Note
from app.reading.placing import Leaf, Placed, abstract, opened

BATCH = 200
"""Notes kept at a time, so that nobody else waits long for the database."""


@dataclass(frozen=True)
class _Sorted:
    """A note of a file, with the version it goes to when its paper is here, and the place of its passage."""

    brought: Brought
    version: PaperVersion | None = None
    placed: Placed | None = None


def bring(database: Database, person: Person, brought: Sequence[Brought], paper_id: str | None) -> ImportedNotes:
    """Keep the notes of a file; those that name no paper go to `paper_id`, when it is said.

    Nothing is lost: what does not come in is told, and stays in the file. Doing so twice, or again after it broke off,
    brings nothing twice.
    """
    ready = _sorted(database, person, brought, paper_id)
    batches = (ready[start : start + BATCH] for start in range(0, len(ready), BATCH))
    became = [one for batch in batches for one in _keep(database, person, batch)]
    return ImportedNotes(sentence=sum_of(became), notes=became)


def _sorted(database: Database, person: Person, brought: Sequence[Brought], paper_id: str | None) -> list[_Sorted]:
    with database.transaction(read_only=True) as session:
        named = {works: _version(session, works, paper_id) for works in {one.works for one in brought}}
        papers = {version.paper_id for version in named.values() if version}
        leaves = {paper: _leaves(session, person, paper) for paper in papers}
    texts = {paper: [Opened(leaf) for leaf in found] for paper, found in leaves.items()}
    ready = []
    for one in brought:
        version = None if why_not(one) else named[one.works]
        ready.append(_Sorted(one, *placed(one, version, texts[version.paper_id])) if version else _Sorted(one))
    return ready


def _version(session: Session, works: tuple[str, ...], paper_id: str | None) -> PaperVersion | None:
    """The version that a note belongs to: the one its file names, else of the paper that was said."""
    if found := version_named(session, works):
        return found
    if paper_id is None or name_of(works):
        return None
    query = select(PaperVersion).where(PaperVersion.paper_id == paper_id).order_by(col(PaperVersion.number).desc())
    return session.exec(query).first()


def _leaves(session: Session, person: Person, paper_id: str) -> list[Leaf]:
    """All texts of a paper here: everybody's and the person's own, and the abstracts."""
    texts = [text for text in newest_texts(session, paper_id) if text.owner_id in {None, person.id}]
    query = select(PaperVersion).where(PaperVersion.paper_id == paper_id)
    return [*(opened(session, text) for text in texts), *(abstract(version) for version in session.exec(query))]


def _keep(database: Database, person: Person, ready: Sequence[_Sorted]) -> list[ImportedNote]:
    with database.transaction() as session:
        session.exec(select(Person.id).where(Person.id == person.id).with_for_update(**IN_TURN)).one()
        known = _known(session, person, ready)
        made = {one.brought.origin: _new(person, one) for one in ready if one.brought.origin not in known}
        new = {origin: note for origin, note in made.items() if note}
        session.add_all(new.values())
        session.flush()
        session.add_all(
            tag for one in ready if (note := new.get(one.brought.origin))
            for tag in tags.of_new(note, list(one.brought.tags))
        )  # fmt: skip
        for paper_id in {one.version.paper_id for one in ready if one.version and one.brought.origin in new}:
            shelf.begin_reading(session, person.id, paper_id)
            notes.look_for(session, paper_id)
        return [_became(session, one.brought, known, new) for one in ready]


def _known(session: Session, person: Person, ready: Sequence[_Sorted]) -> dict[str, Note]:
    origins = [one.brought.origin for one in ready]
    query = select(Note).where(Note.person_id == person.id, col(Note.origin).in_(origins))
    return {note.origin: note for note in session.exec(query)}


def _new(person: Person, one: _Sorted) -> Note | None:
    if one.version is None:
        return None
    note = notes.new(person, one.version, one.brought.words, one.placed, one.brought.colour)
    note.origin, note.created_at = one.brought.origin, one.brought.made_at or note.created_at
    return note


def _became(session: Session, one: Brought, known: dict[str, Note], new: dict[str, Note]) -> ImportedNote:
    note = known.get(one.origin) or new.get(one.origin)
    if note is None:
        refused = why_not(one)
        state = ImportState.LEFT_OUT if refused else ImportState.NO_PAPER
        return told(one, state, refused or without_paper(one))
    version = session.get_one(PaperVersion, note.version_id)
    state, sentence = what_became_of(note, is_new=one.origin in new)
    kept = None if note.deleted_at else note.id
    return told(one, state, sentence, kept, session.get_one(Paper, version.paper_id).key)
