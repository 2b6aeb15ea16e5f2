"""The API of notes."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.markup import Renderer
from app.people.access import PersonDep
from app.reading import access, notes
from app.reading.access import OwnNote
from app.reading.schemas import NoteChange, NoteIn, NoteOut, SharingIn
from app.web import DatabaseDep, SessionDep, part

router = APIRouter()
RendererDep = Annotated[Renderer, part(Renderer)]


@router.get("/notes")
def read_notes(
    paper: Annotated[str, Query(max_length=40)], person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> list[NoteOut]:
    """One's own notes about a paper, and those that others share."""
    with database.transaction(read_only=True) as session:
        seen = notes.about(session, person, paper)
    return [notes.shown(one, person, renderer) for one in seen]


@router.post("/notes", status_code=201)
def write_note(given: NoteIn, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> NoteOut:
    """Note something about a passage of a paper version, or about the whole."""
    with database.transaction() as session:
        version = access.version_here(session, given.version_id)
        anchor = given.anchor.anchor() if given.anchor else None
        seen = notes.see(session, notes.write(session, person, version, given.words, anchor))
    return notes.shown(seen, person, renderer)


@router.patch("/notes/{note_id}")
def change_note(
    note_id: str, given: NoteChange, person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> NoteOut:
    """Give a note of one's own new words."""
    with database.transaction() as session:
        note = access.own_note(session, person, note_id)
        notes.reword(session, note, given.words)
        seen = notes.see(session, note)
    return notes.shown(seen, person, renderer)


@router.delete("/notes/{note_id}", status_code=204)
def remove_note(note: OwnNote, session: SessionDep) -> None:
    """Take a note of one's own away for good."""
    notes.remove(session, note)


@router.put("/notes/{note_id}/sharing")
def share_note(
    note_id: str, given: SharingIn, person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> NoteOut:
    """Share a note's words, or keep them to oneself again."""
    with database.transaction() as session:
        note = access.own_note(session, person, note_id)
        notes.share(session, note, given.sharing)
        seen = notes.see(session, note)
    return notes.shown(seen, person, renderer)
