"""Drafts: begin, read, change, delete, have back."""

from fastapi import APIRouter

from app.people.access import PersonDep
from app.reading.access import PaperHere
from app.web import SessionDep
from app.writing import deleting, drafts, templates
from app.writing.access import EditableDraft, RestorableDraft, VisibleDraft
from app.writing.schemas import DeletedDraft, DraftChange, DraftIn, DraftOut, DraftRow, KindOut, OpenDrafts

router = APIRouter()


@router.get("/kinds")
def read_kinds(person: PersonDep) -> list[KindOut]:
    """The kinds of draft, with their prompts."""
    return templates.kinds()


@router.get("/drafts")
def read_drafts(person: PersonDep, session: SessionDep) -> list[DraftRow]:
    """The drafts one writes or reads along in."""
    return drafts.rows(session, person)


@router.post("/drafts", status_code=201)
def begin_draft(given: DraftIn, person: PersonDep, session: SessionDep) -> DraftOut:
    """Begin a draft about papers, or about none."""
    return drafts.full(session, drafts.begin(session, person, given), person)


@router.get("/drafts/{draft_id}")
def read_draft(draft: VisibleDraft, person: PersonDep, session: SessionDep) -> DraftOut:
    """A draft with its text."""
    return drafts.full(session, draft, person)


@router.patch("/drafts/{draft_id}")
def change_draft(draft: EditableDraft, given: DraftChange, person: PersonDep, session: SessionDep) -> DraftOut:
    """Say anew what a draft is: title, kind, reader, papers, byline."""
    drafts.change(session, draft, person, given)
    return drafts.full(session, draft, person)


@router.delete("/drafts/{draft_id}", status_code=204)
def remove_draft(draft: EditableDraft, person: PersonDep, session: SessionDep) -> None:
    """Delete a draft; for 30 days it can be had back."""
    deleting.remove(session, draft, person)


@router.get("/deleted-drafts")
def read_deleted_drafts(person: PersonDep, session: SessionDep) -> list[DeletedDraft]:
    """The drafts one deleted, or a co-author did, and can still have back."""
    return deleting.restorable(session, person)


@router.put("/drafts/{draft_id}/restoration")
def restore_draft(draft: RestorableDraft, person: PersonDep, session: SessionDep) -> DraftOut:
    """Have a deleted draft back."""
    deleting.restore(session, draft, person)
    return drafts.full(session, draft, person)


@router.get("/papers-drafts/{paper_id}")
def count_open_drafts(paper: PaperHere, person: PersonDep, session: SessionDep) -> OpenDrafts:
    """How many drafts by others are open about a paper."""
    return OpenDrafts(open=drafts.open_about(session, paper.id, person))
