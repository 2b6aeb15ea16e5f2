"""Who acts: one Actor from the session cookie, a bearer token or signed links, and the dependencies that admit."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session, col, select
from starlette.requests import HTTPConnection
from starlette.responses import Response

from app.database import now
from app.errors import NotFound, SignInNeeded
from app.people.links import digest, over
from app.people.models import BrowserSession, Person, SignedLink, Token
from app.people.rules import Role
from app.settings import Settings
from app.web import DatabaseDep, admits

LINK_COOKIES_MAXIMUM = 20


@dataclass(frozen=True)
class Actor:
    """Whoever makes a request: a person, or nobody in particular who holds signed links, or both."""

    person: Person | None = None
    links: tuple[SignedLink, ...] = field(default=())

    def link(self, purpose: str, subject: str) -> SignedLink | None:
        """The working link this actor holds for a purpose on a subject."""
        return next((link for link in self.links if link.purpose == purpose and link.subject == subject), None)


def session_cookie(settings: Settings) -> str:
    """The name of the session cookie; bound to this host (`__Host-`, RFC 6265bis) under https."""
    return "__Host-stillroom-session" if settings.https else "stillroom-session"


def link_cookie(settings: Settings, link: SignedLink) -> str:
    """The name of the cookie that carries a signed link's token."""
    return _link_prefix(settings) + link.id


def _link_prefix(settings: Settings) -> str:
    return "__Host-stillroom-link-" if settings.https else "stillroom-link-"


def hand_over(response: Response, settings: Settings, link: SignedLink, token: str) -> None:
    """Put a signed link's token into a scoped, HttpOnly cookie that ends with the link."""
    seconds = max(int((link.expires_at - now()).total_seconds()), 1)
    response.set_cookie(
        link_cookie(settings, link),
        token,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=settings.https,
        path="/",
    )


def who_acts(request: Request, database: DatabaseDep) -> Actor:
    """The actor of this request; nobody when no cookie or token holds. Never raises."""
    settings: Settings = request.app.state.parts[Settings]
    with database.transaction(read_only=True) as session:
        actor = Actor(person=person_behind(session, request, settings), links=_links(session, request, settings))
    request.state.viewer = actor.person
    return actor


def person_behind(session: Session, request: HTTPConnection, settings: Settings) -> Person | None:
    """Whose session cookie or bearer token a request or a socket carries, if it still holds."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        query = (
            select(Person)
            .join(Token, col(Token.person_id) == Person.id)
            .where(Token.digest == digest(token.strip()), col(Token.revoked_at).is_(None))
        )
    elif value := request.cookies.get(session_cookie(settings)):
        query = (
            select(Person)
            .join(BrowserSession, col(BrowserSession.person_id) == Person.id)
            .where(BrowserSession.digest == digest(value), col(BrowserSession.expires_at) > now())
        )
    else:
        return None
    return session.exec(query.where(col(Person.suspended_at).is_(None))).first()


def _links(session: Session, request: Request, settings: Settings) -> tuple[SignedLink, ...]:
    # Browsers send what they were given last at the end (RFC 6265, 5.4): the link just opened is always read.
    prefix = _link_prefix(settings)
    tokens = [value for name, value in request.cookies.items() if name.startswith(prefix)][-LINK_COOKIES_MAXIMUM:]
    if not tokens:
        return ()
    found = session.exec(select(SignedLink).where(col(SignedLink.digest).in_([digest(token) for token in tokens])))
    return tuple(link for link in found if not over(link))


ActorDep = Annotated[Actor, Depends(who_acts)]


@admits
def signed_in(actor: ActorDep) -> Person:
    """The person signed in. Raises SignInNeeded."""
    if actor.person is None:
        raise SignInNeeded
    return actor.person


@admits
def keeper(actor: ActorDep) -> Person:
    """The keeper signed in; for everybody else there is nothing here."""
    if actor.person is None or actor.person.role is not Role.KEEPER:
        raise NotFound
    return actor.person


PersonDep = Annotated[Person, Depends(signed_in)]
KeeperDep = Annotated[Person, Depends(keeper)]
