"""Refusals as their asker can read them: one JSON shape under /api, one page everywhere else."""

import logging
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from app.errors import BadInput, NotFound, StillroomError
from app.web.drawing import page
from app.web.parts import SAFE_METHODS

log = logging.getLogger("stillroom.web")
_BROKEN = "Something broke on our side. What was saved before is safe; please try again."
_UNREAD = "What was sent could not be read: it is damaged, or not UTF-8. Nothing was changed; please send it again."


def install_errors(app: FastAPI) -> None:
    """Answer every refusal with its status and sentence: JSON under /api, else a page."""
    app.add_exception_handler(StillroomError, _refusal)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(StarletteHTTPException, _plain_http)


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


def unexpected(request: Request, error: Exception) -> Response:
    """What nobody foresaw: its reason goes to the log, and the asker hears that it is our fault."""
    log.error("unexpected failure at %s %s", request.method, request.url.path, exc_info=error)
    return answer(request, StillroomError(_BROKEN))
