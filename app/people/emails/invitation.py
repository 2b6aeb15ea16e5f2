"""To somebody whom a keeper invited."""

from app.mail import Message, written
from app.settings import Settings


def message(settings: Settings, name: str, to: str, by: str, token: str, days: int) -> Message:
    """A secret mail with the address at which `name`, invited by `by`, can join for some days, once."""
    address = f"{settings.address}/join/{token}"
    text, html = written("invitation", settings, name=name, by=by, address=address, days=days)
    return Message(to=to, subject=f"{by} invites you to {settings.name}", text=text, html=html, secret=True)
