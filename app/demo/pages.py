"""The demo's own pages: what to try, whose mails came, and switching who one is. Mounted by `stillroom demo` alone."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlmodel import col, select
from starlette.responses import RedirectResponse, Response

from app.demo.course import PLAYERS
from app.errors import NotFound
from app.mail import Mail
from app.people import accounts, sessions
from app.people.access import ActorDep, PersonDep
from app.web import Public, SessionDep, SettingsDep, page

router = APIRouter(include_in_schema=False, prefix="/demo")


@router.get("", dependencies=[Public])
def try_this(request: Request, actor: ActorDep) -> Response:
    """Five steps to try."""
    return page(request, "demo/try.html", {"players": PLAYERS})


@router.get("/mails")
def mails(request: Request, person: PersonDep, session: SessionDep) -> Response:
    """The mails this person got."""
    query = select(Mail).where(Mail.recipient == person.email).order_by(col(Mail.created_at).desc())
    return page(request, "demo/mails.html", {"mails": session.exec(query).all(), "person": person})


@router.post("/who", dependencies=[Public])
def become(session: SessionDep, settings: SettingsDep, handle: Annotated[str, Form()]) -> Response:
    """Be somebody else from now on."""
    person = accounts.by_handle(session, handle)
    if person is None or handle not in {player.handle for player in PLAYERS}:
        raise NotFound
    response = RedirectResponse("/desk", 303)
    sessions.keep(response, settings, sessions.begin(session, person, "the demo"))
    return response
