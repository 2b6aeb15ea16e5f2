"""The table of contents: every part, every router, what wraps them."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles
from sqlmodel import select

from app import worker
from app.database import Database
from app.demo import pages as demo_pages
from app.demo.course import PLAYERS
from app.files import Files, files_for
from app.keeping import pages as keeping_pages
from app.markup import Renderer
from app.papers import routes as papers
from app.papers.arxiv import Arxiv
from app.papers.catalogue import Catalogue
from app.people import pages as people_pages
from app.people import routes as people
from app.publishing import pages as publishing_pages
from app.publishing import routes as publishing
from app.publishing.credit import pages as credit_pages
from app.publishing.rendering import Renderings
from app.publishing.turnaround import routes as turnaround
from app.reading import routes as reading
from app.reviewing import pages as reviewing_pages
from app.reviewing import routes as reviewing
from app.reviewing.author_checks import pages as author_pages
from app.reviewing.author_checks import routes as author_checks
from app.reviewing.credit import routes as credit
from app.reviewing.expertise import Expertise
from app.reviewing.groups import pages as group_pages
from app.reviewing.groups import routes as groups
from app.reviewing.matching.plugging import encoder_named
from app.reviewing.naming import routes as naming
from app.reviewing.waiting import routes as waiting
from app.settings import Settings
from app.web import STATIC, Guard, Public, ReadSessionDep, csrf, environment, install_errors
from app.writing import routes as writing
from app.writing.live.rooms import Rooms

# The public pages come last: their /{slug} would catch every other address.
ROUTERS = (
    people.router,
    papers.router,
    reading.router,
    writing.router,
    reviewing.router,
    author_checks.router,
    naming.router,
    credit.router,
    waiting.router,
    turnaround.router,
    groups.router,
    publishing.router,
    people_pages.router,
    reviewing_pages.router,
    author_pages.router,
    group_pages.router,
    keeping_pages.router,
    credit_pages.router,
    publishing_pages.router,
)


def build_parts(settings: Settings) -> dict[type, Any]:
    """The long-lived things of an instance, by their type; `close_parts` gives them back."""
    database = Database(settings.database, {"full_text": settings.full_text})
    renderer = Renderer(settings.renderers)
    return {
        Settings: settings,
        Database: database,
        Files: files_for(database, settings.data),
        Renderer: renderer,
        Renderings: Renderings(renderer),
        Arxiv: Arxiv(settings.arxiv_url),
        Expertise: Expertise(encoder_named(settings.encoder) if settings.encoder else None),
        Rooms: Rooms(database, settings),
        Catalogue: Catalogue(),
    }


def close_parts(parts: dict[type, Any]) -> None:
    """End the live rooms, the renderer's children and the database's connections."""
    parts[Rooms].stop()
    parts[Renderer].close()
    parts[Database].close()


def create_app(settings: Settings) -> FastAPI:
    """The ASGI application of one instance; with `jobs=on` it does the background work in threads of its own."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        stop = threading.Event()
        threads = worker.start(app.state.parts, stop) if settings.jobs == "on" else []
        threads.append(_read_ahead(app.state.parts, stop))
        yield
        stop.set()
        for thread in threads:
            thread.join(timeout=10)
        close_parts(app.state.parts)

    app = FastAPI(
        title="Stillroom",
        lifespan=lifespan,
        dependencies=[Depends(csrf)],
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.parts = build_parts(settings)
    issuer = urlsplit(settings.orcid_issuer)
    there = f"{issuer.scheme}://{issuer.netloc}" if settings.orcid else ""
    app.add_middleware(Guard, https=settings.https, forms_lead_to=there)
    install_errors(app)
    app.add_api_route("/api/health", healthy, dependencies=[Public], tags=["instance"])
    app.mount("/static", StaticFiles(directory=STATIC, check_dir=False), name="static")
    if settings.demo:
        environment.globals["players"] = PLAYERS
        app.include_router(demo_pages.router)
    for router in ROUTERS:
        app.include_router(router)
    return app


def _read_ahead(parts: dict[type, Any], stop: threading.Event) -> threading.Thread:
    """Read what can be cited, so that the first who cites need not wait for it."""

    def read() -> None:
        with parts[Database].transaction(read_only=True) as session:
            parts[Catalogue].read(session, lambda: not stop.is_set())

    thread = threading.Thread(target=read, name="catalogue", daemon=True)
    thread.start()
    return thread


def healthy(session: ReadSessionDep) -> dict[str, str]:
    """Answer when this server can read its database."""
    session.exec(select(1))
    return {"state": "well"}
