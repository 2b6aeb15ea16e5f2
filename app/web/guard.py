"""Around every request: the security headers, and a limit to what is sent. Pure ASGI, so that nothing is buffered."""

import secrets

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import TooLarge
from app.web.answers import answer

HASHED = "/static/assets/"
"""What is under here never changes: its name holds a hash of its content."""
BODY_LIMIT = 4 * 1024 * 1024
IMAGE_BODY_LIMIT = 20 * 1024 * 1024


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
