"""Saved versions: list, save, read."""

from typing import Annotated

from fastapi import APIRouter

from app.markup import Renderer
from app.people.access import PersonDep
from app.web import DatabaseDep, SessionDep, part
from app.writing import access, images, revisions
from app.writing.access import VisibleDraft
from app.writing.schemas import RevisionIn, RevisionOut, RevisionRow

router = APIRouter()
RendererDep = Annotated[Renderer, part(Renderer)]


@router.get("/drafts/{draft_id}/revisions")
def read_revisions(draft: VisibleDraft, session: SessionDep) -> list[RevisionRow]:
    """The saved versions of a draft, newest first."""
    return [revisions.row(revision) for revision in revisions.of(session, draft.id)]


@router.post("/drafts/{draft_id}/revisions", status_code=201)
def save_revision(
    draft_id: str, given: RevisionIn, person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> RevisionRow:
    """Save a version of the text, with everything it leans on."""
    with database.transaction(read_only=True) as session:
        access.editable_draft(session, person, draft_id)
    needed = revisions.needed_by(database, renderer, draft_id)
    with database.transaction() as session:
        draft = access.editable_draft(session, person, draft_id)
        made = revisions.freeze(session, draft, person.id, given.occasion, given.base_version, needed, given.name)
    return revisions.row(made)


@router.get("/revisions/{revision_id}")
def read_revision(revision_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> RevisionOut:
    """A saved version as it stood."""
    with database.transaction(read_only=True) as session:
        revision = access.visible_revision(session, person, revision_id)
        claims = revisions.evidence_of(session, revision)
    return revisions.shown(revision, claims, lambda digest: images.address(revision.draft_id, digest), renderer)
