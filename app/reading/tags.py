"""Tags of notes, in their writer's spelling."""

from collections import defaultdict
from collections.abc import Iterable

from sqlmodel import Session, col, delete, func, select
from sqlmodel.sql.expression import SelectOfScalar

from app.errors import BadInput
from app.people.models import Person
from app.reading.collection_schemas import TagOut
from app.reading.models import Note, NoteTag
from app.reading.rules import TAGS_MAXIMUM, clean_tags


def put(session: Session, note: Note, tags: list[str]) -> None:
    """Let a note carry these tags and no others. Raises BadInput for too many, or characters that nothing can hold."""
    kept = clean_tags(tags)
    if len(kept) > TAGS_MAXIMUM:
        raise BadInput(f"A note carries at most {TAGS_MAXIMUM} tags. Nothing was changed.")
    session.exec(delete(NoteTag).where(col(NoteTag.note_id) == note.id))
    session.add_all(NoteTag(note_id=note.id, tag=tag) for tag in kept)
    session.flush()


def of_new(note: Note, tags: list[str]) -> list[NoteTag]:
    """The rows of a new note's tags, not stored yet; of too many the first."""
    return [NoteTag(note_id=note.id, tag=tag) for tag in clean_tags(tags)[:TAGS_MAXIMUM]]


def of(session: Session, note_ids: Iterable[str] | SelectOfScalar[str]) -> dict[str, list[str]]:
    """The tags of these notes (their ids, or a query for them), by note, in the order of the alphabet."""
    found: dict[str, list[str]] = defaultdict(list)
    wanted = note_ids if isinstance(note_ids, SelectOfScalar) else list(note_ids)
    for note_id, tag in session.exec(select(NoteTag.note_id, NoteTag.tag).where(col(NoteTag.note_id).in_(wanted))):
        found[note_id].append(tag)
    return {note_id: sorted(tags, key=str.casefold) for note_id, tags in found.items()}


def counted(session: Session, person: Person) -> list[TagOut]:
    """The tags of somebody's notes, those they use most first."""
    query = (
        select(NoteTag.tag, func.count())
        .join(Note, col(Note.id) == NoteTag.note_id)
        .where(Note.person_id == person.id, col(Note.deleted_at).is_(None))
        .group_by(NoteTag.tag)
    )
    counts = sorted(session.exec(query).all(), key=lambda found: (-found[1], found[0].casefold(), found[0]))
    return [TagOut(tag=tag, count=count) for tag, count in counts]
