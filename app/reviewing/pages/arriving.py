"""The page behind a review's signed link."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from app.people.access import ActorDep, hand_over
from app.people.links import new_token
from app.reviewing.admitting import browser_cookie
from app.reviewing.arriving import through
from app.reviewing.rules import REVIEW_LINK_LIFETIME
from app.settings import Settings
from app.web import DatabaseDep, Public, SettingsDep

router = APIRouter()


@router.get("/r/{token}", dependencies=[Public])
def arrive(token: str, request: Request, actor: ActorDep, database: DatabaseDep, settings: SettingsDep) -> Response:
    """Swap the link for a cookie and go on to a clean address. It changes nothing: mail scanners open links too."""
    with database.transaction(read_only=True) as session:
        invitation_id, link = through(session, token, actor)
    answer = RedirectResponse(f"/desk/reviews/{invitation_id}", 303, {"Referrer-Policy": "no-referrer"})
    if link is not None:
        hand_over(answer, settings, link, token)
        if actor.person is None:
            _give_a_token(request, answer, settings, invitation_id)
    return answer


def _give_a_token(request: Request, answer: Response, settings: Settings, invitation_id: str) -> None:
    """A token of this browser's own: worth nothing until it begins a review, which it then opens."""
    name = browser_cookie(settings, invitation_id)
    if name not in request.cookies:
        seconds = int(REVIEW_LINK_LIFETIME.total_seconds())
        answer.set_cookie(name, new_token(), max_age=seconds, httponly=True, samesite="lax", secure=settings.https)
