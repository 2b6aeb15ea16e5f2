"""Mail: a message is stored in the caller's transaction and delivered by a job, once, through SMTP.

Without `STILLROOM_SMTP_URL` a message is kept for the keeper to see; one that lets somebody sign in is never kept.

No mail goes out twice: just before the server is given a message, that is written down. Whoever finds it so after a
crash cannot know whether it was taken; it is not given again, and the keeper is told.
"""

import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import HeaderParseError, MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlmodel import Field, Session, SQLModel, col, select

from app.database import Database, Moment, new_id, now, word
from app.errors import BadInput, Unavailable
from app.jobs import announce, enqueue
from app.settings import Settings
from app.smtp import permanent, transmit

DELIVER = "mail.deliver"
NOT_DELIVERED = "mail.not_delivered"
"""Announced of what a mail was `about` when it did not get through, or nobody knows whether it did."""
LONG = timedelta(hours=3)
"""Tries go on this long before whoever had it sent hears of it; the keeper can have it tried again."""
_DIED = "Nobody knows whether it was taken: this server stopped while handing it over. It is not sent again."
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates" / "mail"),
    autoescape=select_autoescape(("html",), default=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class MailState(StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    KEPT = "kept"
    UNSURE = "unsure"
    """The server that sent it died while handing it over."""


class Mail(SQLModel, table=True):
    """A message, with the Message-ID it keeps however often its delivery is tried (RFC 5322, section 3.6.4)."""

    id: str = Field(default_factory=new_id, primary_key=True)
    message_id: str
    recipient: str = Field(index=True)
    subject: str
    text: str
    html: str
    secret: bool = False
    unsubscribe: str = ""
    about: str = ""
    created_at: datetime = Field(default_factory=now, sa_type=Moment, index=True)
    state: MailState = Field(default=MailState.WAITING, sa_type=word(MailState))
    handed_at: datetime | None = Field(default=None, sa_type=Moment)
    """When it began to be handed over; None while it was not, or was refused for now."""
    settled_at: datetime | None = Field(default=None, sa_type=Moment)
    error: str = ""


@dataclass(frozen=True)
class Message:
    """What a mail says. `secret` marks one that no keeper may read, such as one that lets its reader sign in.

    `unsubscribe` is an address whose opening explains, and to which a POST ends, such mails (RFC 2369, RFC 8058).
    `about` names what it is about in the words of the room that sends it, which hears when it does not get through.
    """

    to: str
    subject: str
    text: str
    html: str
    secret: bool = False
    unsubscribe: str = ""
    about: str = ""


def written(template: str, settings: Settings, **words: object) -> tuple[str, str]:
    """The plain text and the HTML of a mail, from `mail/{template}.txt` and `.html`; only the HTML is escaped."""
    known = {"instance": settings.name, "home": settings.address, **words}
    text, html = (_TEMPLATES.get_template(f"{template}.{form}").render(known) for form in ("txt", "html"))
    return text, html


def send(session: Session, message: Message, settings: Settings) -> None:
    """Store `message` in the caller's transaction; it is delivered after the commit, or kept when no SMTP is set.

    Raises BadInput when the address cannot be one, Unavailable for a secret message on an instance without mail.
    """
    if any(character in message.to + message.subject for character in "\r\n\0"):
        raise BadInput("An address or a subject cannot contain line breaks. Nothing was sent.")
    if message.secret and not settings.smtp_url:
        raise Unavailable("No mail is sent from here. Ask the keeper for a sign-in link.")
    mail = Mail(
        message_id=make_msgid(domain=_host(settings)),
        recipient=message.to,
        subject=message.subject,
        text=message.text,
        html=message.html,
        secret=message.secret,
        unsubscribe=message.unsubscribe,
        about=message.about,
        state=MailState.WAITING if settings.smtp_url else MailState.KEPT,
    )
    _compose(mail, settings)
    session.add(mail)
    session.flush()
    if settings.smtp_url:
        enqueue(session, DELIVER, {"id": mail.id}, key=mail.id)


def deliver(database: Database, settings: Settings, mail_id: str) -> None:
    """Hand one waiting message to the SMTP server; a permanent refusal (5xx) is written down, others raise to retry."""
    with database.transaction(read_only=True) as session:
        mail = session.get(Mail, mail_id)
    if mail is None or mail.state is not MailState.WAITING:
        return
    if mail.handed_at:
        _settle(database, mail_id, MailState.UNSURE, _DIED)
        return
    state, error = MailState.SENT, ""
    try:
        transmit(_compose(mail, settings), settings.smtp_url, lambda: _hand(database, mail_id))
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError) as refusal:
        if not permanent(refusal):
            _put_back(database, mail)
            raise
        state, error = MailState.REFUSED, str(refusal)[:500]
    except Exception:
        _put_back(database, mail)
        raise
    _settle(database, mail_id, state, error)


def _hand(database: Database, mail_id: str) -> None:
    with database.transaction() as session:
        session.get_one(Mail, mail_id).handed_at = now()


def _put_back(database: Database, mail: Mail) -> None:
    """It is tried again; when that has gone on for long, whoever had it sent hears of it."""
    with database.transaction() as session:
        session.get_one(Mail, mail.id).handed_at = None
        if mail.about and now() - mail.created_at > LONG:
            announce(session, NOT_DELIVERED, mail.about)


def _settle(database: Database, mail_id: str, state: MailState, error: str) -> None:
    with database.transaction() as session:
        row = session.get_one(Mail, mail_id)
        row.state, row.settled_at, row.error = state, now(), error
        if row.secret:
            row.text = row.html = ""
        if row.about and state is not MailState.SENT:
            announce(session, NOT_DELIVERED, row.about)


def newest(session: Session, limit: int = 100) -> list[Mail]:
    """The newest messages and what became of them. What a secret one says is not for a keeper to see."""
    return list(session.exec(select(Mail).order_by(col(Mail.created_at).desc()).limit(limit)))


def _host(settings: Settings) -> str:
    return urlsplit(settings.address).hostname or "localhost"


def _compose(mail: Mail, settings: Settings) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.mail_from or Address(settings.name, "stillroom", _host(settings))
    try:
        message["To"] = Address(addr_spec=mail.recipient)
        # What looks like an encoded word (RFC 2047) would be decoded here, and its line breaks written as new headers.
        message["Subject"] = mail.subject.replace("=?", "= ?")
    except (ValueError, IndexError, HeaderParseError, MessageError) as error:
        raise BadInput(f"“{mail.recipient}” is not an e-mail address. Nothing was sent.") from error
    message["Message-ID"] = mail.message_id
    message["Date"] = format_datetime(mail.created_at)
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    return message
