"""The text of a draft and what stands in it: preview, marks."""

from typing import Annotated

from fastapi import APIRouter

from app.errors import Conflict
from app.markup import Renderer
from app.people.access import PersonDep
from app.web import DatabaseDep, SessionDep, part
from app.writing import access, preview, text, unsure
from app.writing.access import EditableDraft, EditableMark
from app.writing.rules import clean_text
from app.writing.schemas import (
    PreviewIn,
    PreviewOut,
    QuestionIn,
    SavedOut,
    TextIn,
    UnsureIn,
    UnsureOut,
)  # fmt: skip

router = APIRouter()
RendererDep = Annotated[Renderer, part(Renderer)]


@router.put("/drafts/{draft_id}/text")
def save_text(draft_id: str, given: TextIn, person: PersonDep, database: DatabaseDep) -> SavedOut:
    """Save a text. An answer means it is committed; a text that moved on meanwhile is given back, and both are kept."""
    try:
        with database.transaction() as session:
            draft = access.editable_draft(session, person, draft_id)
            live = text.replace(session, draft, given.body, given.base_version, person.id)
    except Conflict:
        with database.transaction() as session:
            text.keep(session, draft_id, clean_text(given.body))
        raise
    return SavedOut(version=live.version, changed_at=live.changed_at)


@router.post("/drafts/{draft_id}/preview")
def show_preview(
    draft_id: str, given: PreviewIn, person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> PreviewOut:
    """A text as the page would show it; nothing is stored."""
    source = clean_text(given.body)
    key = f"{person.id} {draft_id}"
    needed = renderer.needs(source, key=key)
    with database.transaction(read_only=True) as session:
        facts = preview.facts(session, access.visible_draft(session, person, draft_id), needed)
    rendered = renderer.render(source, facts, form="preview", key=key, have=given.have)
    return preview.shown(rendered, [one for one in needed.citations if one not in facts.citations])


@router.post("/drafts/{draft_id}/unsure", status_code=201)
def mark_unsure(draft: EditableDraft, given: UnsureIn, session: SessionDep) -> UnsureOut:
    """Mark a passage one is not sure of."""
    mark = unsure.mark(session, draft, given.anchor.anchor(), given.question)
    return unsure.show(mark, text.body(session, draft.id))


@router.patch("/unsure/{mark_id}")
def ask_about_mark(mark: EditableMark, given: QuestionIn, session: SessionDep) -> UnsureOut:
    """Say what one asks about a marked passage."""
    unsure.ask(mark, given.question)
    return unsure.show(mark, text.body(session, mark.draft_id))


@router.delete("/unsure/{mark_id}", status_code=204)
def remove_mark(mark: EditableMark, session: SessionDep) -> None:
    """Take a mark away."""
    unsure.remove(session, mark)


@router.put("/unsure/{mark_id}/answer", status_code=204)
def answer_mark(mark: EditableMark, session: SessionDep) -> None:
    """Say that a question is answered; its mark goes."""
    unsure.answer(session, mark)
