"""The API of what a draft leans on: how its claims stand, and the notes its writers share."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.markup import Renderer
from app.people.access import PersonDep
from app.reading import showing
from app.reading.schemas import NoteOut
from app.reading.texts import readable
from app.web import DatabaseDep, part
from app.writing import access, checks, claims, ledger, sharing, text
from app.writing.schemas import ChecksOut, ClaimOut, LedgerOut

router = APIRouter()
RendererDep = Annotated[Renderer, part(Renderer)]


@router.get("/drafts/{draft_id}/claims")
def read_claims(draft_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> list[ClaimOut]:
    """How each claim of the text stands in the newest text of the paper it leans on."""
    with database.transaction(read_only=True) as session:
        body = text.body(session, access.visible_draft(session, person, draft_id).id)
    needed = renderer.needs(body)
    with database.transaction(read_only=True) as session:
        draft = access.visible_draft(session, person, draft_id)
        known = claims.leaning(session, draft, needed.notes)
    return claims.shown(needed.uses, known)


@router.get("/drafts/{draft_id}/ledger")
def read_ledger(draft_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> LedgerOut:
    """The claims of the text and their sources, sentences that name none, and what of its papers nothing leans on."""
    with database.transaction(read_only=True) as session:
        body = text.body(session, access.visible_draft(session, person, draft_id).id)
    needed = renderer.needs(body)
    with database.transaction(read_only=True) as session:
        draft = access.visible_draft(session, person, draft_id)
        known = ledger.known(session, draft, person, needed)
    return ledger.read(body, needed, known)


@router.get("/drafts/{draft_id}/advice")
def check_draft(draft_id: str, person: PersonDep, database: DatabaseDep) -> ChecksOut:
    """What a writer may want to look at in the text; nothing of it keeps anybody from publishing."""
    with database.transaction(read_only=True) as session:
        draft = access.visible_draft(session, person, draft_id)
        body, kept = text.body(session, draft.id), checks.pictures(session, draft)
        reader, should_know = draft.reader, list(draft.should_know)
    return checks.check(body, reader, should_know, kept)


@router.get("/drafts/{draft_id}/notes")
def read_shared_notes(
    draft_id: str,
    paper: Annotated[str, Query(max_length=40)],
    person: PersonDep,
    database: DatabaseDep,
    renderer: RendererDep,
    text: Annotated[str | None, Query(max_length=40)] = None,
) -> list[NoteOut]:
    """One's own notes about a paper of the draft, and those its other writers share with their co-authors."""
    with database.transaction(read_only=True) as session:
        draft = access.visible_draft(session, person, draft_id)
        beside = readable(session, person, text) if text else None
        seen = sharing.about(session, draft, person, paper, beside)
    return showing.all_shown(seen, person, renderer)
