"""A document on its way: what arXiv sends goes to a temporary file, is read by another process, and is gone again.

No document enters this process's memory, and while one is read others are served.
"""

import logging
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import IO, TypeVar

from pydantic import TypeAdapter

from app.errors import BadInput, Unavailable
from app.papers.bibliography.shapes import Entry, Origin
from app.papers.fulltext import apart
from app.papers.models import ArxivErrand
from app.papers.queue import errands
from app.papers.queue.holding import Holder

log = logging.getLogger("stillroom.arxiv")

READING_TIME = timedelta(minutes=5)
"""How long a reading may take before its reader is taken to be gone; the reading process is ended long before."""

_cited = TypeAdapter(tuple[Origin, list[Entry]])
Came = TypeVar("Came")


def fetch(
    holder: Holder, errand: ArxivErrand, ask: Callable[[IO[bytes]], Came], read: Callable[[Came, Path], None]
) -> Callable[[], None]:
    """Ask arXiv for something into a file; gives what is left to do: to `read` what came. Raises as `ask` does."""
    with ExitStack() as opened:
        kept = opened.enter_context(tempfile.NamedTemporaryFile(prefix="stillroom-"))
        came = ask(kept.file)
        kept.flush()
        with holder.database.transaction() as session:
            errands.being_read(session, session.get_one(ArxivErrand, errand.id), READING_TIME)
        closing = opened.pop_all()

    def reading() -> None:
        with closing:
            read(came, Path(kept.name))

    return reading


def entries(document: Path) -> tuple[Origin, list[Entry]]:
    """What an HTML page, source or PDF cites, and which of them it is. Raises BadInput and Unavailable."""
    return apart.read("entries", document, _cited)


def entries_if_any(document: Path) -> tuple[Origin, list[Entry]] | None:
    """As `entries`; None when they cannot be told, which makes the text no worse."""
    try:
        return entries(document)
    except (BadInput, Unavailable) as error:
        log.info("a bibliography could not be read: %s", error.sentence)
        return None
