"""To somebody who is invited to write, or to read along in, a draft."""

from app.mail import Message, written
from app.people.rules import shortened
from app.settings import Settings
from app.writing.rules import Part


def message(
    settings: Settings, to: str, by: str, title: str, part: Part, address: str, stop: str, *, joins: bool, days: int
) -> Message:
    """The mail to `to`; with `joins`, its `address` lets its reader join as who they are invited, and it is secret.

    Opening `stop` shows how to get no more of them.
    """
    by, title = shortened(by, 80), shortened(title, 120)
    deed = "write" if part is Part.WRITER else "read along in"
    words = {"by": by, "title": title, "deed": deed, "address": address, "stop": stop, "joins": joins, "days": days}
    text, html = written("co_author", settings, **words)
    subject = f"{by} invites you to {deed} “{title}”"
    return Message(to=to, subject=subject, text=text, html=html, secret=joins, unsubscribe=stop)
