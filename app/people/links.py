"""Signed links: 128 random bits for one purpose on one subject, stored hashed, expiring, revocable, with limited uses.

Opening a link changes nothing (mail scanners open links): the page behind its address swaps the token for a cookie and
redirects to a clean address; `use` is called by the deliberate act that follows.
"""

import hashlib
import re
import secrets
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, select

from app.database import now
from app.errors import Gone, NotFound
from app.people.models import LinkOpening, Person, SignedLink


def digest(token: str) -> str:
    """The SHA-256 of a token in hexadecimal: all that is ever stored of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """128 random bits as 22 URL-safe characters."""
    return secrets.token_urlsafe(16)


def is_token(text: str) -> bool:
    """Whether `text` has the form of a token."""
    return re.fullmatch(r"[A-Za-z0-9_-]{22}", text) is not None


def make(
    session: Session,
    purpose: str,
    subject: str = "",
    *,
    lifetime: timedelta,
    uses: int = 1,
    made_by: str | None = None,
    person_id: str | None = None,
    email: str | None = None,
    token: str = "",
    **detail: Any,
) -> tuple[SignedLink, str]:
    """A new link and its token (22 URL-safe characters), which is given here and never again.

    `token` is one made by `new_token` before, for a browser that holds it already.
    """
    token = token or new_token()
    link = SignedLink(
        digest=digest(token),
        purpose=purpose,
        subject=subject,
        person_id=person_id,
        email=email,
        made_by=made_by,
        expires_at=now() + lifetime,
        uses_allowed=uses,
        detail=detail,
    )
    session.add(link)
    session.flush()
    return link, token


def find(session: Session, token: str, purpose: str) -> SignedLink:
    """The link that `token` opens for `purpose`. Raises NotFound when there is none, Gone when it is over."""
    link = session.exec(
        select(SignedLink).where(SignedLink.digest == digest(token), SignedLink.purpose == purpose)
    ).first()
    if link is None:
        raise NotFound(
            "This link leads nowhere. Perhaps a part of it was lost in copying; ask whoever sent it for a new one."
        )
    if why := over(link):
        raise Gone(why)
    return link


def over(link: SignedLink) -> str:
    """Why a link no longer works, as a sentence; empty while it does."""
    if link.revoked_at:
        return "This link was taken back. Ask whoever sent it for a new one."
    if link.expires_at <= now():
        return "This link has expired. Ask whoever sent it for a new one."
    if link.uses >= link.uses_allowed:
        return "This link was used already. Ask whoever sent it for a new one."
    return ""


def use(session: Session, link: SignedLink) -> None:
    """Count one use. Raises Gone when it was used up meanwhile (two tabs, two people)."""
    fresh = session.exec(select(SignedLink).where(SignedLink.id == link.id).with_for_update()).one()
    session.refresh(fresh)
    if why := over(fresh):
        raise Gone(why)
    fresh.uses += 1


def revoke(session: Session, link: SignedLink) -> None:
    """Take a link back; doing so twice changes nothing."""
    link.revoked_at = link.revoked_at or now()


def note_opening(session: Session, link: SignedLink, person: Person | None) -> None:
    """Write down that somebody looked at what the link leads to."""
    session.add(LinkOpening(link_id=link.id, person_id=person.id if person else None))


def openings(session: Session, link_id: str) -> list[LinkOpening]:
    """Who looked, newest first."""
    return list(
        session.exec(select(LinkOpening).where(LinkOpening.link_id == link_id).order_by(col(LinkOpening.at).desc()))
    )
