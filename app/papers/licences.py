"""What a licence's address means in plain words, and whether the text may be shown to everybody. Pure."""

import re

_CC = re.compile(r"creativecommons\.org/(?:licenses/([a-z-]+)/([0-9.]+)|publicdomain/zero/([0-9.]+))")
_OPEN = frozenset({"by", "by-sa"})


def name(url: str | None) -> str:
    """`CC BY 4.0`, `CC0 1.0`, `arXiv’s own licence`, the address itself, or `licence not known yet` for None."""
    if url is None:
        return "licence not known yet"
    if match := _CC.search(url):
        return f"CC0 {match[3]}" if match[3] else f"CC {match[1].upper()} {match[2]}"
    return "arXiv’s own licence" if "arxiv.org/licenses" in url else url


def is_open(url: str | None) -> bool:
    """Whether it is CC BY, CC BY-SA or CC0, so that stored text may go to anybody here."""
    match = _CC.search(url or "")
    return bool(match and (match[3] or match[1] in _OPEN))
