"""What several of the pages do: read a form, swap a token for a cookie, sign a browser in."""

from typing import Any

from fastapi import Form, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.people import links, sessions
from app.people.access import hand_over, link_cookie
from app.people.attempts import origin
from app.people.forms import Filled
from app.people.models import SignedLink
from app.people.rules import Purpose, check_password
from app.people.schemas import NewPasswordForm
from app.settings import Settings
from app.web import page

Typed = Form()
"""A form's fields, as `Annotated[SomeForm, Typed]`."""


def agent(request: Request) -> str:
    """What the browser calls itself."""
    return request.headers.get("user-agent", "")


def address(request: Request) -> str:
    """The network address that limits count by; behind a trusted proxy uvicorn has put the asker's here."""
    return origin(request.client.host if request.client else None)


def show(request: Request, template: str, form: Filled, **context: Any) -> Response:
    """A page with a form: 200 when nothing is wrong with it, else 422 with what is."""
    return page(request, template, {"form": form, **context}, status=200 if form else 422)


def check_new_password(form: Filled, typed: NewPasswordForm) -> None:
    """Note a password that is too short or absurdly long, or typed differently the second time."""
    form.check("password", check_password)
    if typed.password != typed.again:
        form.refuse("again", "The two are not the same. Please type the password again.")


def swap(session: Session, settings: Settings, token: str, purpose: Purpose, clean: str) -> Response:
    """Put a working token into a cookie and lead to a clean address. Nothing changes: mail scanners open links too."""
    answer = RedirectResponse(clean, 303, headers={"Referrer-Policy": "no-referrer"})
    hand_over(answer, settings, links.find(session, token, purpose), token)
    return answer


def let_in(settings: Settings, token: str, to: str, used: SignedLink | None = None) -> Response:
    """Lead a browser on with its session cookie, and without that of the link it came by."""
    answer = RedirectResponse(to, 303)
    sessions.keep(answer, settings, token)
    if used:
        answer.delete_cookie(link_cookie(settings, used), path="/", secure=settings.https, httponly=True)
    return answer
