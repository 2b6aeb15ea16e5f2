"""Speaks SMTP: hands one message over, and says when that begins. Knows no tables."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

_TIMEOUT_SECONDS = 30


def transmit(message: EmailMessage, smtp_url: str, handing: Callable[[], None]) -> None:
    """`smtp://user:password@host:587?starttls=no` or `smtps://…`; STARTTLS is used where the server offers it.

    `handing` is called once everything but the message itself was said.
    """
    url = urlsplit(smtp_url)
    context = ssl.create_default_context()
    client = _connect(url.scheme == "smtps", url.hostname or "localhost", url.port, context)
    client.handing = handing
    try:
        client.ehlo()
        if url.scheme == "smtp" and parse_qs(url.query).get("starttls") != ["no"] and client.has_extn("starttls"):
            client.starttls(context=context)
        if url.username:
            client.login(unquote(url.username), unquote(url.password or ""))
        client.send_message(message)
        with suppress(smtplib.SMTPException, OSError):  # it was taken: no rude good-bye may send it again
            client.quit()
    finally:
        client.close()


class _Client(smtplib.SMTP):
    """Says when the message itself is about to be given."""

    handing: Callable[[], None]

    def data(self, msg: Any) -> Any:
        """RFC 5321, 4.1.1.4: from here on the other end may have it."""
        self.handing()
        return super().data(msg)


class _SecureClient(_Client, smtplib.SMTP_SSL):
    """Secured from the first byte, not by STARTTLS."""


def _connect(secure: bool, host: str, port: int | None, context: ssl.SSLContext) -> _Client:
    if secure:
        return _SecureClient(host, port or 465, timeout=_TIMEOUT_SECONDS, context=context)
    return _Client(host, port or 587, timeout=_TIMEOUT_SECONDS)


def permanent(refusal: smtplib.SMTPException) -> bool:
    """Whether trying again cannot help (RFC 5321, 4.2.1). A refused sender is the keeper's to mend, so then it can."""
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in refusal.recipients.values())
    return not isinstance(refusal, smtplib.SMTPResponseException) or refusal.smtp_code >= 500
