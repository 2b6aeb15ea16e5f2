"""The public pages and feeds: plain HTML and CSS, no JavaScript. Their router comes last: /{slug} catches the rest."""

import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import PlainTextResponse, Response

from app.errors import NotFound
from app.files import Files
from app.markup import render_text
from app.papers import papers
from app.people.access import ActorDep
from app.people.orcid import identities
from app.pictures import ALONE
from app.publishing import articles, badges, citing, feeding, feeds, pieces, reading
from app.publishing.credit import signed, wording
from app.publishing.rendering import Renderings, plain_title
from app.publishing.turnaround import clock
from app.publishing.turnaround.rules import sentence
from app.settings import Settings
from app.web import DatabaseDep, Public, ReadSessionDep, SettingsDep, environment, page, part

router = APIRouter(include_in_schema=False, dependencies=[Public])
environment.filters.update(
    formulas=lambda text: Markup(render_text(text)), plain=plain_title, spell=badges.spell, people=citing.names
)
ON_A_PAGE = 30
READ = ["GET", "HEAD"]
FORMS = {
    "atom": (feeds.atom, "application/atom+xml"),
    "rss": (feeds.rss, "application/rss+xml"),
    "json": (feeds.json_feed, "application/feed+json"),
}
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" fill="none" stroke="#0b6658" stroke-width="1.7" '
    'stroke-linecap="round" stroke-linejoin="round"><path d="M8 2v4.5a5 5 0 1 0 4 0V2M7 2h6M5.3 12.5h9.4"/></svg>'
)
Key = Annotated[str, Query(alias="k", max_length=100)]
RenderingsDep = Annotated[Renderings, part(Renderings)]
FilesDep = Annotated[Files, part(Files)]


@router.api_route("/", methods=READ)
def front(
    request: Request,
    actor: ActorDep,
    session: ReadSessionDep,
    settings: SettingsDep,
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """What is published, newest first."""
    found = pieces.front(session, actor, ON_A_PAGE + 1, (number - 1) * ON_A_PAGE)
    rows = pieces.fold(found[:ON_A_PAGE])
    known = {"rows": rows, "page": number, "more": len(found) > ON_A_PAGE, "canonical": f"{settings.address}/"}
    return page(request, "publishing/front.html", known)


@router.api_route("/about", methods=READ)
def about(request: Request, actor: ActorDep, settings: SettingsDep, session: ReadSessionDep) -> Response:
    """What this place is for, how to help, and how long an answer takes here."""
    known = {"answers": clock.answers(session), "published": clock.publishing(session), "sentence": sentence}
    return page(request, "publishing/about.html", {**known, "canonical": f"{settings.address}/about"})


@router.api_route("/robots.txt", methods=READ)
def robots(settings: SettingsDep) -> Response:
    """What crawlers should leave alone."""
    return PlainTextResponse(
        "User-agent: *\nDisallow: /api/\nDisallow: /desk\nDisallow: /settings\nDisallow: /keeping\n"
    )


@router.api_route("/favicon.ico", methods=READ)
def favicon() -> Response:
    """The still, for browsers that ask without being told."""
    return Response(ICON, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})


@router.api_route("/feed.{form}", methods=READ)
def feed(
    request: Request, form: str, database: DatabaseDep, renderings: RenderingsDep, settings: SettingsDep
) -> Response:
    """What everybody may read, whole, for feed readers."""
    if form not in FORMS:
        raise NotFound
    write, media_type = FORMS[form]
    made = feeding.front_feed(database, renderings, settings)
    return _unless_known(request, write(made).encode(), media_type, made)


def _unless_known(request: Request, body: bytes, media_type: str, made: feeds.Feed) -> Response:
    """The feed, or 304 to somebody who has it already (RFC 9110, section 13)."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    modified = made.updated.replace(microsecond=0)
    headers = {
        "ETag": tag,
        "Last-Modified": format_datetime(modified, usegmt=True),
        "Cache-Control": "public, max-age=300",
    }
    if tags := request.headers.get("if-none-match"):
        known = tags.strip() == "*" or tag in [one.strip().removeprefix("W/") for one in tags.split(",")]
    else:
        known = _since(request.headers.get("if-modified-since", "")) >= modified
    return (
        Response(status_code=304, headers=headers) if known else Response(body, media_type=media_type, headers=headers)
    )


def _since(text: str) -> datetime:
    """The moment a reader last asked at; long ago when it does not say so, or not as a date with a zone."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


@router.api_route("/people/{handle}", methods=READ)
def person(request: Request, handle: str, actor: ActorDep, session: ReadSessionDep, settings: SettingsDep) -> Response:
    """What somebody published, and which reviews they signed, under their own name."""
    found = pieces.person(session, handle)
    written = pieces.by_person(session, actor, found)
    reviewed = signed.by_person(session, actor, found)
    if actor.person is None and not written and not reviewed:
        raise NotFound
    known = {
        "person": found, "pieces": written, "reviews": reviewed, "wording": wording,
        "orcid": identities.addresses_of(session, [found.id]).get(found.id, ""),
        "canonical": f"{settings.address}/people/{found.handle}",
    }  # fmt: skip
    return page(request, "publishing/person.html", known)


@router.api_route("/papers", methods=READ)
def explained(request: Request, actor: ActorDep, session: ReadSessionDep, settings: SettingsDep) -> Response:
    """The papers explained here, with the pieces about each."""
    pairs = [(one, piece) for piece in pieces.front(session, actor, 300) for one in piece.papers]
    by_paper: dict[str, Any] = {}
    for one, piece in pairs:
        by_paper.setdefault(one.key, (one, []))[1].append(piece)
    known = {"papers": list(by_paper.values()), "canonical": f"{settings.address}/papers"}
    return page(request, "publishing/papers.html", known)


@router.api_route("/papers/{key:path}", methods=READ)
def paper(request: Request, key: str, actor: ActorDep, session: ReadSessionDep, settings: SettingsDep) -> Response:
    """A paper, and what has been written about it."""
    written = pieces.about(session, actor, key)
    if actor.person is None and not written:
        raise NotFound
    shown = papers.full(session, *papers.load(session, key))
    known = {"paper": shown, "pieces": written, "canonical": f"{settings.address}/papers/{shown.key}"}
    return page(request, "publishing/paper.html", known)


@router.api_route("/{slug}", methods=READ)
def newest(
    request: Request, slug: str, actor: ActorDep, database: DatabaseDep, renderings: RenderingsDep, k: Key = ""
) -> Response:
    """A piece as it was last released."""
    with database.transaction(read_only=True) as session:
        article = articles.find(session, actor, slug, key=k)
        reviews = signed.of_draft(session, article.piece)
    return _show(request, article, reviews, renderings)


@router.api_route("/{slug}/{number:int}", methods=READ)
def one_release(
    request: Request,
    slug: str,
    number: int,
    actor: ActorDep,
    database: DatabaseDep,
    renderings: RenderingsDep,
    k: Key = "",
) -> Response:
    """A piece as it was once released."""
    with database.transaction(read_only=True) as session:
        article = articles.find(session, actor, slug, number, k)
        reviews = [] if article.outdated else signed.of_draft(session, article.piece)
    return _show(request, article, reviews, renderings)


@router.api_route("/{slug}/images/{digest}", methods=READ)
def image(slug: str, digest: str, actor: ActorDep, session: ReadSessionDep, files: FilesDep, k: Key = "") -> Response:
    """A picture of a release that the asker may read."""
    media_type = articles.image_type(session, actor, slug, digest, k)
    data = files.get(session, digest)
    if data is None:
        raise NotFound
    return Response(
        data,
        media_type=media_type,
        headers={"Cache-Control": "private, max-age=86400", "Content-Security-Policy": ALONE},
    )


def _show(
    request: Request, article: articles.Article, reviews: list[signed.Signed], renderings: Renderings
) -> Response:
    settings: Settings = request.app.state.parts[Settings]
    known: dict[str, Any] = {
        "article": article,
        "piece": article.piece,
        "reviews": reviews,
        "wording": wording,
        "canonical": f"{settings.address}{article.piece.path}",
    }
    if article.piece.withdrawal:
        return page(request, "publishing/tombstone.html", known, status=410)
    drawn = reading.page_of(article, renderings)
    return page(request, "publishing/article.html", {**known, **reading.told(article, drawn, settings)})
