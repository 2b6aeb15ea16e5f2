"""The page behind a review's signed link."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from app.people.access import ActorDep, hand_over
from app.reviewing import arriving
from app.web import DatabaseDep, Public, SettingsDep

router = APIRouter(include_in_schema=False)


@router.get("/r/{token}", dependencies=[Public])
def arrive(token: str, actor: ActorDep, database: DatabaseDep, settings: SettingsDep) -> Response:
    """Swap the link for a cookie and go on to a clean address. It changes nothing: mail scanners open links too."""
    with database.transaction(read_only=True) as session:
        invitation_id, link = arriving.through(session, token, actor)
    response = RedirectResponse(f"/desk/reviews/{invitation_id}", 303, {"Referrer-Policy": "no-referrer"})
    if link is not None:
        hand_over(response, settings, link, token)
    return response
