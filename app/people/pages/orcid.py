"""Going to ORCID and coming back: to sign in, to connect one's iD, or to show which one is one's own."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from app.database import Database
from app.errors import NotFound, Refused
from app.people import attempts
from app.people.access import Actor, ActorDep, PersonDep, hand_over
from app.people.models import Person, SignedLink
from app.people.orcid import identities, provider, signing_in
from app.people.orcid.rules import DENIED, NOT_BEGUN, OFF, Aim
from app.people.pages.arriving import address, agent, let_in
from app.people.rules import ORCID_BY_ADDRESS
from app.settings import Settings
from app.web import DatabaseDep, Public, SessionDep, SettingsDep

router = APIRouter(include_in_schema=False)
Then = Annotated[str, Form(max_length=2000)]
Answer = Annotated[str, Query(max_length=4000)]


@router.post("/sign-in/orcid", dependencies=[Public])
def sign_in(request: Request, database: DatabaseDep, settings: SettingsDep, then: Then = "") -> Response:
    """Go to ORCID to sign in here with one's iD."""
    return _go(request, database, settings, Aim.SIGN_IN, then)


@router.post("/orcid/proof", dependencies=[Public])
def prove(request: Request, database: DatabaseDep, settings: SettingsDep, then: Then = "") -> Response:
    """Go to ORCID to show which iD is one's own; no account is needed."""
    return _go(request, database, settings, Aim.PROVE, then)


@router.post("/settings/orcid")
def connect(request: Request, person: PersonDep, database: DatabaseDep, settings: SettingsDep) -> Response:
    """Go to ORCID to connect one's iD."""
    return _go(request, database, settings, Aim.CONNECT, "/settings?saved=orcid#main", person)


@router.post("/settings/orcid/ending")
def disconnect(person: PersonDep, session: SessionDep) -> Response:
    """Disconnect one's iD."""
    identities.disconnect(session, person)
    return RedirectResponse("/settings?saved=no-orcid#main", 303)


@router.get(provider.BACK, dependencies=[Public])
def come_back(
    request: Request, actor: ActorDep, database: DatabaseDep, settings: SettingsDep,
    code: Answer = "", state: Answer = "", error: Answer = "",
) -> Response:  # fmt: skip
    """Where ORCID sends a browser back to. A GET that writes: the state, which this browser alone holds, allows it."""
    if not settings.orcid:
        raise NotFound(OFF)
    with database.transaction() as session:
        link = signing_in.take(session, state, request.cookies.get(_cookie(settings), ""))
    if error or not code:
        raise Refused(DENIED if error == "access_denied" else NOT_BEGUN)
    orcid = provider.who(settings, code, link.detail["nonce"], link.detail["verifier"])
    answer = _arrive(request, actor, database, settings, link, orcid)
    answer.delete_cookie(_cookie(settings), path="/", httponly=True, samesite="lax", secure=settings.https)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _go(
    request: Request, database: Database, settings: Settings, aim: Aim, then: str, person: Person | None = None
) -> Response:
    endpoints = provider.discover(settings)
    with database.transaction() as session:
        attempts.take(session, f"orcid from {address(request)}", ORCID_BY_ADDRESS)
        link, state = signing_in.begin(session, aim, then, person)
    there = provider.address(settings, endpoints, state, link.detail["nonce"], link.detail["verifier"])
    answer = RedirectResponse(there, 303, headers={"Referrer-Policy": "no-referrer"})
    answer.set_cookie(
        _cookie(settings), state, max_age=900, httponly=True, samesite="lax", secure=settings.https, path="/"
    )
    return answer


def _arrive(
    request: Request, actor: Actor, database: Database, settings: Settings, link: SignedLink, orcid: str
) -> Response:
    then = link.detail["then"]
    with database.transaction() as session:
        if link.subject == Aim.SIGN_IN:
            return let_in(settings, signing_in.let_in(session, orcid, agent(request)), then)
        answer = RedirectResponse(then, 303)
        if link.subject == Aim.CONNECT:
            signing_in.connect(session, link, actor.person, orcid)
        else:
            hand_over(answer, settings, *signing_in.prove(session, orcid))
        return answer


def _cookie(settings: Settings) -> str:
    return "__Host-stillroom-orcid" if settings.https else "stillroom-orcid"
