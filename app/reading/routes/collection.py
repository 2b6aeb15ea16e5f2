"""The API of all one's notes together: search, tags, colours, leaving as files and coming in from them."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi.responses import JSONResponse, Response

from app.people.access import PersonDep
from app.reading import colours, exporting, importing, searching, tags
from app.reading.collection_schemas import ColourWire, ImportedNotes, NoteHits, TagOut
from app.reading.exporting.web_annotations import MEDIA_TYPE
from app.reading.rules import TAG_MAXIMUM, Colour
from app.web import DatabaseDep, ReadSessionDep, SessionDep, SettingsDep

router = APIRouter()
PaperQuery = Annotated[str | None, Query(max_length=40)]


@router.get("/note-search")
def search_notes(
    person: PersonDep,
    session: ReadSessionDep,
    words: Annotated[str, Query(max_length=400)] = "",
    tag: Annotated[str | None, Query(max_length=TAG_MAXIMUM)] = None,
    colour: Colour | None = None,
    paper: PaperQuery = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> NoteHits:
    """One's own notes that hold every word in their words, passage or tags, newest first."""
    return searching.search(session, person, words, tag=tag, colour=colour, paper_id=paper, limit=limit, offset=offset)


@router.get("/note-tags")
def read_tags(person: PersonDep, session: ReadSessionDep) -> list[TagOut]:
    """The tags of one's notes, the most used first."""
    return tags.counted(session, person)


@router.get("/note-colours")
def read_colours(person: PersonDep, session: ReadSessionDep) -> list[ColourWire]:
    """What each colour means to one."""
    return colours.meanings(session, person)


@router.put("/note-colours")
def name_colours(given: list[ColourWire], person: PersonDep, session: SessionDep) -> list[ColourWire]:
    """Say what colours mean; those not named stay as they are."""
    colours.name(session, person, given)
    return colours.meanings(session, person)


@router.get("/notes.jsonld", response_class=JSONResponse)
def export_annotations(
    person: PersonDep, database: DatabaseDep, settings: SettingsDep, paper: PaperQuery = None
) -> Response:
    """One's own notes as W3C Web Annotations."""
    with database.transaction(read_only=True) as session:
        notes = exporting.kept(session, person, paper)
    address = f"{settings.address}/api/notes.jsonld" + (f"?{urlencode({'paper': paper})}" if paper else "")
    written = exporting.collection(notes, person.name, settings.address, address)
    return JSONResponse(written, media_type=MEDIA_TYPE, headers=_as_file("notes.jsonld"))


@router.get("/notes.md", response_class=Response)
def export_markdown(person: PersonDep, database: DatabaseDep, paper: PaperQuery = None) -> Response:
    """One's own notes as Markdown, by paper and section."""
    with database.transaction(read_only=True) as session:
        notes = exporting.kept(session, person, paper)
    text = exporting.markdown(notes)
    return Response(text, media_type="text/markdown; charset=utf-8", headers=_as_file("notes.md"))


@router.post("/note-imports", status_code=201)
def import_notes(
    file: Annotated[UploadFile, File()],
    person: PersonDep,
    database: DatabaseDep,
    paper: Annotated[str | None, Form(max_length=40)] = None,
) -> ImportedNotes:
    """Bring in notes from an export file of Zotero or Hypothesis; those that name no paper go to `paper`."""
    brought = importing.read(file.file.read(importing.BYTES + 1))
    return importing.bring(database, person, brought, paper)


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
