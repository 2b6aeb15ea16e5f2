"""The API of author checks, for the writers of a draft."""

from typing import Annotated

from fastapi import APIRouter

from app.markup import Renderer
from app.people.access import PersonDep
from app.reviewing.admitting import Asking, AtReview
from app.reviewing.author_checks import asking, showing
from app.reviewing.author_checks.access import OwnCheck
from app.reviewing.author_checks.schemas import AuthorCheckIn, AuthorCheckOut, AuthorChoices
from app.web import DatabaseDep, ReadSessionDep, SessionDep, SettingsDep, part
from app.writing import revisions
from app.writing.access import editable_draft

router = APIRouter(prefix="/api", tags=["reviewing"])
RendererDep = Annotated[Renderer, part(Renderer)]


@router.get("/drafts/{draft_id}/author-checks")
def read_author_checks(writer: AtReview, session: ReadSessionDep) -> list[AuthorCheckOut]:
    """The authors that were asked about a draft, and what they said, the newest first."""
    return [showing.shown(session, one) for one in asking.of_draft(session, writer.draft)]


@router.get("/drafts/{draft_id}/author-choices")
def read_author_choices(writer: Asking, database: DatabaseDep, renderer: RendererDep) -> AuthorChoices:
    """What there is to ask an author about the text as it is: papers, their authors, the claims that lead to them."""
    needed = revisions.needed_by(database, renderer, writer.draft.id)
    with database.transaction(read_only=True) as session:
        return showing.choices(session, writer.draft, writer.person, needed)


@router.post("/drafts/{draft_id}/author-checks", status_code=201)
def ask_author(
    writer: Asking, given: AuthorCheckIn, database: DatabaseDep, renderer: RendererDep, settings: SettingsDep
) -> AuthorCheckOut:
    """Save a version of the text and ask an author about some of its claims."""
    needed = revisions.needed_by(database, renderer, writer.draft.id)
    with database.transaction() as session:
        draft = editable_draft(session, writer.person, writer.draft.id)
        made = asking.ask(session, draft, writer.person, given.wanted(), given.base_version, needed, settings)
        return showing.shown(session, made.check, made)


@router.delete("/author-checks/{check_id}")
def take_back_author_check(check: OwnCheck, person: PersonDep, session: SessionDep) -> AuthorCheckOut:
    """Take an ask back that was not answered."""
    return showing.shown(session, asking.take_back(session, check, person))
