"""The API of notes, one by one and beside a text."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.database import Database
from app.markup import Renderer
from app.people.access import PersonDep
from app.people.models import Person
from app.reading import access, notes, placing, showing
from app.reading.access import OwnNote
from app.reading.schemas import AnchorWire, NoteAnchorIn, NoteChange, NoteIn, NoteOut, SharingIn
from app.reading.texts import readable
from app.web import DatabaseDep, part

router = APIRouter()
RendererDep = Annotated[Renderer, part(Renderer)]
IdQuery = Annotated[str, Query(max_length=40)]


@router.get("/notes")
def read_notes(
    paper: IdQuery,
    person: PersonDep,
    database: DatabaseDep,
    renderer: RendererDep,
    text: Annotated[str | None, Query(max_length=40)] = None,
) -> list[NoteOut]:
    """One's own notes about a paper and those that others share, each at its place in a text of it."""
    with database.transaction(read_only=True) as session:
        beside = readable(session, person, text) if text else None
        seen = showing.about(session, person, paper, beside)
    return showing.all_shown(seen, person, renderer)


@router.post("/notes", status_code=201)
def write_note(given: NoteIn, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> NoteOut:
    """Note something about a passage of a paper version, or about the whole."""
    leaf, placed = _place(database, person, given.version_id, given.text_id, given.anchor)
    with database.transaction() as session:
        note = notes.write(session, person, leaf.version, given.words, placed, colour=given.colour, labels=given.tags)
        seen = showing.see(session, note)
    return showing.shown(seen, person, renderer)


@router.get("/notes/{note_id}")
def read_note(note_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> NoteOut:
    """A note of one's own, or one that somebody shares with everybody."""
    with database.transaction(read_only=True) as session:
        seen = showing.see(session, access.visible_note(session, person, note_id))
    return showing.shown(seen, person, renderer)


@router.patch("/notes/{note_id}")
def change_note(
    note_id: str, given: NoteChange, person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> NoteOut:
    """Give a note of one's own new words, another colour, other tags."""
    with database.transaction() as session:
        note = access.own_note(session, person, note_id)
        notes.change(session, note, given.words, given.colour, given.tags)
        seen = showing.see(session, note)
    return showing.shown(seen, person, renderer)


@router.delete("/notes/{note_id}", status_code=204)
def remove_note(note: OwnNote) -> None:
    """Take a note of one's own away; it can be had back."""
    notes.remove(note)


@router.put("/notes/{note_id}/restoration")
def restore_note(note_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> NoteOut:
    """Have a note back that one deleted."""
    with database.transaction() as session:
        note = access.deleted_note(session, person, note_id)
        notes.restore(session, note)
        seen = showing.see(session, note)
    return showing.shown(seen, person, renderer)


@router.put("/notes/{note_id}/anchor")
def move_note(
    note_id: str, given: NoteAnchorIn, person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> NoteOut:
    """Put a note that lost its place at another, or keep it for the whole paper."""
    leaf, placed = _place(database, person, given.version_id, given.text_id, given.anchor)
    with database.transaction() as session:
        note = access.own_note(session, person, note_id)
        notes.move(session, note, leaf.version, placed)
        seen = showing.see(session, note)
    return showing.shown(seen, person, renderer)


@router.put("/notes/{note_id}/sharing")
def share_note(
    note_id: str, given: SharingIn, person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> NoteOut:
    """Say who may read a note's words: nobody else, those one writes with, everybody."""
    with database.transaction() as session:
        note = access.own_note(session, person, note_id)
        notes.share(session, note, given.sharing)
        seen = showing.see(session, note)
    return showing.shown(seen, person, renderer)


def _place(
    database: Database, person: Person, version_id: str, text_id: str | None, anchor: AnchorWire | None
) -> tuple[placing.Leaf, placing.Placed | None]:
    """The text that somebody read, and their passage in it, found before the transaction that keeps it."""
    with database.transaction(read_only=True) as session:
        leaf = placing.leaf(session, person, version_id, text_id)
    return leaf, placing.place(anchor.anchor(), leaf) if anchor else None
