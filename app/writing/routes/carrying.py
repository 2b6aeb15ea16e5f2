"""Drafts that come and go as files: Markdown both ways, Word documents in."""

from typing import Annotated

from fastapi import APIRouter, File, UploadFile

from app.files import Files
from app.people.access import PersonDep
from app.web import DatabaseDep, SessionDep, part
from app.writing import carrying, drafts, opening
from app.writing.access import EditableDraft, VisibleDraft
from app.writing.schemas import DraftOut
from app.writing.schemas.carrying import CopyIn, CopyOut, FileIn, OpenedOut

router = APIRouter()
FilesDep = Annotated[Files, part(Files)]


@router.post("/drafts/{draft_id}/copies", status_code=201)
def copy_draft(draft: VisibleDraft, session: SessionDep) -> CopyOut:
    """Take a copy of a draft, as a Markdown file that can be put back."""
    return CopyOut(name=carrying.file_name(draft), source=carrying.copy(session, draft))


@router.put("/drafts/{draft_id}/copy")
def put_copy_back(draft: EditableDraft, given: CopyIn, person: PersonDep, session: SessionDep) -> CopyOut:
    """Put a copy's changes into the draft, beside what others wrote meanwhile; answers with the copy as it is then."""
    merged = carrying.put_back(session, draft, person, given.source, given.details)
    return CopyOut(name=carrying.file_name(draft), source=merged)


@router.post("/opened-files", status_code=201)
def open_file(given: FileIn, person: PersonDep, session: SessionDep) -> DraftOut:
    """Begin a draft from a Markdown file."""
    return drafts.full(session, carrying.open_file(session, person, given.source, given.name), person)


@router.post("/opened-documents", status_code=201)
def open_document(
    file: Annotated[UploadFile, File()], person: PersonDep, database: DatabaseDep, files: FilesDep
) -> OpenedOut:
    """Begin a draft from a Word document (.docx)."""
    return opening.open_document(database, files, person, file.file.read(opening.LARGEST + 1), file.filename or "")
