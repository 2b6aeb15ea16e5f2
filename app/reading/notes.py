"""Notes: words about a passage of a paper, or about the whole of it; without words, a highlight."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.anchors import Anchor, find, make
from app.database import now
from app.errors import BadInput
from app.jobs import announce
from app.markup import Renderer
from app.papers.models import Paper, PaperVersion
from app.people.models import Person
from app.people.schemas import PersonOut
from app.reading import shelf
from app.reading.access import visible_notes
from app.reading.models import Note
from app.reading.rules import Sharing, clean_line, clean_words
from app.reading.schemas import AnchorWire, NoteOut


@dataclass(frozen=True)
class Seen:
    """A note with all that is shown beside it."""

    note: Note
    version: PaperVersion
    paper: Paper
    writer: Person


def write(session: Session, person: Person, version: PaperVersion, words: str, anchor: Anchor | None) -> Note:
    """Keep a note; its paper goes on the writer's shelf.

    Raises BadInput when it is about nothing, or about words that the paper does not hold or holds more than once.
    """
    words = clean_words(words).strip()
    if anchor is None and not words:
        raise BadInput("A note needs words, or a passage to highlight. Nothing was stored.")
    placed = _placed(anchor, version.abstract).as_json() if anchor else None
    note = Note(person_id=person.id, version_id=version.id, words=words, anchor=placed)
    session.add(note)
    shelf.begin_reading(session, person.id, version.paper_id)
    session.flush()
    announce(session, "reading.note_written", note.id)
    return note


def _placed(anchor: Anchor, text: str) -> Anchor:
    """The anchor made again from the text itself, so that what is quoted is what the paper says."""
    place = find(anchor, text, unchanged=True)
    if place is None or place.confidence < 0.9:
        raise BadInput(
            "This passage is not in the paper's text, or stands there twice. Nothing was stored; select more words."
        )
    return make(text, place.start, place.end, clean_line(anchor.section) or "Abstract")


def reword(session: Session, note: Note, words: str) -> None:
    """New words for a note. Raises BadInput when it would be about nothing."""
    words = clean_words(words).strip()
    if note.anchor is None and not words:
        raise BadInput("A note about the whole paper needs words. The old ones are still there.")
    note.words, note.changed_at = words, now()
    session.flush()


def share(session: Session, note: Note, sharing: Sharing) -> None:
    """Say who may read a note's words from now on."""
    note.sharing = sharing
    session.flush()
    announce(session, "reading.note_shared", note.id)


def remove(session: Session, note: Note) -> None:
    """Take a note away for good. What was quoted from it in saved versions stays there."""
    session.delete(note)


def about(session: Session, person: Person, paper_id: str) -> list[Seen]:
    """The notes about a paper that the person may see, in the order of their passages; those about the whole first."""
    query = visible_notes(person).where(
        col(Note.version_id).in_(select(PaperVersion.id).where(PaperVersion.paper_id == paper_id))
    )
    found = [see(session, note) for note in session.exec(query)]
    return sorted(found, key=lambda seen: (_start(seen.note), seen.note.created_at))


def see(session: Session, note: Note) -> Seen:
    """A note with its paper and its writer."""
    version = session.get_one(PaperVersion, note.version_id)
    return Seen(note, version, session.get_one(Paper, version.paper_id), session.get_one(Person, note.person_id))


def shown(seen: Seen, viewer: Person, renderer: Renderer) -> NoteOut:
    """The note as `viewer` sees it. It renders, so it belongs outside any transaction."""
    note = seen.note
    return NoteOut(
        id=note.id,
        version_id=note.version_id,
        paper_key=seen.paper.key,
        paper_title=seen.version.title,
        number=seen.version.number,
        words=note.words,
        html=renderer.render(note.words, form="feed").html if note.words else "",
        anchor=AnchorWire.of(note.anchor) if note.anchor else None,
        sharing=note.sharing,
        person=PersonOut.of(seen.writer),
        mine=note.person_id == viewer.id,
        created_at=note.created_at,
        changed_at=note.changed_at,
    )


def _start(note: Note) -> int:
    return (Anchor.from_json(note.anchor).start or 0) if note.anchor else -1
