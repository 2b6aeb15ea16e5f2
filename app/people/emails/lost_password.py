"""To somebody who asked for a new password."""

from app.mail import Message, written
from app.settings import Settings


def message(settings: Settings, name: str, to: str, token: str) -> Message:
    """A secret mail with the address that lets `name` in for an hour, once."""
    address = f"{settings.address}/sign-in/{token}"
    text, html = written("lost_password", settings, name=name, address=address)
    return Message(to=to, subject=f"A new password for {settings.name}", text=text, html=html, secret=True)
