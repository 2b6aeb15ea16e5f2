"""The API of bringing a paper's own macros into a draft."""

from fastapi import APIRouter

from app.people.access import PersonDep
from app.web import SessionDep
from app.writing import paper_macros
from app.writing.access import EditableDraft
from app.writing.schemas import PaperMacrosOut

router = APIRouter()


@router.get("/drafts/{draft_id}/papers/{version_id}/macros")
def macros_state(draft: EditableDraft, version_id: str, person: PersonDep, session: SessionDep) -> PaperMacrosOut:
    """The macros of a paper of the draft, or where they stand. Fetches nothing."""
    return paper_macros.state(session, draft, person, version_id)


@router.put("/drafts/{draft_id}/papers/{version_id}/macros")
def bring_macros(draft: EditableDraft, version_id: str, person: PersonDep, session: SessionDep) -> PaperMacrosOut:
    """Bring the macros of a paper from its source: asked of arXiv behind everybody's queue, and once for all."""
    paper_macros.ask(session, draft, person, version_id)
    return paper_macros.state(session, draft, person, version_id)
