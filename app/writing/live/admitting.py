"""Who may sit in a draft's room: asked when somebody comes, and again when something changed."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from sqlmodel import Session
from starlette.requests import HTTPConnection

from app.people.access import person_behind
from app.settings import Settings
from app.writing.access import visible_drafts
from app.writing.live import wire
from app.writing.live.seat import Seat
from app.writing.models import CoAuthor, Draft
from app.writing.rules import Part

SIGNED_OUT = "You are signed out."
GONE = "You cannot read this draft any more, or it was deleted."
OTHER_PART = "Your part in this draft changed."


@dataclass(frozen=True)
class Standing:
    """Somebody's place in a draft."""

    person_id: str
    name: str
    part: Part


Absent = Literal["signed out", "gone"]


def from_here(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether a socket was opened by a page of ours, or by a program with a token, which no page of others can have.

    Browsers say where a page is from (RFC 6455, 10.2) and let every page open sockets with our cookies.
    """
    origin = connection.headers.get("origin")
    if origin is None:
        return connection.headers.get("authorization", "").lower().startswith("bearer ")
    ours = {urlsplit(settings.address).netloc, connection.headers.get("host", "")}
    try:
        return urlsplit(origin).netloc in ours - {""}
    except ValueError:
        return False


def placed(session: Session, settings: Settings, connection: HTTPConnection, draft_id: str) -> Standing | Absent:
    """Who is behind a connection, and what they are in a draft."""
    person = person_behind(session, connection, settings)
    if person is None:
        return "signed out"
    if session.exec(visible_drafts(person).where(Draft.id == draft_id)).first() is None:
        return "gone"
    author = session.get_one(CoAuthor, (draft_id, person.id))
    return Standing(person.id, person.name, author.part)


def standing(session: Session, settings: Settings, seat: Seat) -> Standing | Absent:
    """The same, of somebody who is in."""
    return placed(session, settings, seat.connection, seat.draft_id)


def hold(seat: Seat, now: Standing | Absent) -> None:
    """Send somebody away who may not be here any more, or not like this."""
    if now == "signed out":
        seat.end(wire.SIGNED_OUT, "signed out", "refused", SIGNED_OUT)
    elif now == "gone" or (isinstance(now, Standing) and now.person_id != seat.person_id):
        seat.end(wire.GONE, "gone", "refused", GONE)
    elif isinstance(now, Standing) and (now.part is Part.WRITER) != seat.writes:
        seat.end(*((wire.READER, "reader", "refused", OTHER_PART) if seat.writes else (wire.BUSY, "another part")))
