"""Lines of a page put together as they were before they were broken: words, addresses and identifiers made whole."""

import re
from collections.abc import Iterable

_SOFT = "\x02"
"""What PDFium gives for a hyphen that it takes for one of a broken word."""
_ADDRESS_END = re.compile(r"(?:https?://|www\.|doi\.org|\b10\.\d{4,9}/|arxiv\.org|abs/)\S{0,300}$", re.IGNORECASE)
_BREAKABLE = re.compile(r"[/._=?&:%#~+-]$")
_GOES_ON = re.compile(r"(?=\S{0,200}[\d/_=.?&-])\S|[a-z]")
_NEW_ADDRESS = re.compile(r"http|arxiv|doi", re.IGNORECASE)
_IDENTIFIER = re.compile(r"(?:arxiv|abs|eprint|\[)\S{0,20}\W?\d{4}\.$", re.IGNORECASE)
_SERIAL = re.compile(r"\d{4,5}(?!\d)")
_IN_ADDRESS = re.compile(r"((?:https?://|www\.|doi\.org|\b10\.\d{4,9}/)[^\s\x02]{0,300})\x02")


def joined(lines: Iterable[str]) -> str:
    """The text of `lines` (without their ends) on one line. A hyphen at an end is taken out before a small letter."""
    whole = ""
    pieces: list[str] = []
    for line in lines:
        if not whole:
            whole = line
            continue
        if len(whole) > 600:
            pieces.append(whole[:-400])
            whole = whole[-400:]
        whole = _joined(whole, line)
    text = "".join([*pieces, whole])
    for _ in range(4):
        text = _IN_ADDRESS.sub(r"\1-", text)
    return text.replace(_SOFT, "")


def _joined(before: str, after: str) -> str:
    if before.endswith(_SOFT):
        return before + after
    address = _ADDRESS_END.search(before)
    if (
        address
        and _BREAKABLE.search(before)
        and _GOES_ON.match(after)
        and not after.startswith(("http", "arXiv", "doi"))
    ):
        return before + after
    if _IDENTIFIER.search(before) and _SERIAL.match(after):
        return before + after
    if before.endswith("-") and len(before) > 1 and before[-2].isalpha() and after[:1].islower():
        return before[:-1] + after
    return f"{before} {after}"
