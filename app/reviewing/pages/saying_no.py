"""Saying no from a mail, and naming somebody to ask instead: a page that asks once more, then one click."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from app.database import Database
from app.people.access import ActorDep, hand_over
from app.people.forms import Filled
from app.reviewing import invitation_page, invitations, pointing
from app.reviewing.access import Reviewer
from app.reviewing.admitting import Invited
from app.reviewing.arriving import through
from app.reviewing.deciding import Answering
from app.reviewing.models import Invitation
from app.reviewing.rules import State
from app.reviewing.schemas.forms import InsteadForm
from app.web import DatabaseDep, Public, SettingsDep, page

router = APIRouter()


@router.get("/r/{token}/refusal", dependencies=[Public])
def to_refusal(token: str, actor: ActorDep, database: DatabaseDep, settings: SettingsDep) -> Response:
    """Swap the link for a cookie and go on to the page that asks once more. It changes nothing."""
    with database.transaction(read_only=True) as session:
        invitation_id, link = through(session, token, actor)
    answer = RedirectResponse(f"/asked/{invitation_id}/refusal", 303, {"Referrer-Policy": "no-referrer"})
    if link is not None:
        hand_over(answer, settings, link, token)
    return answer


@router.get("/r/{token}/instead", dependencies=[Public])
def to_instead(token: str, actor: ActorDep, database: DatabaseDep, settings: SettingsDep) -> Response:
    """The same, to the page where somebody else is named."""
    answer = to_refusal(token, actor, database, settings)
    answer.headers["location"] = answer.headers["location"].removesuffix("refusal") + "instead"
    return answer


@router.get("/asked/{invitation_id}/refusal")
def refusal_page(request: Request, reviewer: Invited, database: DatabaseDep) -> Response:
    """Whether this is not for oneself; once it was said, what was said."""
    return _show(request, reviewer, database, instead=False)


@router.post("/asked/{invitation_id}/refusal")
def decline(invitation_id: str, reviewer: Invited, database: DatabaseDep) -> Response:
    """Say that this is not for oneself."""
    with database.transaction() as session:
        invitations.decline(session, reviewer)
    return RedirectResponse(f"/asked/{invitation_id}/refusal#main", 303)


@router.get("/asked/{invitation_id}/instead")
def instead_page(request: Request, reviewer: Invited, database: DatabaseDep) -> Response:
    """Whom to ask instead."""
    return _show(request, reviewer, database, instead=True)


@router.post("/asked/{invitation_id}/instead")
def name_somebody(
    request: Request,
    invitation_id: str,
    reviewer: Invited,
    typed: Annotated[InsteadForm, Form()],
    database: DatabaseDep,
) -> Response:
    """Say no, and name somebody to ask instead."""
    form = Filled(typed)
    form.check("instead", pointing.clean)
    if not form:
        return _show(request, reviewer, database, instead=True, form=form)
    with database.transaction() as session:
        pointing.point(session, reviewer, typed.instead, typed.why)
    return RedirectResponse(f"/asked/{invitation_id}/refusal#main", 303)


def _show(
    request: Request, reviewer: Reviewer, database: Database, *, instead: bool, form: Filled | None = None
) -> Response:
    with database.transaction(read_only=True) as session:
        invitations.check(session, reviewer, Answering.POINT if instead else Answering.DECLINE)
        invitation = session.get_one(Invitation, reviewer.invitation.id)
        shown: dict[str, Any] = {
            "title": reviewer.revision.title, "writer": invitation_page.signed(session, reviewer.request),
            "sentence": invitation_page.sentence(reviewer.request), "id": invitation.id, "named": invitation.instead,
            "declined": invitations.standing(session, invitation) is State.DECLINED,
            "begun": reviewer.review is not None, "instead": instead,
            "form": Filled(InsteadForm(instead=invitation.instead, why=invitation.instead_why)),
        }  # fmt: skip
    if form is not None:
        shown["form"] = form
    return page(request, "reviewing/saying_no.html", shown, status=200 if shown["form"] else 422)
