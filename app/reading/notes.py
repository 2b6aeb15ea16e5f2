"""Notes: words about a passage of a paper, or about the whole of it; without words, a highlight."""

from sqlmodel import Session

from app.anchors import Anchor
from app.database import now
from app.errors import BadInput
from app.jobs import announce, enqueue
from app.papers.models import PaperVersion
from app.people.models import Person
from app.reading import shelf, tags
from app.reading.access import version_here
from app.reading.anchoring import PLACE, forget
from app.reading.models import Note
from app.reading.placing import Placed
from app.reading.rules import Colour, Sharing, clean_words


def write(
    session: Session,
    person: Person,
    version: PaperVersion,
    words: str,
    placed: Placed | None,
    *,
    colour: Colour = Colour.AMBER,
    labels: list[str] | None = None,
) -> Note:
    """Keep a note with its tags; its paper goes on the writer's shelf. Raises BadInput when it is about nothing."""
    note = new(person, version, words, placed, colour)
    session.add(note)
    session.flush()
    tags.put(session, note, labels or [])
    shelf.begin_reading(session, person.id, version.paper_id)
    if note.anchor:
        look_for(session, version.paper_id)
    announce(session, "reading.note_written", note.id)
    return note


def new(
    person: Person, version: PaperVersion, words: str, placed: Placed | None, colour: Colour = Colour.AMBER
) -> Note:
    """The row of a note, not stored yet. Raises BadInput when it is about nothing."""
    words = clean_words(words).strip()
    if placed is None and not words:
        raise BadInput("A note needs words, or a passage to highlight. Nothing was stored.")
    note = Note(person_id=person.id, version_id=version.id, words=words, colour=colour)
    if placed:
        _set(note, placed)
    return note


def look_for(session: Session, paper_id: str) -> None:
    """Ask for the places of what was noted on a paper in all its texts."""
    enqueue(session, PLACE, {"id": paper_id}, key=paper_id)


def change(
    session: Session, note: Note, words: str | None, colour: Colour | None = None, labels: list[str] | None = None
) -> None:
    """New words, another colour, other tags; None leaves each as it is.

    Raises BadInput when it would be about nothing.
    """
    if words is not None:
        words = clean_words(words).strip()
        if note.anchor is None and not words:
            raise BadInput("A note about the whole paper needs words. The old ones are still there.")
        note.words = words
    note.colour = colour or note.colour
    if labels is not None:
        tags.put(session, note, labels)
    note.changed_at = now()
    session.flush()


def move(session: Session, note: Note, version: PaperVersion, placed: Placed | None) -> None:
    """Put a note that lost its place at another; or (None) keep it for the whole paper, the passage above its words.

    Raises BadInput for a version of another paper.
    """
    if _paper_of(session, note) != version.paper_id:
        raise BadInput("That is another paper. The note is where it was.")
    if placed:
        _set(note, placed)
    elif note.anchor:
        quoted = f"> {' '.join(Anchor.from_json(note.anchor).exact.split())}"
        note.words = f"{quoted}\n\n{note.words}".strip()
        note.anchor = None
    note.version_id, note.changed_at = version.id, now()
    forget(session, note)
    look_for(session, version.paper_id)
    session.flush()


def share(session: Session, note: Note, sharing: Sharing) -> None:
    """Say who may read a note's words from now on."""
    note.sharing = sharing
    session.flush()
    announce(session, "reading.note_shared", note.id)


def remove(note: Note) -> None:
    """Take a note away; it can be had back. What was quoted from it in saved versions stays there."""
    note.deleted_at = now()


def restore(session: Session, note: Note) -> None:
    """Have a deleted note back as it was. Doing so twice changes nothing."""
    note.deleted_at = None
    look_for(session, _paper_of(session, note))
    session.flush()


def _paper_of(session: Session, note: Note) -> str:
    return version_here(session, note.version_id).paper_id


def _set(note: Note, placed: Placed) -> None:
    note.form, note.text_digest, note.anchor = placed.form, placed.digest, placed.anchor.as_json()
