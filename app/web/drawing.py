"""Pages from Jinja templates, with the styles and scripts the frontend was built to."""

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.responses import Response

from app.errors import StillroomError
from app.settings import Settings

_APP = Path(__file__).parents[1]
STATIC = _APP / "static"


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
    loader=FileSystemLoader(_APP / "templates"),
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
