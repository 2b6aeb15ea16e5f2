"""Addresses as people paste them: `Ada <ada@example.org>, rui@example.org; "Author, Mei" <mei@example.org>`."""

import re
from dataclasses import dataclass

from app.errors import BadInput
from app.people.rules import ADDRESSES_MAXIMUM, clean_email, clean_name, shortened

_APART = re.compile(r"""(?:"[^"\n]*"|[^,;\n"])+|"[^\n]*""")
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>")


@dataclass(frozen=True)
class Addressed:
    """Somebody's address, and the name pasted beside it, or ''."""

    email: str
    name: str = ""


def read(pasted: str) -> list[Addressed]:
    """Each address once, in order. Raises BadInput naming every one that cannot be one, or when there are none."""
    found: dict[str, Addressed] = {}
    bad = []
    for part in filter(None, (match[0].strip() for match in _APART.finditer(pasted))):
        try:
            one = _read(part)
            found.setdefault(one.email, one)
        except BadInput:
            bad.append(f"“{shortened(part)}”")
    if bad:
        verb = "is not an e-mail address" if len(bad) == 1 else "are not e-mail addresses"
        raise BadInput(f"{', '.join(bad[:5])} {verb}. Nobody was invited yet; mend that and send again.")
    if not 1 <= len(found) <= ADDRESSES_MAXIMUM:
        raise BadInput(f"Paste 1 to {ADDRESSES_MAXIMUM} addresses, one a line or with commas between them.")
    return list(found.values())


def _read(part: str) -> Addressed:
    named = _NAMED.fullmatch(part)
    if not named:
        return Addressed(clean_email(part))
    name = named["name"].strip().strip('"').strip()
    return Addressed(clean_email(named["email"]), clean_name(name) if name else "")
