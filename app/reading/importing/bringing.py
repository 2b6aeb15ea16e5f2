"""Bringing the notes of a file here: each to its paper, at its passage where a text here holds it, and only once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.database import Database
from app.errors import BadInput
from app.papers.models import Paper, PaperVersion
from app.papers.rules import TextForm
from app.people.models import Person
from app.reading import notes
from app.reading.access import version_here
from app.reading.anchoring import newest_texts
from app.reading.collection_schemas import ImportedNote, ImportedNotes, ImportState
from app.reading.importing.finding import placed
from app.reading.importing.shapes import Brought
from app.reading.importing.works import name_of, version_named
from app.reading.models import Note
from app.reading.placing import Leaf, Placed, abstract, opened
from app.reading.rules import QUOTE_MAXIMUM, TAGS_MAXIMUM, WORDS_MAXIMUM, clean_words

_STATES = {
    ImportState.PLACED: "at their passage",
    ImportState.ORPHAN: "whose passage is not in the texts here yet",
    ImportState.WHOLE: "on a whole paper",
    ImportState.KNOWN: "were here already",
    ImportState.NO_PAPER: "wait for their paper",
    ImportState.LEFT_OUT: "were left in the file",
}
_SENTENCES = {
    ImportState.PLACED: "It stands at its passage.",
    ImportState.ORPHAN: "Its passage is not in the texts that are here; it is looked for in every text that comes.",
    ImportState.WHOLE: "It stands on the whole paper.",
}


@dataclass(frozen=True)
class _Sorted:
    """A note of a file, with the version it goes to when its paper is here, and the place of its passage."""

    brought: Brought
    version: PaperVersion | None = None
    placed: Placed | None = None


def bring(database: Database, person: Person, brought: Sequence[Brought], paper_id: str | None) -> ImportedNotes:
    """Keep the notes of a file; those that name no paper go to `paper_id`, when it is said.

    Nothing is lost: what does not come in is told, and stays in the file. Doing so twice brings nothing twice.
    """
    with database.transaction(read_only=True) as session:
        named = {works: _version(session, works, paper_id) for works in {one.works for one in brought}}
        versions = [named[one.works] for one in brought]
        leaves = {id_: _leaves(session, person, id_) for id_ in {one.paper_id for one in versions if one}}
    ready = [
        _Sorted(one, *placed(one, version, leaves[version.paper_id])) if version and not _why_not(one) else _Sorted(one)
        for one, version in zip(brought, versions, strict=True)
    ]
    with database.transaction() as session:
        session.exec(select(Person.id).where(Person.id == person.id).with_for_update()).one()
        known = _known(session, person)
        told = [_keep(session, person, one, known) for one in ready]
    return ImportedNotes(sentence=_sum(told), notes=told)


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


def _known(session: Session, person: Person) -> dict[str, Note]:
    query = select(Note).where(Note.person_id == person.id, Note.origin != "")
    return {note.origin: note for note in session.exec(query)}


def _keep(session: Session, person: Person, one: _Sorted, known: dict[str, Note]) -> ImportedNote:
    brought = one.brought
    if note := known.get(brought.origin):
        deleted = "You deleted it here, so it stays deleted." if note.deleted_at else "It is here already."
        return _told(session, ImportState.KNOWN, deleted, brought, note)
    if why := _why_not(brought):
        return _told(session, ImportState.LEFT_OUT, why, brought)
    if one.version is None:
        return _told(session, ImportState.NO_PAPER, _without_paper(brought), brought)
    try:
        note = _write(session, person, one, one.version)
    except BadInput as error:
        return _told(session, ImportState.LEFT_OUT, error.sentence, brought)
    known[brought.origin] = note
    state = ImportState.WHOLE if not note.anchor else ImportState.PLACED if _stands(note) else ImportState.ORPHAN
    return _told(session, state, _SENTENCES[state], brought, note)


def _write(session: Session, person: Person, one: _Sorted, version: PaperVersion) -> Note:
    brought, labels = one.brought, list(one.brought.tags)[:TAGS_MAXIMUM]
    made = notes.write(session, person, version, brought.words, one.placed, colour=brought.colour, labels=labels)
    made.origin, made.created_at = brought.origin, brought.made_at or made.created_at
    session.flush()
    return made


def _why_not(one: Brought) -> str:
    if one.refusal:
        return one.refusal
    if len(one.words) > WORDS_MAXIMUM or len(one.quote) > QUOTE_MAXIMUM:
        return f"A note holds at most {WORDS_MAXIMUM:,} characters, and its passage {QUOTE_MAXIMUM:,}."
    try:
        clean_words(one.words + one.quote + one.prefix + one.suffix)
    except BadInput as error:
        return error.sentence
    return "" if one.quote.strip() or one.words.strip() else "It holds neither words nor a passage."


def _stands(note: Note) -> bool:
    return bool(note.text_digest) or note.form is TextForm.ABSTRACT


def _without_paper(one: Brought) -> str:
    if name := name_of(one.works):
        return f"Its paper is not here. Paste {name} into the box on your desk, then bring this file in again."
    return "The file does not say which paper it is about. Open the paper, and bring the file in from there."


def _told(session: Session, state: ImportState, sentence: str, one: Brought, note: Note | None = None) -> ImportedNote:
    paper = session.get_one(Paper, version_here(session, note.version_id).paper_id) if note else None
    return ImportedNote(
        state=state,
        sentence=sentence,
        quote=" ".join((one.quote or one.words).split())[:200],
        note_id=note.id if note and note.deleted_at is None else None,
        paper_key=paper.key if paper else None,
        paper_words=name_of(one.works),
    )


def _sum(told: Sequence[ImportedNote]) -> str:
    counts = {state: sum(one.state is state for one in told) for state in _STATES}
    came = sum(counts[state] for state in (ImportState.PLACED, ImportState.ORPHAN, ImportState.WHOLE))
    parts = [f"{count} {_STATES[state]}" for state, count in counts.items() if count]
    return f"{came} of {len(told)} notes came in: {', '.join(parts)}." if parts else "The file holds no notes."
