"""A note as a file holds it, before its paper and its place are known."""

import hashlib
import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from app.papers.rules import TextForm
from app.reading.rules import Colour

_ZOTERO = {
    "#ffd400": Colour.AMBER, "#f19837": Colour.AMBER, "#aaaaaa": Colour.AMBER, "#ff6666": Colour.RED,
    "#5fb236": Colour.GREEN, "#2ea8e5": Colour.BLUE, "#a28ae5": Colour.PLUM, "#e56eee": Colour.PLUM,
}  # fmt: skip
"""Zotero's eight colours of highlights as the five here."""
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class Brought:
    """A note of a file.

    `origin` is the program and the id it has there, the same in every export. `works` are the words that may name its
    paper, each an identifier or an address. `page` counts the pages of a PDF from 0. `refusal` says why it stays out.
    """

    origin: str
    works: tuple[str, ...] = ()
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    words: str = ""
    tags: tuple[str, ...] = ()
    colour: Colour = Colour.AMBER
    form: TextForm = TextForm.PDF
    page: int | None = None
    page_label: str = ""
    made_at: datetime | None = None
    refusal: str = ""


def colour_of(written: str) -> Colour:
    """One of Zotero's colours, with or without its opacity (`#5fb23680`), as one of ours."""
    return _ZOTERO.get(written.lower()[:7], Colour.AMBER)


def moment_of(written: object) -> datetime | None:
    """An ISO 8601 moment in UTC; None when it is none."""
    try:
        moment = datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def fingerprint(program: str, *parts: str) -> str:
    """An origin for a note to which its file gives no id: the same words make the same one."""
    return f"{program}:#{hashlib.sha256(chr(0).join(parts).encode('utf-8', 'replace')).hexdigest()[:32]}"


def plain(marked: str) -> str:
    """Words without HTML's marks and entities, line by line."""
    return html.unescape(_TAG.sub("", marked)).strip()


def unquoted(text: str) -> str:
    """A passage without the quotation marks that a program set around it, white space folded."""
    text = " ".join(text.split())
    paired = len(text) > 1 and (text[0], text[-1]) in {("“", "”"), ('"', '"'), ("«", "»"), ("„", "“")}
    return text[1:-1].strip() if paired else text
