"""Lanes and turns before arXiv, and what an import may be in. Pure."""

from enum import StrEnum

SPACING_SECONDS = 3.0
"""arXiv's terms of use for its API: one request every three seconds, one connection at a time."""


class Lane(StrEnum):
    """Who waits: a person in front of a screen, a person's bulk, the daily watch. Earlier ones go first."""

    PERSON = "person"
    BULK = "bulk"
    WATCH = "watch"


class ErrandKind(StrEnum):
    """What is asked of arXiv."""

    IMPORT = "import"
    SEARCH = "search"
    LICENCE = "licence"


class ErrandState(StrEnum):
    """What became of an errand."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
