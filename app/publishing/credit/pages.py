"""The pages of signed reviews, each at its own address; plain HTML that works without JavaScript."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from markupsafe import Markup
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.errors import Gone, NotFound
from app.markup import Renderer
from app.people.access import Actor, ActorDep, PersonDep
from app.people.orcid import identities
from app.publishing import articles
from app.publishing.access import writes
from app.publishing.credit import docmap, exporting, history, record, signed, wording
from app.publishing.credit.exporting import Work
from app.publishing.credit.signed import Shown, Signed
from app.reviewing.admitting import OwnReview
from app.reviewing.credit import helping, showing
from app.reviewing.credit.rules import Helper
from app.settings import Settings
from app.web import DatabaseDep, Public, ReadSessionDep, SessionDep, SettingsDep, page, part

router = APIRouter(include_in_schema=False)
READ = ["GET", "HEAD"]
Key = Annotated[str, Query(alias="k", max_length=100)]
RendererDep = Annotated[Renderer, part(Renderer)]
FILES = {"bib": "application/x-bibtex", "json": "application/vnd.citationstyles.csl+json"}


def work_of(one: Signed, settings: Settings) -> Work:
    """A signed review as it is cited and exported."""
    return Work(
        id=one.review.id, url=f"{settings.address}{one.path}", byline=one.review.byline,
        orcid=one.orcid if one.named else "", at=one.review.sent_at or one.piece.dated, number=one.number,
        title=one.piece.title, tex=one.piece.revision.title, authors=one.piece.authors,
        piece_url=f"{settings.address}{one.piece.path}", sentence=one.review.sentence, publisher=settings.name,
    )  # fmt: skip


@router.api_route("/reviews/{review_id}.{form}", methods=READ, dependencies=[Public])
def cite(
    review_id: str, form: str, actor: ActorDep, session: ReadSessionDep, settings: SettingsDep, k: Key = ""
) -> Response:
    """The review as BibTeX or CSL-JSON."""
    shown = signed.find(session, actor, review_id if form in FILES else "", k)
    works = [work_of(shown.signed, settings)]
    made = exporting.as_bibtex(works) if form == "bib" else exporting.as_csl(works)
    return Response(made, media_type=FILES[form])


@router.api_route("/reviews/{review_id}", methods=READ, dependencies=[Public])
def read(
    request: Request,
    review_id: str,
    actor: ActorDep,
    database: DatabaseDep,
    renderer: RendererDep,
    settings: SettingsDep,
    k: Key = "",
) -> Response:
    """A signed review, for whoever may read the piece."""
    with database.transaction(read_only=True) as session:
        shown = signed.find(session, actor, review_id, k)
        marked = _marked(session, actor, shown)
    return page(request, "publishing/review.html", _told(shown, renderer, settings) | {"marked": marked})


@router.post("/reviews/{review_id}/help")
def say_it_helped(review_id: str, person: PersonDep, session: SessionDep, k: Key = "") -> Response:
    """A reader says that it helped, or a writer of the piece does; again, it stays said."""
    shown = signed.find(session, Actor(person), review_id, k)
    wrote = writes(session, person, shown.signed.piece.publication.draft_id)
    helping.mark(session, shown.signed.review, person, Helper.WRITER if wrote else Helper.READER)
    return RedirectResponse(f"{shown.signed.path}{shown.query}#helped", 303)


@router.post("/reviews/{review_id}/help/withdrawal")
def take_help_back(review_id: str, person: PersonDep, session: SessionDep, k: Key = "") -> Response:
    """Take that back."""
    shown = signed.find(session, Actor(person), review_id, k)
    helping.unmark(session, shown.signed.review, person)
    return RedirectResponse(f"{shown.signed.path}{shown.query}#helped", 303)


@router.api_route("/{slug}/{number:int}/docmap.json", methods=READ, dependencies=[Public])
def how_it_came_about(
    slug: str, number: int, actor: ActorDep, session: ReadSessionDep, settings: SettingsDep, k: Key = ""
) -> Response:
    """The whole history of a release, as one DocMap. Raises Gone once the piece was withdrawn."""
    article = articles.find(session, actor, slug, number, k)
    if article.piece.withdrawal:
        raise Gone("This piece was withdrawn by its writers, so its history is not shown either.")
    made = docmap.docmap(history.of(session, article, settings))
    return Response(json.dumps(made, ensure_ascii=False, indent=1), media_type="application/ld+json")


@router.get("/settings/reviews")
def own_record(request: Request, person: PersonDep, session: ReadSessionDep, settings: SettingsDep) -> Response:
    """The reviews one gave, and what came of each."""
    found = record.of(session, person)
    orcid = identities.addresses_of(session, [person.id]).get(person.id, "")
    known = {"record": found, "wording": wording, "orcid": orcid, "group": settings.orcid_group}
    return page(request, "publishing/record.html", known)


@router.get("/settings/reviews.{form}")
def own_file(form: str, person: PersonDep, session: ReadSessionDep, settings: SettingsDep) -> Response:
    """The signed reviews of one's record in a file: BibTeX, CSL-JSON, or ORCID's peer-review items."""
    works = [work_of(one, settings) for one in record.of(session, person).signed]
    if form == "orcid" and settings.orcid_group and any(work.orcid for work in works):
        return _file(exporting.as_orcid(works, settings.orcid_group), "application/json", "reviews.orcid.json")
    if form not in FILES:
        raise NotFound
    return _file(
        exporting.as_bibtex(works) if form == "bib" else exporting.as_csl(works), FILES[form], f"reviews.{form}"
    )


@router.post("/settings/reviews/{review_id}/showing")
def show_or_keep(reviewer: OwnReview, session: SessionDep, shown: Annotated[bool, Form()]) -> Response:
    """Let readers read a review one gave, or keep it with the writers."""
    showing.choose(session, reviewer, shown=shown)
    return RedirectResponse("/settings/reviews#main", 303)


def _file(text: str, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=media_type, headers=headers)


def _marked(session: Session, actor: Actor, shown: Shown) -> bool | None:
    """Whether this reader said that it helped; None for who cannot say it: nobody signed in, and its own writer."""
    review = shown.signed.review
    if actor.person is None or actor.person.id == review.person_id:
        return None
    return review.id in helping.marked_by(session, actor.person, [review.id])


def _told(shown: Shown, renderer: Renderer, settings: Settings) -> dict[str, Any]:
    one, work = shown.signed, work_of(shown.signed, settings)
    return {
        "shown": shown, "one": one, "piece": one.piece, "work": work, "canonical": work.url, "wording": wording,
        "sentence": Markup(_drawn(one.review.sentence, renderer)), "at": f"{one.path}{shown.query}",
        "citation": exporting.citation(work), "bibtex": exporting.as_bibtex([work]),
        "schema": Markup(exporting.as_schema(work, f"{settings.address}/")),
    }  # fmt: skip


def _drawn(words: str, renderer: Renderer) -> str:
    return renderer.render(words, form="feed").html if words.strip() else ""
