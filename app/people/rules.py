"""Who may call themselves what, and how often somebody may try. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email

from app.errors import BadInput

PASSWORD_MINIMUM, PASSWORD_MAXIMUM = 10, 200
NAME_MAXIMUM = 80
SESSION_LIFETIME = timedelta(days=60)
_HANDLE = re.compile(r"[a-z][a-z0-9-]{1,30}[a-z0-9]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
"""Marks in a User-Agent in the order that tells: Edge and Opera also say Chrome, Chrome also says Safari."""
_RESERVED = frozenset({"admin", "keeper", "stillroom", "feed", "anonymous", "me", "you", "everyone", "checked"})


@dataclass(frozen=True)
class Limit:
    """How many tries within how long."""

    tries: int
    within: timedelta


TOKENS_MAXIMUM = 20
TOPICS_MAXIMUM, TOPIC_MAXIMUM = 30, 80
ADDRESSES_MAXIMUM = 200
LINK_USES_MAXIMUM, LINK_DAYS_MAXIMUM = 500, 365
PASSWORD_BY_HANDLE = Limit(10, timedelta(minutes=15))
PASSWORD_BY_ADDRESS = Limit(30, timedelta(minutes=15))
LOST_PASSWORD_BY_NAME = Limit(3, timedelta(hours=1))
LOST_PASSWORD_BY_ADDRESS = Limit(30, timedelta(hours=1))
ORCID_BY_ADDRESS = Limit(60, timedelta(minutes=15))
JOIN_BY_ADDRESS = Limit(60, timedelta(hours=1))


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
    """A display name without control characters and doubled spaces. Raises BadInput when none, or too much, is left."""
    kept = "".join(one for one in " ".join(text.split()) if unicodedata.category(one) not in _UNSEEN)
    name = " ".join(kept.split())
    if not name or len(name) > NAME_MAXIMUM:
        raise BadInput(f"A name has 1 to {NAME_MAXIMUM} characters. Please choose another.")
    return name


def clean_topics(lines: Sequence[str]) -> list[str]:
    """Topics as somebody typed them, each once, without empty ones. Raises BadInput for too many or too long ones."""
    topics = {" ".join(one.split()).casefold(): " ".join(one.split()) for one in lines if one.strip()}
    if len(topics) > TOPICS_MAXIMUM or any(len(one) > TOPIC_MAXIMUM for one in topics.values()):
        raise BadInput(f"Up to {TOPICS_MAXIMUM} topics of up to {TOPIC_MAXIMUM} characters each, one a line.")
    return [shortened(one, TOPIC_MAXIMUM) for one in topics.values()]


def check_handle(text: str) -> str:
    """The handle in lower case. Raises BadInput when it cannot stand in an address."""
    handle = text.strip().lower()
    if not _HANDLE.fullmatch(handle) or handle in _RESERVED or "--" in handle:
        raise BadInput("A handle has 3 to 32 letters, digits or single hyphens and begins with a letter.")
    return handle


def clean_email(text: str) -> str:
    """The address in lower case, its domain in ASCII (RFC 5322, RFC 5890). Raises BadInput when it cannot be one."""
    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise BadInput(f"“{shortened(text)}” is not an e-mail address. Please check it for a typing slip.") from error
    return (found.ascii_email or found.normalized).lower()


def shortened(text: str, length: int = 60) -> str:
    """What somebody typed, on one line and no longer than a sentence can carry."""
    line = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return line if len(line) <= length else line[: length - 1] + "…"


def local_path(then: str) -> str:
    """`then` when it is a path of this site that a browser cannot read as another's; else the desk.

    Refused are `//host`, backslashes (browsers read them as slashes) and control characters (browsers drop them), both
    plain: WHATWG URL, section 4.4.
    """
    ours = then.startswith("/") and not then.startswith("//") and "\\" not in then
    return then if ours and then.isprintable() and " " not in then and len(then) <= 2000 else "/desk"


def spoken_browser(agent: str) -> str:
    """What a User-Agent says, as people say it: “Firefox on Linux”; its own words where that cannot be told."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return " on ".join(filter(None, (browser, system))) or shortened(agent) or "a browser"


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
