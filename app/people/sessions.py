"""Browsers somebody is signed in on: begin, list, end."""

import secrets

from fastapi import Request
from sqlmodel import Session, col, select
from starlette.responses import Response

from app import news
from app.database import now
from app.people.access import session_cookie
from app.people.links import digest
from app.people.models import BrowserSession, Person
from app.people.rules import SESSION_LIFETIME, shortened
from app.settings import Settings


def begin(session: Session, person: Person, agent: str = "") -> str:
    """Sign `person` in on a browser that calls itself `agent`. Gives its cookie's value, which is kept only hashed."""
    token = secrets.token_urlsafe(32)
    for stale in session.exec(
        select(BrowserSession).where(BrowserSession.person_id == person.id, col(BrowserSession.expires_at) <= now())
    ):
        session.delete(stale)
    session.add(
        BrowserSession(
            digest=digest(token), person_id=person.id, agent=shortened(agent, 200), expires_at=now() + SESSION_LIFETIME
        )
    )
    session.flush()
    return token


def end(session: Session, token: str) -> None:
    """Sign a browser out; doing so twice changes nothing."""
    browser = session.get(BrowserSession, digest(token))
    if browser:
        session.delete(browser)
        news.tell(session, "", news.PEOPLE)


def end_others(session: Session, person: Person, kept: str = "") -> None:
    """Sign out every browser of a person's but the one whose cookie is `kept`."""
    for browser in of(session, person):
        if browser.digest != digest(kept):
            session.delete(browser)
            news.tell(session, "", news.PEOPLE)


def of(session: Session, person: Person) -> list[BrowserSession]:
    """Where somebody is signed in, newest first."""
    query = select(BrowserSession).where(BrowserSession.person_id == person.id, col(BrowserSession.expires_at) > now())
    return list(session.exec(query.order_by(col(BrowserSession.created_at).desc())))


def cookie(request: Request, settings: Settings) -> str:
    """The value of this request's session cookie; empty when there is none."""
    return request.cookies.get(session_cookie(settings), "")


def current(request: Request, settings: Settings) -> str:
    """The digest of this request's session, to tell it from others in a list."""
    return digest(cookie(request, settings))


def keep(response: Response, settings: Settings, token: str) -> None:
    """Give a browser its session cookie: HttpOnly, SameSite=Lax, and `__Host-` with Secure under https."""
    seconds = int(SESSION_LIFETIME.total_seconds())
    response.set_cookie(
        session_cookie(settings), token, max_age=seconds, httponly=True, samesite="lax", secure=settings.https, path="/"
    )


def drop(response: Response, settings: Settings) -> None:
    """Take the session cookie away."""
    response.delete_cookie(session_cookie(settings), path="/", httponly=True, samesite="lax", secure=settings.https)
