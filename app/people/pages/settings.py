"""One's own settings: name, address, password, browsers, tokens for programs."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.database import Database
from app.errors import BadInput
from app.people import accounts, passwords, sessions, signing_in, tokens
from app.people.access import PersonDep
from app.people.forms import Filled
from app.people.models import Person
from app.people.orcid import identities
from app.people.pages.arriving import Typed, address, check_new_password
from app.people.rules import check_handle, clean_email, clean_name, spoken_browser
from app.people.schemas import EmailForm, NameForm, PasswordForm, TokenForm
from app.settings import Settings
from app.web import DatabaseDep, SessionDep, SettingsDep, page

router = APIRouter(prefix="/settings")


@router.get("")
def settings_page(request: Request, person: PersonDep, database: DatabaseDep, saved: str = "") -> Response:
    """All of it on one page."""
    return _show(request, person, database, {"saved": saved})


@router.post("/name")
def change_name(
    request: Request, person: PersonDep, typed: Annotated[NameForm, Typed], database: DatabaseDep
) -> Response:
    """Another name and handle."""
    form = Filled(typed)
    form.check("name", clean_name)
    form.check("handle", check_handle)
    _write(database, form, lambda session: accounts.rename(session, person, typed.name, typed.handle))
    return _done(request, person, database, "name", form)


@router.post("/email")
def change_email(
    request: Request, person: PersonDep, typed: Annotated[EmailForm, Typed], database: DatabaseDep
) -> Response:
    """Another address; mails with a new password go there, so the password is asked for."""
    form = Filled(typed)
    form.check("email", clean_email, optional=True)
    _prove(request, database, person, form, "password")
    _write(database, form, lambda session: accounts.change_email(session, person, typed.email))
    return _done(request, person, database, "email", form)


@router.post("/password")
def change_password(
    request: Request,
    person: PersonDep,
    typed: Annotated[PasswordForm, Typed],
    database: DatabaseDep,
    settings: SettingsDep,
) -> Response:
    """Another password; every other browser is signed out."""
    form = Filled(typed)
    check_new_password(form, typed)
    _prove(request, database, person, form, "former")
    if form:
        secret = passwords.hashed(typed.password)
        with database.transaction() as session:
            accounts.change_password(session, person, secret)
            sessions.end_others(session, person, sessions.cookie(request, settings))
    return _done(request, person, database, "password", form)


@router.post("/sessions/ending")
def end_sessions(request: Request, person: PersonDep, session: SessionDep, settings: SettingsDep) -> Response:
    """Sign out everywhere else."""
    sessions.end_others(session, person, sessions.cookie(request, settings))
    return RedirectResponse("/settings?saved=sessions#main", 303)


@router.post("/tokens")
def make_token(
    request: Request, person: PersonDep, typed: Annotated[TokenForm, Typed], database: DatabaseDep
) -> Response:
    """A new token; its words stand on the page that answers, and nowhere else."""
    form, words = Filled(typed), ""
    form.check("name", clean_name)
    if form:
        with database.transaction() as session:
            words = tokens.make(session, person, typed.name)[1]
    return _show(request, person, database, {"words": words} if words else {"token": form})


@router.post("/tokens/{token_id}/revocation")
def revoke_token(token_id: str, person: PersonDep, session: SessionDep) -> Response:
    """Take a token back."""
    tokens.revoke(session, person, token_id)
    return RedirectResponse("/settings?saved=token#main", 303)


def _prove(request: Request, database: Database, person: Person, form: Filled, field: str) -> None:
    """Note a password that is not the person's."""
    if not form:
        return
    try:
        signing_in.prove(database, person.handle or "", form.values[field], address=address(request))
    except BadInput:
        form.refuse(field, "That is not your password. Nothing was changed.")


def _write(database: Database, form: Filled, change: Callable[[Session], object]) -> None:
    """Make the change, if nothing is wrong with the form so far."""
    if not form:
        return
    try:
        with database.transaction() as session:
            change(session)
    except accounts.Taken as taken:
        form.refuse(taken.field, taken.sentence)


def _done(request: Request, person: Person, database: Database, part: str, form: Filled) -> Response:
    if form:
        return RedirectResponse(f"/settings?saved={part}#main", 303)
    return _show(request, person, database, {part: form})


def _show(request: Request, person: Person, database: Database, shown: dict[str, Any]) -> Response:
    """The page; `shown` holds the forms to show as they were filled in, and what else there is to say."""
    settings: Settings = request.app.state.parts[Settings]
    with database.transaction(read_only=True) as session:
        known = {
            "person": person,
            "browsers": sessions.of(session, person),
            "spoken": spoken_browser,
            "this_browser": sessions.current(request, settings),
            "tokens": tokens.of(session, person),
            "orcid": identities.addresses_of(session, [person.id]).get(person.id, ""),
            "saved": "",
            "words": "",
        }
    blank = {
        "name": Filled(NameForm(name=person.name, handle=person.handle or "")),
        "email": Filled(EmailForm(email=person.email or "")),
        "password": Filled(PasswordForm()),
        "token": Filled(TokenForm()),
    }
    wrong = any(isinstance(form, Filled) and not form for form in shown.values())
    return page(request, "people/settings.html", {**known, **blank, **shown}, status=422 if wrong else 200)
