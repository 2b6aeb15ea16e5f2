"""One sign-in at ORCID: begun here, bound to the browser that began it, and used once."""

import secrets
from datetime import timedelta

from sqlmodel import Session

from app.errors import Conflict, Gone, NotFound, Refused
from app.people import links, sessions
from app.people.models import Person, SignedLink
from app.people.orcid import identities
from app.people.orcid.rules import NOT_BEGUN, SOMEBODY_ELSE, TOO_LATE, UNKNOWN, Aim
from app.people.rules import local_path
from app.people.signing_in import PAUSED

TRY, PROOF = "orcid", "orcid-proof"
"""Purposes of the signed links of a sign-in under way, and of an iD that a browser showed; its subject is the iD."""
_LIFETIME, PROVEN_FOR = timedelta(minutes=15), timedelta(days=1)


def begin(session: Session, aim: Aim, then: str, person: Person | None = None) -> tuple[SignedLink, str]:
    """A sign-in with its nonce and its PKCE verifier, and its state, which the browser alone holds."""
    return links.make(
        session, TRY, aim.value, lifetime=_LIFETIME, person_id=person.id if person else None,
        nonce=secrets.token_urlsafe(24), verifier=secrets.token_urlsafe(48), then=local_path(then),
    )  # fmt: skip


def take(session: Session, state: str, held: str) -> SignedLink:
    """The sign-in that came back with `state`, used up, in a browser that holds `held`.

    Raises Refused when this browser did not begin it or it came back before, Gone when it took too long.
    """
    if not state or not secrets.compare_digest(state.encode(), held.encode()):
        raise Refused(NOT_BEGUN)
    try:
        link = links.find(session, state, TRY)
        links.use(session, link)
    except NotFound as error:
        raise Refused(NOT_BEGUN) from error
    except Gone as error:
        raise (Gone(TOO_LATE) if "expired" in error.sentence else Refused(NOT_BEGUN)) from error
    return link


def let_in(session: Session, orcid: str, agent: str) -> str:
    """Sign in whoever connected this iD; gives the session cookie's value. Raises Refused for nobody, or while paused.

    It makes no account: one joins as the keeper allows it, and connects the iD then.
    """
    person = identities.whose(session, orcid)
    if person is None:
        raise Refused(UNKNOWN)
    if person.suspended_at:
        raise Refused(PAUSED)
    return sessions.begin(session, person, agent)


def connect(session: Session, link: SignedLink, actor: Person | None, orcid: str) -> None:
    """Connect the iD to whoever began. Raises Conflict when it is another's, or somebody else is signed in now."""
    if actor is None or actor.id != link.person_id:
        raise Conflict(SOMEBODY_ELSE)
    identities.connect(session, actor, orcid)


def prove(session: Session, orcid: str) -> tuple[SignedLink, str]:
    """What a browser holds to show that its holder signed in with this iD."""
    return links.make(session, PROOF, orcid, lifetime=PROVEN_FOR)
