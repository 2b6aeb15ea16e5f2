"""One's settings about mail; and the pages that end mails without signing in."""

from typing import Annotated, Any
from zoneinfo import available_timezones

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from app.database import Database
from app.people.access import PersonDep
from app.people.forms import Filled
from app.people.models import Person
from app.people.pages.arriving import Typed
from app.people.post import choices, stopping
from app.people.post.rules import WORDS, Choices, Kind, Way, check_hour, check_zone, spoken, ways_of
from app.people.schemas import PostForm
from app.settings import Settings
from app.web import DatabaseDep, Public, ReadSessionDep, SessionDep, SettingsDep, TokenInAddress, page

router = APIRouter()
_QUIET = {"Referrer-Policy": "no-referrer"}
_HOURS = [str(hour) for hour in range(24)]


@router.get("/settings/mail")
def post_settings(
    request: Request, person: PersonDep, database: DatabaseDep, settings: SettingsDep, saved: str = ""
) -> Response:
    """What comes by mail, how, and when."""
    return _show(request, person, database, settings, {"saved": saved})


@router.post("/settings/mail")
def choose(
    request: Request,
    person: PersonDep,
    typed: Annotated[PostForm, Typed],
    database: DatabaseDep,
    settings: SettingsDep,
) -> Response:
    """Choose anew."""
    form = Filled(typed)
    for kind in Kind:
        if form.values[kind] not in ways_of(kind):
            form.refuse(kind, f"Choose how you hear of this: {WORDS[kind]}.")
    form.check("zone", check_zone)
    form.check("digest_hour", check_hour)
    for field in ("quiet_from", "quiet_until"):
        form.check(field, check_hour, optional=True)
    if bool(typed.quiet_from) != bool(typed.quiet_until):
        form.refuse("quiet_until" if typed.quiet_from else "quiet_from", "Quiet hours have a beginning and an end.")
    if not form:
        return _show(request, person, database, settings, {"form": form})
    with database.transaction() as session:
        choices.say(session, person, _chosen(form))
    return RedirectResponse("/settings/mail?saved=mail#main", 303)


def _chosen(form: Filled) -> Choices:
    quiet_from, quiet_until = (form.values[field] for field in ("quiet_from", "quiet_until"))
    return Choices(
        {kind: Way(form.values[kind]) for kind in Kind}, form.values["zone"], check_hour(form.values["digest_hour"]),
        check_hour(quiet_from) if quiet_from else None, check_hour(quiet_until) if quiet_until else None,
    )  # fmt: skip


def _show(request: Request, person: Person, database: Database, settings: Settings, shown: dict[str, Any]) -> Response:
    with database.transaction(read_only=True) as session:
        chosen = choices.of(session, settings, person.id)
    ways = {kind.value: chosen.way(kind).value for kind in Kind}
    form = Filled(
        PostForm(
            zone=chosen.zone, digest_hour=str(chosen.digest_hour), quiet_from=_typed(chosen.quiet_from),
            quiet_until=_typed(chosen.quiet_until), **ways,
        )
    )  # fmt: skip
    known = {"form": form, "words": WORDS, "ways_of": ways_of, "ways": list(Way), "hours": _HOURS, "zones": _zones()}
    wrong = "form" in shown
    return page(
        request, "people/post.html", {**known, "person": person, "saved": "", **shown}, status=422 if wrong else 200
    )


def _typed(hour: int | None) -> str:
    return "" if hour is None else str(hour)


def _zones() -> dict[str, list[str]]:
    """The zones people name by a place, by continent; and UTC."""
    places: dict[str, list[str]] = {"": ["UTC"]}
    for name in sorted(available_timezones()):
        continent, _, place = name.partition("/")
        if place and continent not in {"Etc", "SystemV", "US", "Brazil", "Canada", "Chile", "Mexico"}:
            places.setdefault(continent, []).append(name)
    return places


@router.get("/unsubscribe/{token}", dependencies=[Public])
def before_stopping(request: Request, token: str, session: ReadSessionDep) -> Response:
    """One button. Opening the page changes nothing: mail scanners open links too."""
    return _stopping(request, token, stopping.find(session, token, everything=False))


@router.post("/unsubscribe/{token}", dependencies=[TokenInAddress])
def stop(request: Request, token: str, session: SessionDep) -> Response:
    """No more mails like the one it came in: by the button, or one click in a mail program (RFC 8058)."""
    stopping.stop(session, stopping.find(session, token, everything=False))
    return _stopping(request, token, stopping.find(session, token, everything=False))


@router.get("/unsubscribe/{token}/all", dependencies=[Public])
def before_stopping_all(request: Request, token: str, session: ReadSessionDep) -> Response:
    """One button, for every mail that can be stopped."""
    return _stopping(request, token, stopping.find(session, token, everything=True), everything=True)


@router.post("/unsubscribe/{token}/all", dependencies=[TokenInAddress])
def stop_all(request: Request, token: str, session: SessionDep) -> Response:
    """No more mails at all, but those without which nobody could sign in."""
    stopping.stop(session, stopping.find(session, token, everything=True))
    return _stopping(request, token, stopping.find(session, token, everything=True), everything=True)


@router.post("/unsubscribe/{token}/undoing", dependencies=[TokenInAddress])
def undo(request: Request, token: str, session: SessionDep) -> Response:
    """It was a slip: what the link stopped comes again."""
    stopping.resume(session, stopping.find(session, token, everything=False))
    return _stopping(request, token, stopping.find(session, token, everything=False))


def _stopping(request: Request, token: str, found: stopping.Stopping, *, everything: bool = False) -> Response:
    known = {
        "token": token, "stopped": found.stopped, "everything": everything, "about": spoken(found.kinds),
        "email": found.person.email, "joined": found.person.joined_at is not None,
    }  # fmt: skip
    return page(request, "people/unsubscribe.html", known, headers=_QUIET)
