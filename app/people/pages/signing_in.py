"""Sign in, sign out, and back in after a lost password."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from app.errors import BadInput, Gone, Unavailable
from app.people import attempts, passwords, recovery, sessions, signing_in
from app.people.access import Actor, ActorDep
from app.people.forms import Filled
from app.people.models import SignedLink
from app.people.pages.arriving import Typed, address, agent, check_new_password, let_in, show, swap
from app.people.rules import LOST_PASSWORD_BY_ADDRESS, LOST_PASSWORD_BY_NAME, Purpose, local_path
from app.people.schemas import LostPasswordForm, NewPasswordForm, SignInForm
from app.web import DatabaseDep, Public, ReadSessionDep, SessionDep, SettingsDep

router = APIRouter(dependencies=[Public])


@router.get("/sign-in")
def sign_in_page(request: Request, actor: ActorDep, then: str = "") -> Response:
    """The form; whoever is signed in already is led on."""
    if actor.person:
        return RedirectResponse(local_path(then), 303)
    return show(request, "people/sign_in.html", Filled(SignInForm(then=then)))


@router.post("/sign-in")
def sign_in(
    request: Request, typed: Annotated[SignInForm, Typed], database: DatabaseDep, settings: SettingsDep
) -> Response:
    """Sign in and go where one wanted to go, if that is here."""
    try:
        token = signing_in.sign_in(database, typed.name, typed.password, address=address(request), agent=agent(request))
    except BadInput as wrong:
        form = Filled(typed)
        form.refuse("password", wrong.sentence)
        return show(request, "people/sign_in.html", form)
    return let_in(settings, token, local_path(typed.then))


@router.post("/sign-out")
def sign_out(request: Request, session: SessionDep, settings: SettingsDep) -> Response:
    """End this browser's session; doing so twice is no mistake."""
    sessions.end(session, sessions.cookie(request, settings))
    answer = RedirectResponse("/", 303)
    sessions.drop(answer, settings)
    return answer


@router.get("/lost-password")
def lost_password_page(request: Request, actor: ActorDep, sent: bool = False) -> Response:
    """The form, or how to get back in where no mail is sent."""
    return show(request, "people/lost_password.html", Filled(LostPasswordForm()), sent=sent)


@router.post("/lost-password")
def lost_password(
    request: Request, typed: Annotated[LostPasswordForm, Typed], session: SessionDep, settings: SettingsDep
) -> Response:
    """Send a link to whoever goes by this name; the answer is the same when nobody does."""
    if not settings.smtp_url:
        raise Unavailable("No mail is sent from here. Ask the keeper for a sign-in link.")
    attempts.take(session, f"lost password from {address(request)}", LOST_PASSWORD_BY_ADDRESS)
    attempts.take(session, f"lost password of {typed.name.strip().lower()[:100]}", LOST_PASSWORD_BY_NAME)
    recovery.by_mail(session, settings, typed.name)
    return RedirectResponse("/lost-password?sent=1", 303)


@router.get("/sign-in/confirm")
def confirm_page(request: Request, actor: ActorDep, session: ReadSessionDep) -> Response:
    """Whom the link lets in, and the form for a new password."""
    person = recovery.whose(session, _link(actor))
    return show(request, "people/confirm.html", Filled(NewPasswordForm()), person=person)


@router.post("/sign-in/confirm")
def confirm(
    request: Request,
    actor: ActorDep,
    typed: Annotated[NewPasswordForm, Typed],
    database: DatabaseDep,
    settings: SettingsDep,
) -> Response:
    """Use the link: a new password, and signed in."""
    link, form = _link(actor), Filled(typed)
    check_new_password(form, typed)
    if not form:
        with database.transaction(read_only=True) as session:
            return show(request, "people/confirm.html", form, person=recovery.whose(session, link))
    secret = passwords.hashed(typed.password)
    with database.transaction() as session:
        token = recovery.redeem(session, link, secret, agent(request))
    return let_in(settings, token, "/desk", link)


@router.get("/sign-in/{token}")
def sign_in_by_link(token: str, session: ReadSessionDep, settings: SettingsDep) -> Response:
    """What the mail's address, or the keeper's, leads to."""
    return swap(session, settings, token, Purpose.SIGN_IN, "/sign-in/confirm")


def _link(actor: Actor) -> SignedLink:
    found = [link for link in actor.links if link.purpose == Purpose.SIGN_IN]
    if not found:
        raise Gone("This link was used, has expired or was taken back. Your account is safe; ask for a new link.")
    return max(found, key=lambda link: link.created_at)
