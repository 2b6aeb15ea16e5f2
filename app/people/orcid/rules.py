"""What an ORCID iD is: sixteen characters whose last one checks the others (ISO 7064, mod 11-2). Pure."""

import re

ADDRESS = "https://orcid.org/"
"""Where an iD is shown as an address (ORCID's display guidelines), whoever confirmed it."""
_FORM = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def is_orcid(text: str) -> bool:
    """Whether `text` is an iD with its hyphens and the right last character."""
    if not _FORM.fullmatch(text):
        return False
    plain = text.replace("-", "")
    total = 0
    for digit in plain[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return plain[-1] == ("X" if check == 10 else str(check))
