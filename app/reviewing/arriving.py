"""Coming through the link of an invitation."""

from dataclasses import replace

from sqlmodel import Session, select

from app.errors import Gone, NotFound
from app.people import links
from app.people.access import Actor
from app.people.models import SignedLink
from app.reviewing.access import INVITATION, reviewer_of
from app.reviewing.deciding import Answering
from app.reviewing.invitations import check


def through(session: Session, token: str, actor: Actor) -> tuple[str, SignedLink | None]:
    """The invitation a token opens, and the link to keep in a cookie (None when only what is one's own still is).

    Whoever has a review of that invitation comes to it even when the link is over. Raises NotFound for a token that
    opens nothing, Gone or Conflict for an ask or a link that is over.
    """
    try:
        link = links.find(session, token, INVITATION)
    except Gone as over:
        return _to_ones_own(session, token, actor, over), None
    reviewer = reviewer_of(session, replace(actor, links=(*actor.links, link)), link.subject)
    check(session, reviewer, Answering.LOOK)
    return link.subject, link


def _to_ones_own(session: Session, token: str, actor: Actor, over: Gone) -> str:
    link = session.exec(select(SignedLink).where(SignedLink.digest == links.digest(token))).one()
    try:
        reviewer = reviewer_of(session, actor, link.subject)
    except NotFound:
        raise over from None
    if reviewer.review is None:
        raise over
    return link.subject
