"""What a shelf and a note can be, and what words can be kept. Pure."""

import unicodedata
from enum import StrEnum

from app.errors import BadInput

WORDS_MAXIMUM = 20_000
QUOTE_MAXIMUM = 4_000
TAG_MAXIMUM = 60
TAGS_MAXIMUM = 20
MEANING_MAXIMUM = 60
_UNSEEN = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
"""Characters without a shape that hide or reorder their neighbours; joiners stay, for scripts and emoji need them."""
_BLANK = frozenset({"Cc", "Cs", "Zl", "Zp"})


class Progress(StrEnum):
    """Where a paper stands on somebody's shelf."""

    TO_READ = "to_read"
    READING = "reading"
    READ = "read"


class Sharing(StrEnum):
    """Who reads a note's words. Quoting a note shares its passage, never its words."""

    PRIVATE = "private"
    COAUTHORS = "coauthors"
    """Those who write a draft about the paper together with the note's writer."""
    PUBLIC = "public"


class Access(StrEnum):
    """Whether a person may read the stored text of a version."""

    OPEN = "open"
    """Its licence lets everybody here read it, or it stands on their shelf."""
    SHELF = "shelf"
    """Once the paper stands on their shelf."""
    CLOSED = "closed"
    """Not here: this instance keeps texts under open licences only."""


class Colour(StrEnum):
    """The colours of a highlight; what each means is for the person to say."""

    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    PLUM = "plum"
    RED = "red"


class PlaceState(StrEnum):
    """What became of a note's passage in another text of its paper."""

    FOUND = "found"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


def clean_words(text: str) -> str:
    """Words with LF newlines. Raises BadInput for what no database and no page can hold: NUL and half characters."""
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise BadInput(
            "It holds a character that cannot be kept (NUL, or half of one). Take it out; nothing was changed."
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean_line(text: str) -> str:
    """One line: white space folded, control characters and those that hide or reorder others left out."""
    kept = (character for character in text if character not in _UNSEEN)
    return " ".join(
        "".join(" " if unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"} else one for one in kept).split()
    )


def clean_tags(tags: list[str]) -> list[str]:
    """Tags in the writer's spelling, each once whatever its case, empty ones left out."""
    kept: dict[str, str] = {}
    for tag in map(clean_line, tags):
        kept.setdefault(tag.casefold(), tag[:TAG_MAXIMUM])
    return [tag for folded, tag in kept.items() if folded]


def section_of(label: str = "", title: str = "", **_: object) -> str:
    """A heading of an outline as a place is named: `3.2 Methods`, or its title alone."""
    return clean_line(title if title.startswith(label) else f"{label} {title}")[:300]
