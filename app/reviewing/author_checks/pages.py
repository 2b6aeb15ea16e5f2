"""The pages an author comes to from a mail; none of them needs JavaScript or an account."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from app.database import IN_TURN, Database
from app.people import links
from app.people.access import hand_over
from app.people.forms import Filled
from app.reviewing.author_checks import answering, letters, page
from app.reviewing.author_checks.access import Asked, AskedDep, AuthorDep
from app.reviewing.author_checks.rules import (
    NOTHING_SAID,
    WORD_MAXIMUM,
    CheckState,
    Opinion,
    check_opinion,
    counted,
    minutes,
)
from app.reviewing.author_checks.schemas import NUMBERS, AuthorForm
from app.reviewing.models import AuthorAddress
from app.web import DatabaseDep, Public, ReadSessionDep, SessionDep, SettingsDep, TokenInAddress
from app.web import page as draw

router = APIRouter(include_in_schema=False)
_QUIET = {"Referrer-Policy": "no-referrer"}


@router.get("/author/{token}", dependencies=[Public])
def arrive(token: str, session: ReadSessionDep, settings: SettingsDep) -> Response:
    """Swap the link for a cookie and go on to a clean address. It changes nothing: mail scanners open links too."""
    link = links.find(session, token, letters.AUTHOR)
    answer = RedirectResponse(f"/author-checks/{link.subject}", 303, _QUIET)
    hand_over(answer, settings, link, token)
    return answer


@router.get("/author/{token}/never", dependencies=[Public])
def ask_never(request: Request, token: str, session: ReadSessionDep) -> Response:
    """Ask whether one means it: a mail scanner's visit says nothing. It needs no link that still works."""
    address = session.get_one(AuthorAddress, letters.holder(session, token).subject)
    return _never(request, address, f"/author/{token}/never")


@router.post("/author/{token}/never", dependencies=[TokenInAddress])
def never(request: Request, token: str, session: SessionDep) -> Response:
    """Never ask at this address again: from the page, or in one click from a mail program (RFC 8058)."""
    return _never(request, letters.never_again(session, token), "")


@router.get("/author-checks/{address_id}")
def asked_of_one(request: Request, author: AuthorDep, session: ReadSessionDep) -> Response:
    """What is asked of an address: its one question, or a list of them."""
    rows = page.rows(session, author)
    if len(rows) == 1:
        return RedirectResponse(f"/author-checks/{author.address.id}/{rows[0].check.id}", 303, _QUIET)
    known = {"rows": rows, "address": author.address, "states": CheckState}
    return draw(request, "reviewing/author_list.html", known, headers=_QUIET)


@router.get("/author-checks/{address_id}/never")
def ask_never_here(request: Request, author: AuthorDep) -> Response:
    """The same question to whoever came through a link."""
    return _never(request, author.address, f"/author-checks/{author.address.id}/never")


@router.post("/author-checks/{address_id}/never")
def never_here(request: Request, author: AuthorDep, session: SessionDep) -> Response:
    """Never ask at this address again."""
    address = session.get_one(AuthorAddress, author.address.id, with_for_update=IN_TURN)
    return _never(request, letters.stop(session, address), "")


@router.get("/author-checks/{address_id}/{check_id}")
def one_check(request: Request, asked: AskedDep, database: DatabaseDep, done: str = "") -> Response:
    """One question: its claims, and what the page will say."""
    return _show(request, asked, database, done=done)


@router.post("/author-checks/{address_id}/{check_id}")
def say(
    request: Request,
    asked: AskedDep,
    typed: Annotated[AuthorForm, Form()],
    database: DatabaseDep,
) -> Response:
    """Say what one thinks and see the sentence it makes; send it, once that very sentence was seen."""
    form, said = _checked(typed, asked), typed.said(asked.check.claims)
    if not form:
        return _show(request, asked, database, form=form)
    with database.transaction() as session:
        sentence = answering.answer(session, asked, said, typed.name)
        sends = typed.seen == sentence or bool(typed.seen and not typed.show)
        if sends:
            answering.send(session, asked, shown=bool(typed.show))
    done = "sent#main" if sends else "changed#page" if typed.seen else "said#page"
    return RedirectResponse(f"{_path(asked)}?done={done}", 303, _QUIET)


@router.post("/author-checks/{address_id}/{check_id}/withdrawal")
def withdraw(asked: AskedDep, session: SessionDep) -> Response:
    """Take one's answer back."""
    answering.withdraw(session, asked)
    return RedirectResponse(f"{_path(asked)}?done=withdrawn#main", 303, _QUIET)


def _path(asked: Asked) -> str:
    return f"/author-checks/{asked.author.address.id}/{asked.check.id}"


def _checked(typed: AuthorForm, asked: Asked) -> Filled:
    form, said = Filled(typed), typed.said(asked.check.claims)
    for number, claim in zip(NUMBERS, asked.check.claims, strict=False):
        if claim in said:
            form.check(f"word_{number}", partial(check_opinion, said[claim].opinion))
    if not said:
        form.refuse("opinion_1", NOTHING_SAID)
    return form


def _show(
    request: Request, asked: Asked, database: Database, *, form: Filled | None = None, done: str = ""
) -> Response:
    """The page; `form` as it was filled in, when something in it is wrong."""
    with database.transaction(read_only=True) as session:
        shown = page.load(session, asked)
    known: dict[str, Any] = {
        "page": shown, "form": _kept(shown) if form is None else form, "asked": asked, "at": _path(asked), "done": done,
        "states": CheckState, "opinions": Opinion, "counted": counted, "minutes": minutes(len(shown.claims)),
        "most": WORD_MAXIMUM, "proven": asked.author.orcids,
    }  # fmt: skip
    return draw(request, "reviewing/author_check.html", known, status=200 if form is None else 422, headers=_QUIET)


def _kept(shown: page.Page) -> Filled:
    """The form as it was last saved."""
    said = [(shown.opinions.get(claim.id), number) for number, claim in zip(NUMBERS, shown.claims, strict=False)]
    values = {f"opinion_{number}": one.opinion.value for one, number in said if one}
    words = {f"word_{number}": one.word for one, number in said if one}
    return Filled(AuthorForm(name=shown.row.check.name, **values, **words))


def _never(request: Request, address: AuthorAddress, action: str) -> Response:
    """Whether one means it (`action` is where to say so), or that it is so."""
    known = {"address": address, "action": action}
    return draw(request, "reviewing/author_never.html", known, headers=_QUIET)
