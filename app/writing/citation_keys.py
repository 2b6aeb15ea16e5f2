"""What stands between `[@` and `]`: `arxiv:1706.03762v2`, `doi:10.1000/1`, `bib:ilves2026`, `paper:…`. Pure."""

import re
from dataclasses import dataclass

from app.papers.identifiers import NoIdentifier, parse

_ARXIV_DOI = "10.48550/arxiv."
_UNFIT = re.compile(r"[\s\[\];,@{}\x00-\x1f\x7f]+")
_LONGEST = 200


@dataclass(frozen=True)
class Key:
    """What a key names: its scheme, the value in canonical form, and the version of an e-print it asks for.

    As a string it names the work, whatever the version.
    """

    scheme: str
    value: str
    number: int | None = None

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


def read(key: str) -> Key | None:
    """A key in canonical form; None for what cannot be one. A DOI that arXiv gave out names the e-print."""
    scheme, _, value = key.partition(":")
    value = value.strip()
    if scheme == "doi":
        value = value.lower().removeprefix("https://doi.org/")
        if not value.startswith(_ARXIV_DOI):
            return Key(scheme, value) if value else None
        scheme, value = "arxiv", value.removeprefix(_ARXIV_DOI)
    if scheme == "arxiv":
        return _at_arxiv(value)
    return Key(scheme, value) if scheme in {"paper", "bib"} and value else None


def _at_arxiv(value: str) -> Key | None:
    try:
        named = parse(value)
    except NoIdentifier:
        return None
    return Key("arxiv", named.id, named.version)


def bib(name: str) -> str:
    """The key of an entry of a `.bib` file, without what a citation could not hold."""
    return f"bib:{_UNFIT.sub('_', name).strip('_')[:_LONGEST] or 'work'}"
