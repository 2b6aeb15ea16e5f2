"""What every route shares: parts, sessions, marks of access, errors as one shape, CSRF, headers, templates."""

import json
import logging
import re
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import quote, urlsplit

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlmodel import Session
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.database import Database
from app.errors import BadInput, NotFound, Refused, StillroomError, TooLarge
from app.settings import Settings

log = logging.getLogger("stillroom.web")
Part = TypeVar("Part")
Marked = TypeVar("Marked", bound=Callable[..., Any])

HERE = Path(__file__).parent
STATIC = HERE / "static"
_ELSEWHERE = frozenset({"cross-site", "same-site"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
HASHED = "/static/assets/"
"""What is under here never changes: its name holds a hash of its content."""
BODY_LIMIT = 4 * 1024 * 1024
IMAGE_BODY_LIMIT = 20 * 1024 * 1024
COOKIE_PREFIX = "stillroom"


# Parts: the long-lived things an application is made of, found by their type.


def part(kind: type[Part]) -> Any:
    """A dependency that gives the application's one `kind` (Settings, Database, Files …); set by `main.create_app`."""

    def give(request: Request) -> Any:
        return request.app.state.parts[kind]

    return Depends(give)


SettingsDep = Annotated[Settings, part(Settings)]
DatabaseDep = Annotated[Database, part(Database)]


def _session(request: Request, database: DatabaseDep) -> Iterator[Session]:
    with database.transaction(read_only=request.method in SAFE_METHODS) as session:
        yield session


def _reading(database: DatabaseDep) -> Iterator[Session]:
    with database.transaction(read_only=True) as session:
        yield session


SessionDep = Annotated[Session, Depends(_session, scope="function")]
"""One request, one transaction, committed before the answer is sent (scope="function"); read-only for GET."""
ReadSessionDep = Annotated[Session, Depends(_reading, scope="function")]


# Marks: tests/test_house.py reads them and refuses a route that has none.


def admits(dependency: Marked) -> Marked:
    """Mark a dependency as one that decides who may come in."""
    dependency.__admits__ = True  # type: ignore[attr-defined]
    return dependency


@admits
def _anybody() -> None:
    """Everybody may."""


@admits
def _token_in_the_address() -> None:
    """The address itself is the authority; the cookie is never read, so CSRF does not apply."""


Public = Depends(_anybody)
TokenInAddress = Depends(_token_in_the_address)


# CSRF, by the browser's own statement of where a request comes from.


def csrf(request: Request, settings: SettingsDep) -> None:
    """Refuse an unsafe request that names another site, or that carries our cookie and names none.

    Source: OWASP Cross-Site Request Forgery Prevention, "Fetch Metadata" and "Verifying origin"; W3C Fetch Metadata.
    """
    if request.method in SAFE_METHODS or _exempt(request):
        return
    origin, fetch_site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    ours = {urlsplit(settings.address).netloc, request.headers.get("host", "")}
    hidden = origin == "null" and fetch_site == "same-origin"
    foreign = (origin is not None and not hidden and _netloc(origin) not in ours) or fetch_site in _ELSEWHERE
    silent = (
        origin is None
        and fetch_site is None
        and any(name.removeprefix("__Host-").startswith(COOKIE_PREFIX) for name in request.cookies)
    )
    if foreign or silent:
        raise Refused("This came from another site, so it was not done. Open Stillroom itself and try there.")


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc or "nowhere"
    except ValueError:
        return "nowhere"


def _exempt(request: Request) -> bool:
    dependant = getattr(request.scope.get("route"), "dependant", None)
    return any(dependency.call is _token_in_the_address for dependency in getattr(dependant, "dependencies", ()))


# Errors: one JSON shape, one HTML page.

_UNREAD = "What was sent could not be read: it is damaged, or not UTF-8. Nothing was changed; please send it again."


def install_errors(app: FastAPI) -> None:
    """Answer every refusal with its status and sentence: JSON under /api, else a page."""
    app.add_exception_handler(StillroomError, _refusal)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(StarletteHTTPException, _plain_http)
    app.add_exception_handler(Exception, _unexpected)


def answer(request: Request, error: StillroomError) -> Response:
    """`error` in the form its asker can read, with Retry-After when it says when."""
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after else {}
    if request.url.path.startswith("/api/"):
        body: dict[str, Any] = {"status": error.status, "code": error.code, "sentence": error.sentence}
        if current := getattr(error, "current", None):
            body["current"] = current
        return JSONResponse({"error": body}, error.status, headers)
    if error.code == "sign_in_needed" and request.method in SAFE_METHODS:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/sign-in?then={quote(request.url.path + query)}", 303)
    return page(request, "error.html", {"error": error}, status=error.status, headers=headers)


def _refusal(request: Request, error: Exception) -> Response:
    return answer(request, error if isinstance(error, StillroomError) else StillroomError(str(error)))


def _invalid(request: Request, error: Exception) -> Response:
    details = error.errors() if isinstance(error, RequestValidationError) else []
    first = details[0] if details else {"loc": (), "msg": "it cannot be read"}
    where = ".".join(str(step) for step in first["loc"][1:]) or "what was sent"
    return answer(request, BadInput(f"{where}: {first['msg']}. Nothing was changed."))


def _plain_http(request: Request, error: Exception) -> Response:
    if not isinstance(error, StarletteHTTPException) or error.status_code == 404:
        return answer(request, NotFound())
    if isinstance(error.__cause__, StillroomError):  # raised while the body was read, and wrapped by FastAPI
        return answer(request, error.__cause__)
    unread = error.status_code == 400
    refusal = StillroomError(_UNREAD if unread else "That cannot be done here.")
    refusal.status, refusal.code = error.status_code, "bad_input" if unread else "not_allowed"
    return answer(request, refusal)


def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected failure at %s %s", request.method, request.url.path, exc_info=error)
    return answer(
        request, StillroomError("Something broke on our side. What was saved before is safe; please try again.")
    )


# Templates and built assets.


@lru_cache(maxsize=1)
def _manifest(stamp: float) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((STATIC / "manifest.json").read_text())
    return manifest


def asset(entry: str, kind: str = "file") -> list[str]:
    """Addresses of a built entry (`src/public.ts`): its `file` in a list, or its `css` files.

    While the frontend is not built, pages go without their styles; a script that is missing raises StillroomError.
    """
    path = STATIC / "manifest.json"
    if not path.exists():
        if kind == "css":
            return []
        raise StillroomError("The pages' styles were not built yet. Run `make setup`, then start again.")
    found = _manifest(path.stat().st_mtime)[entry]
    names = found.get("css", []) if kind == "css" else [found["file"]]
    return [f"/static/{name}" for name in names]


def day(moment: datetime) -> str:
    """A moment's date in UTC, as people write it: 24 Nov 2026."""
    return f"{moment.day} {moment:%b %Y}"


environment = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.globals["asset"] = asset
environment.filters["day"] = day
templates = Jinja2Templates(env=environment)


def page(
    request: Request,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    """Render a Jinja template with what every page knows: settings, nonce, path, and `viewer` (a Person or None)."""
    known = {
        "settings": request.app.state.parts[Settings],
        "nonce": request.scope.get("nonce", ""),
        "path": request.url.path,
        "viewer": getattr(request.state, "viewer", None),
    }
    return templates.TemplateResponse(request, template, {**known, **context}, status_code=status, headers=headers)


# Middleware: pure ASGI, so that nothing is buffered.


class Guard:
    """Sets the security headers of every answer and refuses bodies that are too large, counted as they arrive."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self.app, self.https = app, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope["nonce"] = secrets.token_urlsafe(16)
        if scope["method"] == "HEAD":  # answered as GET; the server sends no body, for its own scope still says HEAD
            scope = {**scope, "method": "GET"}
        limit = IMAGE_BODY_LIMIT if scope["path"].endswith("/images") else BODY_LIMIT

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(MutableHeaders(scope=message), scope["nonce"], self.https)
                if scope["path"].startswith(HASHED):
                    MutableHeaders(scope=message)["Cache-Control"] = "public, max-age=31536000, immutable"
            await send(message)

        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length) > limit:
            await answer(Request(scope), _too_large(limit))(scope, receive, guarded_send)
            return
        await self.app(scope, _counted(receive, limit), guarded_send)


def _counted(receive: Receive, limit: int) -> Receive:
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > limit:
            raise _too_large(limit)
        return message

    return counted


def _too_large(limit: int) -> TooLarge:
    megabytes = limit // 1024 // 1024
    return TooLarge(f"This place takes at most {megabytes} MB. Nothing was changed; what you have is still yours.")


def _protect(headers: MutableHeaders, nonce: str, https: bool) -> None:
    headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'",
    )
    # Not "no-referrer": with it a browser posts our own forms with `Origin: null`, as another site's (Fetch, 3.1).
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    headers.setdefault("Cache-Control", "no-store")
    if https:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")


# Logs: what lets its holder in is never written down.


class MaskTokens(logging.Filter):
    """Takes the tokens of signed links out of log lines, such as uvicorn's access log: `/r/abc` becomes `/r/…`."""

    _IN_PATH = re.compile(r"(/(?:r|join|first|sign-in)/)[^/?#\s\"']+")
    _IN_QUERY = re.compile(r"([?&]k=)[^&#\s\"']+")

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the line's words and its arguments; every line passes."""
        record.msg = self._masked(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(self._masked(value) for value in record.args)
        return True

    def _masked(self, value: Any) -> Any:
        return self._IN_QUERY.sub(r"\1…", self._IN_PATH.sub(r"\1…", value)) if isinstance(value, str) else value
