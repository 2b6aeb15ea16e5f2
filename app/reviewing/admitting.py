"""The dependencies that let people in: each loads and authorises at once, in a short transaction of its own.

So nothing is open while an answer is rendered, and a request that writes opens its transaction for that alone.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from fastapi import Request as HttpRequest

from app.errors import NotFound
from app.people.access import Actor, ActorDep, PersonDep
from app.people.links import is_token
from app.people.models import Person
from app.reviewing.access import Reader, Reviewer, reader_of, reviewer_of, sent_to, writer_of
from app.reviewing.models import Invitation, Request
from app.settings import Settings
from app.web import DatabaseDep, SettingsDep, admits
from app.writing.access import editable_draft, visible_draft
from app.writing.models import Draft


def browser_cookie(settings: Settings, invitation_id: str) -> str:
    """The name of the cookie a browser gets on arriving by a copied link: its own token for a review yet to begin."""
    return f"{'__Host-' if settings.https else ''}stillroom-link-{invitation_id}"


@admits
def _invited(
    invitation_id: str, http: HttpRequest, actor: ActorDep, database: DatabaseDep, settings: SettingsDep
) -> Reviewer:
    token = http.cookies.get(browser_cookie(settings, invitation_id), "")
    with database.transaction(read_only=True) as session:
        return reviewer_of(session, actor, invitation_id, token if is_token(token) else "")


@admits
def _own_review(review_id: str, actor: ActorDep, database: DatabaseDep) -> Reviewer:
    with database.transaction(read_only=True) as session:
        return writer_of(session, actor, review_id)


@admits
def _readable_review(review_id: str, actor: ActorDep, database: DatabaseDep) -> Reader:
    with database.transaction(read_only=True) as session:
        return reader_of(session, actor, review_id)


@admits
def _arrived_review(review_id: str, person: PersonDep, database: DatabaseDep) -> Reader:
    with database.transaction(read_only=True) as session:
        return Reader(sent_to(session, Actor(person), review_id), person, mine=False)


@dataclass(frozen=True)
class Desk:
    """A writer of a draft, at its Review tab."""

    person: Person
    draft: Draft


@admits
def _at_review(draft_id: str, person: PersonDep, database: DatabaseDep) -> Desk:
    with database.transaction(read_only=True) as session:
        return Desk(person, visible_draft(session, person, draft_id))


@admits
def _asking(draft_id: str, person: PersonDep, database: DatabaseDep) -> Desk:
    with database.transaction(read_only=True) as session:
        return Desk(person, editable_draft(session, person, draft_id))


@admits
def _own_ask(ask_id: str, person: PersonDep, database: DatabaseDep) -> Request:
    with database.transaction(read_only=True) as session:
        request = session.get(Request, ask_id)
        if request is None:
            raise NotFound
        editable_draft(session, person, request.draft_id)
        return request


@admits
def _own_invitation(invitation_id: str, person: PersonDep, database: DatabaseDep) -> Invitation:
    with database.transaction(read_only=True) as session:
        invitation = session.get(Invitation, invitation_id)
        if invitation is None:
            raise NotFound
        editable_draft(session, person, session.get_one(Request, invitation.request_id).draft_id)
        return invitation


Invited = Annotated[Reviewer, Depends(_invited)]
OwnReview = Annotated[Reviewer, Depends(_own_review)]
ReadableReview = Annotated[Reader, Depends(_readable_review)]
ArrivedReview = Annotated[Reader, Depends(_arrived_review)]
AtReview = Annotated[Desk, Depends(_at_review)]
Asking = Annotated[Desk, Depends(_asking)]
OwnAsk = Annotated[Request, Depends(_own_ask)]
OwnInvitation = Annotated[Invitation, Depends(_own_invitation)]
