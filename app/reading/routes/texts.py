"""The API of what can be read of a paper version, and of asking for it."""

from collections.abc import Iterator
from itertools import count
from typing import Annotated

from fastapi import APIRouter, File, Response, UploadFile
from fastapi.responses import StreamingResponse

from app import pictures
from app.database import Database
from app.errors import NotFound
from app.files import Files
from app.papers import uploads
from app.papers.fetching import figures
from app.papers.rules import TextForm
from app.people.access import PersonDep
from app.reading import own_pdfs, texts
from app.reading.access import VersionHere, version_here
from app.reading.text_schemas import FetchIn, PaperTextOut, TextState
from app.reading.texts import ReadableText
from app.reading.texts_shown import full
from app.web import DatabaseDep, ReadSessionDep, SessionDep, part

router = APIRouter()
FilesDep = Annotated[Files, part(Files)]
_ALONE = {"Content-Security-Policy": pictures.ALONE, "Cache-Control": "private, max-age=86400"}


@router.get("/paper-versions/{version_id}/text")
def text_state(version: VersionHere, person: PersonDep, session: SessionDep) -> TextState:
    """What can be read of a version, what is on its way, and who may read it. Fetches nothing."""
    return texts.state(session, person, version)


@router.put("/paper-versions/{version_id}/text")
def ask_for_text(version: VersionHere, given: FetchIn, person: PersonDep, session: SessionDep) -> TextState:
    """Open the text of a version: what is not here is asked of arXiv, behind everybody's queue, and once for all."""
    texts.ask(session, person, version, given.form)
    return texts.state(session, person, version)


@router.get("/paper-texts/{text_id}")
def read_text(text: ReadableText, session: ReadSessionDep, files: FilesDep) -> PaperTextOut:
    """A text to read, as safe HTML or with its PDF beside it."""
    return full(session, files, text)


@router.get("/paper-texts/{text_id}/pdf")
def read_pdf(text: ReadableText, database: DatabaseDep, files: FilesDep) -> Response:
    """The bytes of a PDF."""
    if text.form is not TextForm.PDF:
        raise NotFound("This text was read from HTML. Ask for its PDF; nothing was changed.")
    headers = {"Cache-Control": "private, max-age=86400", "Content-Disposition": "inline"}
    return StreamingResponse(_parts(database, files, text.body), media_type="application/pdf", headers=headers)


@router.get("/paper-texts/{text_id}/figures/{name:path}")
def read_figure(text: ReadableText, name: str, session: ReadSessionDep, files: FilesDep) -> Response:
    """A picture of a text."""
    data, media_type = figures.load(session, files, text, name)
    return Response(data, media_type=media_type, headers=_ALONE)


@router.post("/paper-versions/{version_id}/own-pdf", status_code=201)
def keep_own_pdf(
    version_id: str, file: Annotated[UploadFile, File()], person: PersonDep, database: DatabaseDep, files: FilesDep
) -> TextState:
    """Keep a PDF of one's own, which nobody else sees, in place of the one there was."""
    with database.transaction(read_only=True) as session:
        own_pdfs.refuse_closed(session, version_here(session, version_id))
    with uploads.received(file.file) as pdf:
        document = uploads.read(pdf)
        with database.transaction() as session:
            version = version_here(session, version_id)
            own_pdfs.put(session, files, person, version, document, pdf)
            return texts.state(session, person, version)


@router.delete("/paper-versions/{version_id}/own-pdf")
def take_own_pdf_away(version: VersionHere, person: PersonDep, session: SessionDep, files: FilesDep) -> TextState:
    """Take one's own PDF away; one's notes stay."""
    own_pdfs.take_away(session, files, person, version)
    return texts.state(session, person, version)


def _parts(database: Database, files: Files, digest: str) -> Iterator[bytes]:
    """A file, a megabyte at a time, each read in a transaction of its own."""
    for position in count():
        with database.transaction(read_only=True) as session:
            piece = files.part(session, digest, position)
        if not piece:
            return
        yield piece
