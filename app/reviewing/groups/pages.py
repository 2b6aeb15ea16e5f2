"""The page behind a group's link."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from app.people import links
from app.people.access import hand_over
from app.reviewing.groups.access import LINK
from app.web import Public, ReadSessionDep, SettingsDep

router = APIRouter(include_in_schema=False)


@router.get("/groups/{token}", dependencies=[Public])
def arrive(token: str, session: ReadSessionDep, settings: SettingsDep) -> Response:
    """Swap the link for a cookie and go on to a clean address. It changes nothing: joining is a click there."""
    link = links.find(session, token, LINK)
    answer = RedirectResponse(f"/desk/groups/{link.subject}", 303, {"Referrer-Policy": "no-referrer"})
    hand_over(answer, settings, link, token)
    return answer
