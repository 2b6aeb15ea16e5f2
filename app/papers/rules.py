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
    TEXT = "text"
    """The full text of a version: its HTML, else its PDF."""
    PDF = "pdf"
    SOURCE = "source"
    """What was submitted, for the bibliography where there is no HTML."""
    MACROS = "macros"
    """What was submitted, for the macros of its formulas."""
    ADDRESSES = "addresses"
    """What was submitted, for the addresses of its authors."""
    FIGURE = "figure"
    WATCH = "watch"
    """The newest versions of up to a hundred papers."""


FOLLOWING = frozenset({ErrandKind.FIGURE, ErrandKind.SOURCE})
"""What follows a text by itself: in each lane it goes after everything that was asked for."""
OF_A_TEXT = frozenset({ErrandKind.TEXT, ErrandKind.PDF, ErrandKind.SOURCE, ErrandKind.MACROS, ErrandKind.ADDRESSES})
"""What has to be read once it came, which takes a process of its own and a while."""


class ErrandState(StrEnum):
    """What became of an errand."""

    WAITING = "waiting"
    READING = "reading"
    """What was asked for came and is being read; when that is not done by `not_before`, it is asked for again."""
    DONE = "done"
    FAILED = "failed"


class TextForm(StrEnum):
    """What a text was read from; each form of a version is a text of its own, with its own offsets."""

    ABSTRACT = "abstract"
    HTML = "html"
    PDF = "pdf"


class FetchState(StrEnum):
    """Where the fetching of something stands."""

    NONE = "none"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
