"""One's settings about being asked: what for, how much, what one knows, whom not to deal with."""

from datetime import date
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from app.database import Database, now
from app.errors import BadInput
from app.people import accounts, availability, exclusions
from app.people.access import PersonDep
from app.people.forms import Filled
from app.people.models import Person
from app.people.rules import clean_topics
from app.reviewing import own_papers
from app.reviewing.rules import AT_ONCE, PER_MONTH, AskKind
from app.reviewing.schemas.forms import BeingAskedForm, ExcludeForm
from app.web import DatabaseDep, SessionDep, page

router = APIRouter(prefix="/settings/asks")
KINDS = {
    AskKind.CORRECTNESS: "Whether it is right",
    AskKind.CLARITY: "Whether it is clear",
    AskKind.EXAMPLE: "A better example",
    AskKind.STORY: "The intuitive story",
    AskKind.PROOFREADING: "Proofreading",
    AskKind.OUTLINE: "An outline, before the writing",
    AskKind.FAILURE: "Where it fails",
    AskKind.MENTOR: "To mentor a draft, from its outline on",
}


@router.get("")
def being_asked(request: Request, person: PersonDep, database: DatabaseDep, saved: str = "") -> Response:
    """All of it on one page."""
    return _show(request, person, database, {"saved": saved})


@router.post("")
def say(
    request: Request, person: PersonDep, typed: Annotated[BeingAskedForm, Form()], database: DatabaseDep
) -> Response:
    """Say all of it anew."""
    form = Filled(typed)
    form.check("away_until", _day, optional=True)
    form.check("topics", lambda words: clean_topics(words.split("\n")))
    form.check("papers", own_papers.read)
    for field, (least, most) in {"at_once": AT_ONCE, "per_month": PER_MONTH}.items():
        form.check(field, partial(_number, least=least, most=most))
    if not form:
        return _show(request, person, database, {"form": form, "kinds": typed.kinds})
    with database.transaction() as session:
        availability.say(session, person, _said(typed))
        own_papers.name(session, person, own_papers.read(typed.papers))
    return RedirectResponse("/settings/asks?saved=asks#main", 303)


@router.post("/exclusions")
def exclude(
    request: Request, person: PersonDep, typed: Annotated[ExcludeForm, Form()], database: DatabaseDep
) -> Response:
    """Say whom one does not want to deal with. They are not told, nor is anybody."""
    form = Filled(typed)
    with database.transaction() as session:
        other = accounts.by_handle(session, typed.handle.strip().removeprefix("@"))
        if other is None or other.id == person.id:
            form.refuse("handle", "Nobody else here goes by that handle. Please check it for a typing slip.")
        else:
            exclusions.exclude(session, person, other)
    if not form:
        return _show(request, person, database, {"exclude": form})
    return RedirectResponse("/settings/asks?saved=exclusion#h-exclusions", 303)


@router.post("/exclusions/{other_id}/ending")
def include(other_id: str, person: PersonDep, session: SessionDep) -> Response:
    """Take an exclusion back."""
    exclusions.include(session, person, other_id)
    return RedirectResponse("/settings/asks?saved=inclusion#h-exclusions", 303)


def _said(typed: BeingAskedForm) -> availability.Said:
    return availability.Said(
        refuses=[kind for kind in AskKind if kind not in typed.kinds],
        at_once=int(typed.at_once), per_month=int(typed.per_month),
        away_until=_day(typed.away_until) if typed.away_until.strip() else None,
        affiliation=typed.affiliation, topics=typed.topics.split("\n"), reading_counts=bool(typed.reading),
    )  # fmt: skip


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words.strip())
    except ValueError as error:
        raise BadInput("Write the day as 2027-01-31, or leave it empty.") from error


def _number(words: str, least: int, most: int) -> int:
    if not words.strip().isdecimal() or not least <= int(words) <= most:
        raise BadInput(f"Choose a number from {least} to {most}.")
    return int(words)


def _show(request: Request, person: Person, database: Database, shown: dict[str, Any]) -> Response:
    with database.transaction(read_only=True) as session:
        said = availability.of(session, person.id)
        form = Filled(
            BeingAskedForm(
                at_once=str(said.at_once), per_month=str(said.per_month), affiliation=said.affiliation,
                away_until=said.away_until.isoformat() if said.away_until else "",
                topics="\n".join(availability.topics_of(session, person.id)),
                papers="\n".join(own_papers.of(session, person)), reading="on" if said.reading_counts_since else "",
            )
        )  # fmt: skip
        excluded = exclusions.of(session, person)
    known = {
        "form": form, "kinds": [kind for kind in AskKind if kind not in said.refuses], "words": KINDS,
        "excluded": excluded, "exclude": Filled(ExcludeForm()), "saved": "", "today": now().date(),
        "at_once": AT_ONCE, "per_month": PER_MONTH,
    }  # fmt: skip
    wrong = any(isinstance(one, Filled) and not one for one in shown.values())
    return page(request, "reviewing/being_asked.html", {**known, **shown}, status=422 if wrong else 200)
