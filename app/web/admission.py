"""Who may come in: the marks that tests/test_house.py looks for on every route, and the check against other sites."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from fastapi import Depends, Request

from app.errors import Refused
from app.web.parts import SAFE_METHODS, SettingsDep

Marked = TypeVar("Marked", bound=Callable[..., Any])
COOKIE_PREFIX = "stillroom"
_ELSEWHERE = frozenset({"cross-site", "same-site"})


def admits(dependency: Marked) -> Marked:
    """Mark a dependency as one that decides who may come in."""
    # A mark on the function itself: FastAPI keeps that, and nothing wrapped around it.
    dependency.__admits__ = True  # type: ignore[attr-defined]
    return dependency


@admits
def _anybody() -> None:
    """Everybody may."""


@admits
def token_in_the_address() -> None:
    """The address itself is the authority; the cookie is never read, so CSRF does not apply."""


Public = Depends(_anybody)
TokenInAddress = Depends(token_in_the_address)


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
    return any(dependency.call is token_in_the_address for dependency in getattr(dependant, "dependencies", ()))
