"""The shell of the workbench."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.errors import SignInNeeded
from app.people.access import ActorDep
from app.web import Public, page

router = APIRouter(dependencies=[Public])


@router.get("/desk")
@router.get("/desk/{path:path}")
def workbench(request: Request, actor: ActorDep, path: str = "") -> Response:
    """The one page of the workbench, for whoever is signed in or holds a link; what it shows, the API decides.

    Raises SignInNeeded, which leads to the form and back, for anybody else.
    """
    if actor.person is None and not actor.links:
        raise SignInNeeded
    person = {"name": actor.person.name, "handle": actor.person.handle} if actor.person else {"name": ""}
    return page(request, "workbench.html", {"person": person})
