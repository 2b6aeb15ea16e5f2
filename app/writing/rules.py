"""What a draft can be, and what its text may hold. Pure."""

import hashlib
import re
from datetime import timedelta
from enum import StrEnum

from app.errors import BadInput, TooLarge
from app.markup import caps
from app.reading.rules import clean_line

TEXT_MAXIMUM = caps.SOURCE
"""Characters: what the renderer can draw in the time it has."""
TITLE_MAXIMUM, DECK_MAXIMUM, READER_MAXIMUM, SHOULD_KNOW_MAXIMUM = 300, 600, 300, 12
"""Characters of a title, deck and reader; lines of what the reader should know."""
RIGHTS_MAXIMUM = 300
"""Characters of whose a picture is, of its licence, and of the ground on which it may be shown."""
SNAPSHOT_EVERY = timedelta(minutes=10)
RESTORABLE = timedelta(days=30)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Kind(StrEnum):
    """What a draft sets out to be; each has prompts of its own (writing/templates)."""

    SUMMARY = "summary"
    SYNTHESIS = "synthesis"
    EXPLAINER = "explainer"
    FIELD_MAP = "field_map"
    AGENDA = "agenda"
    PROPOSAL = "proposal"


class Part(StrEnum):
    """What a co-author may do with a draft."""

    WRITER = "writer"
    READER = "reader"


class Occasion(StrEnum):
    """Why a revision was frozen."""

    NAMED = "named"
    REVIEW = "review"
    RELEASE = "release"


class CitationStyle(StrEnum):
    """How a text names the works it cites."""

    AUTHOR_YEAR = "author_year"
    NUMBERED = "numbered"


class Outcome(StrEnum):
    """What became of something proposed."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Whose(StrEnum):
    """Which of two texts or details hold."""

    MINE = "mine"
    THEIRS = "theirs"


def clean_text(text: str) -> str:
    """The text with LF newlines. Raises BadInput for NUL or lone surrogates, TooLarge beyond what a draft holds."""
    if len(text) > TEXT_MAXIMUM:
        raise TooLarge(
            f"A draft holds at most {TEXT_MAXIMUM:,} characters, this has {len(text):,}. "
            "It was not saved; what was saved before is safe."
        )
    if "\0" in text:
        raise BadInput(
            "The text holds a NUL character, which nothing can show. It was not saved; what was saved before is safe."
        )
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput(
            "The text holds half of a character (a lone surrogate). It was not saved; what was saved before is safe."
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean_title(text: str) -> str:
    """The title as one line. Raises BadInput when nothing of it can be seen."""
    if title := clean_line(text):
        return title
    raise BadInput("A draft needs a title that can be seen. The old one is still there.")


def clean_list(lines: list[str]) -> list[str]:
    """What a reader should know, a line each, empty ones left out. Raises BadInput for lines over 200 characters."""
    kept = [line for line in map(clean_line, lines) if line]
    if any(len(line) > 200 for line in kept):
        raise BadInput("What the reader should know is said in at most 200 characters each. Nothing was changed.")
    return kept


def digest_of(text: str) -> str:
    """The SHA-256 of a text in hexadecimal: what anchors made on it name."""
    return hashlib.sha256(text.encode()).hexdigest()


def words_in(text: str) -> int:
    """About how many words somebody wrote: prompts and remarks (HTML comments) do not count."""
    return len(_COMMENT.sub(" ", text).split())


def worth_keeping(old: str, new: str) -> bool:
    """Whether so much goes at once that a writer may want it back: over 200 characters and a tenth of the text."""
    return len(old) - len(new) > max(200, len(old) // 10)
