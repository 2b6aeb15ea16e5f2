"""The API of this room."""

from typing import Annotated

from fastapi import APIRouter

from app.errors import BadInput, SignInNeeded
from app.markup import Renderer
from app.people.access import ActorDep, PersonDep
from app.publishing import checks, pieces, publications, reading, releases, screen, starting
from app.publishing.access import OwnPublication, ReleasableRevision
from app.publishing.schemas import (
    AudienceIn,
    PieceRow,
    PublicationOut,
    PublishScreen,
    ReleaseIn,
    StartRow,
    WithdrawalIn,
)
from app.web import DatabaseDep, Public, ReadSessionDep, SessionDep, SettingsDep, part
from app.writing import text
from app.writing.access import editable_draft

router = APIRouter(prefix="/api", tags=["publishing"])
RendererDep = Annotated[Renderer, part(Renderer)]
MANY = 200


@router.get("/drafts/{draft_id}/publication")
def read_publication(
    draft_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep, settings: SettingsDep
) -> PublishScreen:
    """The Publish tab of a draft one writes: its text checked as it stands, its page if it has one."""
    with database.transaction(read_only=True) as session:
        body = text.current(session, editable_draft(session, person, draft_id)).body
    needed = renderer.needs(body)
    with database.transaction(read_only=True) as session:
        loaded = screen.load(session, editable_draft(session, person, draft_id), needed, settings)
    return screen.show(loaded, renderer)


@router.put("/revisions/{revision_id}/release")
def release(
    revision: ReleasableRevision,
    given: ReleaseIn,
    person: PersonDep,
    database: DatabaseDep,
    renderer: RendererDep,
    settings: SettingsDep,
) -> PublicationOut:
    """Publish a saved version, or update its page with it. An update keeps its address, whatever `slug` says."""
    drawn = reading.trial(database, revision, renderer)
    subject = checks.Subject(revision.title, revision.source, revision.reader, bool(revision.papers), drawn)
    for found in checks.blocking(subject):
        if not found.ok:
            raise BadInput(f"{found.sentence}. Nothing was published.")
    with database.transaction() as session:
        made = releases.release(session, revision, person, given.slug, given.audience, given.licence, given.note)
        return publications.shown(session, releases.page_of(session, made), settings)


@router.put("/publications/{publication_id}/audience")
def change_audience(
    publication: OwnPublication, given: AudienceIn, person: PersonDep, session: SessionDep, settings: SettingsDep
) -> PublicationOut:
    """Say who may read a page from now on."""
    releases.change_audience(session, publication, given.audience, person)
    return publications.shown(session, publication, settings)


@router.put("/publications/{publication_id}/withdrawal")
def withdraw(
    publication: OwnPublication, given: WithdrawalIn, person: PersonDep, session: SessionDep, settings: SettingsDep
) -> PublicationOut:
    """Take a page back; a tombstone with the reason stays."""
    releases.withdraw(session, publication, person, given.reason)
    return publications.shown(session, publication, settings)


@router.get("/pieces", dependencies=[Public])
def read_pieces(
    actor: ActorDep, session: ReadSessionDep, settings: SettingsDep, paper: str = "", mine: bool = False
) -> list[PieceRow]:
    """What is published: about a paper (its key), by oneself, or the newest; as far as one may see it."""
    if mine and actor.person is None:
        raise SignInNeeded
    if mine and actor.person:
        found = pieces.mine(session, actor.person)
    else:
        found = pieces.about(session, actor, paper) if paper else pieces.front(session, actor, MANY)
    return publications.rows(session, found, actor.person, settings)


@router.get("/start-here")
def read_start(actor: ActorDep, person: PersonDep, session: ReadSessionDep) -> list[StartRow]:
    """A few papers here that nobody has explained yet."""
    return starting.start_here(session, actor)
