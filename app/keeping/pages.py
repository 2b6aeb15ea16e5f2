"""The keeper's page: who is here, how others come in, what became of mails and background work."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from app import jobs, mail
from app.database import Database
from app.errors import BadInput
from app.keeping.access import MemberDep
from app.keeping.schemas import InviteForm, LinkForm
from app.people import accounts, addresses, joining
from app.people.access import KeeperDep
from app.people.forms import Filled
from app.reviewing.author_checks import confirming
from app.web import DatabaseDep, SessionDep, SettingsDep, page

router = APIRouter(prefix="/keeping", include_in_schema=False)


@router.get("")
def keeping(request: Request, keeper: KeeperDep, database: DatabaseDep, saved: str = "") -> Response:
    """All of it on one page."""
    return _show(request, database, {"saved": saved})


@router.post("/invitations")
def invite(
    request: Request,
    keeper: KeeperDep,
    typed: Annotated[InviteForm, Form()],
    database: DatabaseDep,
    settings: SettingsDep,
) -> Response:
    """Invite those whose addresses were pasted; without mail, their links stand on the page that answers."""
    form = Filled(typed)
    try:
        pasted = addresses.read(typed.addresses)
    except BadInput as wrong:
        form.refuse("addresses", wrong.sentence)
        return _show(request, database, {"invite": form})
    with database.transaction() as session:
        invited = joining.invite(session, settings, keeper, pasted)
    return _show(request, database, {"invited": invited})


@router.post("/links")
def make_link(
    request: Request,
    keeper: KeeperDep,
    typed: Annotated[LinkForm, Form()],
    database: DatabaseDep,
    settings: SettingsDep,
) -> Response:
    """Make a joining link; it stands on the page that answers, and nowhere else."""
    try:
        with database.transaction() as session:
            token = joining.make_link(session, keeper, *typed.numbers())[1]
    except BadInput as wrong:
        form = Filled(typed)
        form.refuse("uses", wrong.sentence)
        return _show(request, database, {"link": form})
    return _show(request, database, {"new_link": f"{settings.address}/join/{token}"})


@router.post("/links/{link_id}/revocation")
def revoke_link(link_id: str, keeper: KeeperDep, session: SessionDep) -> Response:
    """Take a joining link or an invitation back."""
    joining.take_back(session, link_id, keeper)
    return RedirectResponse("/keeping?saved=link", 303)


@router.post("/people/{person_id}/suspension")
def suspend(member: MemberDep, keeper: KeeperDep, session: SessionDep) -> Response:
    """Pause somebody's account."""
    accounts.suspend(session, member, keeper)
    return RedirectResponse("/keeping?saved=suspension", 303)


@router.post("/people/{person_id}/resumption")
def resume(member: MemberDep, keeper: KeeperDep, session: SessionDep) -> Response:
    """End the pause."""
    accounts.resume(session, member, keeper)
    return RedirectResponse("/keeping?saved=resumption", 303)


@router.post("/authors/{check_id}/confirmation")
def confirm_author(check_id: str, keeper: KeeperDep, session: SessionDep) -> Response:
    """Say that somebody is the author they say they are."""
    confirming.confirm(session, check_id, keeper)
    return RedirectResponse("/keeping?saved=author#h-authors", 303)


@router.post("/authors/{check_id}/doubt")
def doubt_author(check_id: str, keeper: KeeperDep, session: SessionDep) -> Response:
    """Take that back."""
    confirming.take_back(session, check_id, keeper)
    return RedirectResponse("/keeping?saved=doubt#h-authors", 303)


@router.post("/jobs/{job_id}/retry")
def retry(job_id: int, keeper: KeeperDep, session: SessionDep) -> Response:
    """Let a job that was given up be tried anew."""
    jobs.retry(session, job_id)
    return RedirectResponse("/keeping?saved=job", 303)


def _show(request: Request, database: Database, shown: dict[str, Any]) -> Response:
    """The page; `shown` holds the forms to show as they were filled in, and what else there is to say."""
    with database.transaction(read_only=True) as session:
        known = {
            "people": accounts.everybody(session),
            "links": joining.open_links(session),
            "claimants": confirming.claimants(session),
            "mails": mail.newest(session),
            "jobs": jobs.failed(session),
        }
    blank = {
        "invite": Filled(InviteForm()),
        "link": Filled(LinkForm(uses="30", days="14")),
        "invited": [],
        "new_link": "",
        "saved": "",
    }
    wrong = any(isinstance(form, Filled) and not form for form in shown.values())
    return page(request, "keeping/keeping.html", {**known, **blank, **shown}, status=422 if wrong else 200)
