"""What a draft's writers do: ask, take back, ask again. Nothing is rendered while a transaction is open."""

from typing import Annotated

from fastapi import APIRouter

from app.markup import Renderer
from app.people.access import PersonDep
from app.reviewing import asks, fitting, pointing, reviews, rounds, sending, withdrawing
from app.reviewing.admitting import ArrivedReview, Asking, AtReview, OwnAsk, OwnInvitation
from app.reviewing.expertise import Expertise
from app.reviewing.rules import AskKind
from app.reviewing.schemas.asks import AgainIn, ArrivedRow, AskIn, AskOut, AsksIn, FitsOut, ReviewScreen
from app.reviewing.schemas.reviews import ReviewOut
from app.reviewing.showing import ShowDep
from app.web import DatabaseDep, ReadSessionDep, SessionDep, SettingsDep, part
from app.writing import revisions
from app.writing.access import editable_draft

router = APIRouter()
ExpertiseDep = Annotated[Expertise, part(Expertise)]
RendererDep = Annotated[Renderer, part(Renderer)]


@router.get("/drafts/{draft_id}/asks")
def read_asks(writer: AtReview, show: ShowDep) -> ReviewScreen:
    """A ready-made ask, the asks that are out, and what came back."""
    return show.tab(writer)


@router.post("/drafts/{draft_id}/asks", status_code=201)
def ask(
    writer: Asking, given: AskIn, database: DatabaseDep, renderer: RendererDep, settings: SettingsDep, show: ShowDep
) -> AskOut:
    """Save a version of the text and ask for a review of it."""
    wanted, needed = given.wanted(), revisions.needed_by(database, renderer, writer.draft.id)
    with database.transaction() as session:
        draft = editable_draft(session, writer.person, writer.draft.id)
        made = asks.ask(session, draft, writer.person, wanted, given.base_version, needed, settings)
    return show.ask(made.request, writer.person, made.urls)


@router.post("/drafts/{draft_id}/rounds", status_code=201)
def ask_several(
    writer: Asking, given: AsksIn, database: DatabaseDep, renderer: RendererDep, settings: SettingsDep, show: ShowDep
) -> list[AskOut]:
    """Save a version of the text and send several asks about it at once: all of them, or none."""
    wanted = [one.wanted() for one in given.asks]
    needed = revisions.needed_by(database, renderer, writer.draft.id)
    with database.transaction() as session:
        draft = editable_draft(session, writer.person, writer.draft.id)
        made = asks.ask_several(session, draft, writer.person, wanted, given.base_version, needed, settings)
    return [show.ask(one.request, writer.person, one.urls) for one in made]


@router.get("/drafts/{draft_id}/fits")
def read_fits(writer: Asking, session: ReadSessionDep, expertise: ExpertiseDep, kind: AskKind) -> FitsOut:
    """Who could be asked, whom to ask first first, and why; excluded people are simply absent."""
    return fitting.shown(session, expertise, writer.draft, kind)


@router.post("/asks/{ask_id}/next", status_code=201)
def ask_again(
    request: OwnAsk, person: PersonDep, given: AgainIn, database: DatabaseDep, renderer: RendererDep,
    settings: SettingsDep, show: ShowDep,
) -> AskOut:  # fmt: skip
    """Save a version of the text and ask those who answered about it."""
    needed = revisions.needed_by(database, renderer, request.draft_id)
    with database.transaction() as session:
        made = rounds.again(session, request, person, given.base_version, needed, settings)
    return show.ask(made.request, person, made.urls)


@router.delete("/asks/{ask_id}")
def withdraw_ask(request: OwnAsk, person: PersonDep, database: DatabaseDep, show: ShowDep) -> AskOut:
    """Take an ask back."""
    with database.transaction() as session:
        withdrawing.withdraw(session, request, person)
    return show.ask(request, person)


@router.delete("/asked/{invitation_id}")
def take_back(invitation: OwnInvitation, person: PersonDep, database: DatabaseDep, show: ShowDep) -> AskOut:
    """Take one invitation, or one link, back."""
    with database.transaction() as session:
        request = withdrawing.take_back(session, invitation, person)
    return show.ask(request, person)


@router.put("/asked/{invitation_id}/instead")
def ask_instead(
    invitation: OwnInvitation, person: PersonDep, database: DatabaseDep, settings: SettingsDep, show: ShowDep
) -> AskOut:
    """Ask whom somebody named who said no. Again, nothing more happens."""
    with database.transaction() as session:
        request, urls = pointing.ask_instead(session, invitation, person, settings)
    return show.ask(request, person, urls)


@router.get("/arrived")
def read_arrived(person: PersonDep, session: SessionDep) -> list[ArrivedRow]:
    """Reviews of one's drafts that nobody has read yet."""
    return sending.arrivals(session, person)


@router.put("/reviews/{review_id}/reading")
def read_by_writer(reader: ArrivedReview, database: DatabaseDep, show: ShowDep) -> ReviewOut:
    """Say that a writer of the draft has read the review."""
    with database.transaction() as session:
        reviews.read(session, reader.review)
    return show.review(reader)
