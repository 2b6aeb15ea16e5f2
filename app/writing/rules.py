"""What a draft can be, and what its text may hold. Pure."""

from enum import StrEnum

from app.errors import BadInput, TooLarge

TEXT_MAXIMUM = 1_000_000
TITLE_MAXIMUM = 300


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


def clean_text(text: str) -> str:
    """The text with LF newlines. Raises BadInput for NUL or lone surrogates, TooLarge beyond a million characters."""
    if "\0" in text:
        raise BadInput("The text holds a NUL character, which nothing can show. It was not saved; what was saved before is safe.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise BadInput("The text holds half of a character (a lone surrogate). It was not saved; what was saved before is safe.")
    if len(text) > TEXT_MAXIMUM:
        raise TooLarge(f"A draft holds at most {TEXT_MAXIMUM:,} characters, this has {len(text):,}. It was not saved; what was saved before is safe.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
