"""The first person's welcome, and joining."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.errors import Gone
from app.people import accounts, joining, passwords, sessions
from app.people.access import Actor, ActorDep
from app.people.forms import Filled
from app.people.models import Person, SignedLink
from app.people.pages.arriving import Typed, address, agent, check_new_password, let_in, show, swap
from app.people.rules import Purpose, check_handle, clean_email, clean_name
from app.people.schemas import JoinForm
from app.web import DatabaseDep, Public, ReadSessionDep, SettingsDep

router = APIRouter(dependencies=[Public])


@router.get("/first/{token}")
def first_address(token: str, session: ReadSessionDep, settings: SettingsDep) -> Response:
    """What the first start printed leads to the welcome."""
    return swap(session, settings, token, Purpose.FIRST, "/welcome")


@router.get("/join/{token}")
def join_by_link(token: str, session: ReadSessionDep, settings: SettingsDep) -> Response:
    """What a joining link or an invitation leads to."""
    return swap(session, settings, token, Purpose.JOIN, "/join")


@router.get("/welcome")
def welcome_page(request: Request, actor: ActorDep) -> Response:
    """The first person's form."""
    _first(actor)
    return show(request, "people/join.html", Filled(JoinForm()), first=True, invited=None)


@router.post("/welcome")
def welcome(
    request: Request, actor: ActorDep, typed: Annotated[JoinForm, Typed], database: DatabaseDep, settings: SettingsDep
) -> Response:
    """The first person joins, as keeper, and is signed in."""
    link, form = _first(actor), _checked(typed)
    if form:
        secret = passwords.hashed(typed.password)
        try:
            with database.transaction() as session:
                person = joining.first(session, link, typed.name, typed.handle, typed.email, secret)
                token = sessions.begin(session, person, agent(request))
            return let_in(settings, token, "/desk", link)
        except accounts.Taken as taken:
            form.refuse(taken.field, taken.sentence)
    return show(request, "people/join.html", form, first=True, invited=None)


@router.get("/join")
def join_page(request: Request, actor: ActorDep, session: ReadSessionDep, settings: SettingsDep) -> Response:
    """The form, for whoever may join; an invited person finds the name they were invited by."""
    invited = _invited(session, joining.ticket(actor, settings))
    form = Filled(JoinForm(name=invited.name if invited else ""))
    return show(request, "people/join.html", form, first=False, invited=invited)


@router.post("/join")
def join(
    request: Request, actor: ActorDep, typed: Annotated[JoinForm, Typed], database: DatabaseDep, settings: SettingsDep
) -> Response:
    """Join and be signed in."""
    link, form = joining.ticket(actor, settings), _checked(typed)
    if form:
        secret = passwords.hashed(typed.password)
        try:
            with database.transaction() as session:
                person = joining.join(
                    session, link, typed.name, typed.handle, typed.email, secret, address=address(request)
                )
                token = sessions.begin(session, person, agent(request))
            return let_in(settings, token, "/desk", link)
        except accounts.Taken as taken:
            form.refuse(taken.field, taken.sentence)
    with database.transaction(read_only=True) as session:
        return show(request, "people/join.html", form, first=False, invited=_invited(session, link))


def _checked(typed: JoinForm) -> Filled:
    form = Filled(typed)
    form.check("name", clean_name)
    form.check("handle", check_handle, optional=True)
    form.check("email", clean_email, optional=True)
    check_new_password(form, typed)
    return form


def _first(actor: Actor) -> SignedLink:
    link = actor.link(Purpose.FIRST, "")
    if link is None:
        raise Gone("The first address was used, or a newer start gave another. If you have a name here, sign in.")
    return link


def _invited(session: Session, link: SignedLink | None) -> Person | None:
    return session.get(Person, link.person_id) if link and link.person_id else None
