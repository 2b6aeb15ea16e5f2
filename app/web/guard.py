"""Around every request: security headers, a limit to what is sent, an answer to what nobody foresaw. Pure ASGI."""

import secrets

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import TooLarge
from app.web.answers import answer, unexpected

HASHED = "/static/assets/"
"""What is under here never changes: its name holds a hash of its content."""
BODY_LIMIT = 4 * 1024 * 1024
BODY_LIMITS = {
    "/images": 20 * 1024 * 1024,
    "/note-imports": 21 * 1024 * 1024,
    "/opened-documents": 31 * 1024 * 1024,
    "/own-pdf": 81 * 1024 * 1024,
}
"""What may be sent to addresses that end so: a picture, a file of notes, a Word document, a PDF with what a form puts
around it."""


class Guard:
    """Sets the security headers of every answer and refuses bodies that are too large, counted as they arrive.

    Failures that no handler knows are answered here, not in Starlette's outermost layer, so that they have the headers.
    """

    def __init__(self, app: ASGIApp, https: bool, forms_lead_to: str = "") -> None:
        """`forms_lead_to`: another origin that the answer to a form of ours may lead to."""
        self.app, self.https = app, https
        self.forms = f"'self' {forms_lead_to}".strip()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope["nonce"] = secrets.token_urlsafe(16)
        if scope["method"] == "HEAD":  # answered as GET; the server sends no body, for its own scope still says HEAD
            scope = {**scope, "method": "GET"}
        limit = next((most for end, most in BODY_LIMITS.items() if scope["path"].endswith(end)), BODY_LIMIT)
        begun = False

        async def guarded_send(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                _protect(message, scope, self.https, self.forms)
            await send(message)

        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length) > limit:
            await answer(Request(scope), _too_large(limit))(scope, receive, guarded_send)
            return
        try:
            await self.app(scope, _counted(receive, limit), guarded_send)
        except Exception as error:
            if begun:
                raise
            await unexpected(Request(scope), error)(scope, receive, guarded_send)


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


def _protect(message: Message, scope: Scope, https: bool, forms: str) -> None:
    headers = MutableHeaders(scope=message)
    headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{scope['nonce']}'; "
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        f"form-action {forms}; base-uri 'none'; frame-ancestors 'none'",
    )
    # Not "no-referrer": with it a browser posts our own forms with `Origin: null`, as another site's (Fetch, 3.1).
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if scope["path"].startswith(HASHED) and message["status"] == 200:
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    headers.setdefault("Cache-Control", "no-store")
    if https:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
