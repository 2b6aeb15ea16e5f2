"""What an ORCID iD is, and what is said when a sign-in there cannot be believed. Pure."""

import re
from enum import StrEnum

ADDRESS = "https://orcid.org/"
"""Where an iD is shown as an address (ORCID's display guidelines), whoever confirmed it."""
_FORM = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_WITHIN = re.compile(r"(?<![\dX-])(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])(?![\dA-Za-z-])")

OFF = "One cannot sign in with ORCID here. Sign in with your name and password."
NOT_BEGUN = "This sign-in was not begun in this browser, or it was finished already. Please begin again."
TOO_LATE = "This sign-in took too long. Nothing was changed; please begin again."
DENIED = "ORCID did not tell who you are, because it was not allowed to. Nothing was changed."
UNREACHABLE = "ORCID cannot be reached or gives no sensible answer. Nothing was changed; please try again later."
USED_UP = "ORCID does not take this sign-in any more: it was used, or took too long. Please begin again."
ALTERED = "What came back was not signed by ORCID, so it was not believed. Nothing was changed; please begin again."
EXPIRED = "What came back from ORCID is too old to be believed. Nothing was changed; please begin again."
FOR_ANOTHER = "What came back from ORCID was meant for another place. Nothing was changed; please begin again."
OTHER_NONCE = "What came back from ORCID belongs to another sign-in. Nothing was changed; please begin again."
NO_ID = "What came back from ORCID names no iD. Nothing was changed."
UNKNOWN = (
    "Nobody here has connected this ORCID iD. If you have a name here, sign in with your password and connect it under "
    "Settings. If you are new, join first: the iD does not let anybody in by itself."
)
OTHERS = "This ORCID iD is connected to another account here. Sign in with it there and disconnect it first."
SOMEBODY_ELSE = "You are not signed in as who you were when you began. Nothing was connected; please begin again."


class Aim(StrEnum):
    """What somebody signs in at ORCID for."""

    SIGN_IN = "sign-in"
    CONNECT = "connect"
    PROVE = "prove"
    """To show which iD is theirs, with no account here."""


def is_orcid(text: str) -> bool:
    """Whether `text` is an iD: sixteen characters, the last of which checks the others (ISO 7064, mod 11-2)."""
    if not _FORM.fullmatch(text):
        return False
    plain, total = text.replace("-", ""), 0
    for digit in plain[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return plain[-1] == ("X" if check == 10 else str(check))


def orcids_in(text: str) -> list[str]:
    """The iDs that stand in a text or a LaTeX source, each once and in order."""
    found = (match[1].upper() for match in _WITHIN.finditer(text))
    return list(dict.fromkeys(one for one in found if is_orcid(one)))
