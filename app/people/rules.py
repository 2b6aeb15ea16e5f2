"""Who may call themselves what, and how often somebody may try. Pure."""

import re
import unicodedata
from datetime import timedelta
from enum import StrEnum

from app.errors import BadInput

PASSWORD_MINIMUM, PASSWORD_MAXIMUM = 10, 200
NAME_MAXIMUM = 80
SESSION_LIFETIME = timedelta(days=60)
_HANDLE = re.compile(r"[a-z][a-z0-9-]{1,30}[a-z0-9]")
_RESERVED = frozenset({"admin", "keeper", "stillroom", "feed", "anonymous", "me", "you", "everyone", "checked"})


class Role(StrEnum):
    """What a person may do on an instance beyond their own work."""

    MEMBER = "member"
    KEEPER = "keeper"


class Purpose(StrEnum):
    """What a signed link of this room is for; later rooms use words of their own."""

    FIRST = "first"
    JOIN = "join"
    SIGN_IN = "sign-in"


def clean_name(text: str) -> str:
    """A display name without control characters and doubled spaces. Raises BadInput when nothing, or too much, is left."""
    kept = "".join(character for character in text if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or character == " ")
    name = " ".join(kept.split())
    if not name or len(name) > NAME_MAXIMUM:
        raise BadInput(f"A name has 1 to {NAME_MAXIMUM} characters. Please choose another.")
    return name


def check_handle(text: str) -> str:
    """The handle in lower case. Raises BadInput when it cannot stand in an address."""
    handle = text.strip().lower()
    if not _HANDLE.fullmatch(handle) or handle in _RESERVED or "--" in handle:
        raise BadInput("A handle has 3 to 32 letters, digits or single hyphens and begins with a letter. Please choose another.")
    return handle


def suggest_handle(name: str) -> str:
    """A handle made of a display name: letters without accents, joined by hyphens; `person` when none are left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    handle = re.sub(r"[^a-z0-9]+", "-", plain).strip("-0123456789")[:28].strip("-")
    return handle if len(handle) >= 3 and handle not in _RESERVED else "person"


def check_password(text: str) -> str:
    """The password as it was typed. Raises BadInput when it is too short to be safe, or absurdly long."""
    if not PASSWORD_MINIMUM <= len(text) <= PASSWORD_MAXIMUM:
        raise BadInput(f"A password has at least {PASSWORD_MINIMUM} characters. A few plain words make a good one.")
    return text
