"""Looking back: versions, comparing two, naming one, having one back; who wrote what."""

from typing import Annotated

from fastapi import APIRouter

from app.markup import Renderer
from app.people.access import PersonDep
from app.web import DatabaseDep, SessionDep, part
from app.writing import comparing, history, text
from app.writing.access import EditableDraft, VisibleDraft
from app.writing.schemas import ComparisonOut, RestoredOut, VersionName, VersionOut, WritersOut

router = APIRouter()
RendererDep = Annotated[Renderer, part(Renderer)]


@router.get("/drafts/{draft_id}/history")
def read_history(draft: VisibleDraft, session: SessionDep) -> list[VersionOut]:
    """The text as it stands, then all that is kept of it, newest first."""
    return history.versions(session, draft)


@router.get("/drafts/{draft_id}/history/{old_id}/{new_id}")
def compare_versions(
    draft_id: str, old_id: str, new_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> ComparisonOut:
    """How two versions differ; `now` in place of an id is the text as it stands."""
    return comparing.compare(database, renderer, person, draft_id, old_id, new_id)


@router.patch("/drafts/{draft_id}/history/{version_id}")
def name_version(draft: EditableDraft, version_id: str, given: VersionName, session: SessionDep) -> VersionOut:
    """Call a version that was kept by itself something."""
    return history.name(session, draft, version_id, given.name)


@router.put("/drafts/{draft_id}/text-of/{version_id}")
def restore_version(draft: EditableDraft, version_id: str, person: PersonDep, session: SessionDep) -> RestoredOut:
    """Put a version's text in place, as a new edit."""
    stood = history.restore(session, draft, version_id, person)
    live = text.current(session, draft)
    return RestoredOut(version=live.version, changed_at=live.changed_at, stood=stood)


@router.get("/drafts/{draft_id}/writers")
def read_writers(draft: VisibleDraft, session: SessionDep) -> WritersOut:
    """Whose words each client of the text wrote."""
    return history.writers(session, draft)
