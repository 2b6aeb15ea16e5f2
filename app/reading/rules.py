"""What a shelf and a note can be. Pure."""

from enum import StrEnum

WORDS_MAXIMUM = 20_000
QUOTE_MAXIMUM = 4_000


class Progress(StrEnum):
    """Where a paper stands on somebody's shelf."""

    TO_READ = "to_read"
    READING = "reading"
    READ = "read"


class Sharing(StrEnum):
    """Who reads a note's words. Quoting a note shares its passage, never its words."""

    PRIVATE = "private"
    PUBLIC = "public"
