"""Serves the queue: one errand after another, by whoever holds the turn. The command line queues here too."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.database import Database
from app.errors import StillroomError, Unavailable, Upstream
from app.files import Files
from app.papers.arxiv.client import Arxiv
from app.papers.arxiv.errors import Throttled
from app.papers.fetching import addresses, figures, fulltexts, macros, metadata, sources, watching
from app.papers.models import ArxivErrand
from app.papers.queue import errands
from app.papers.queue.holding import Holder, Stopping
from app.papers.rules import OF_A_TEXT, ErrandKind, Lane

log = logging.getLogger("stillroom.arxiv")

BULK_AT_ONCE = 50
IDLE_SECONDS = 0.3
_LAST_SECONDS = 8.0
"""What a text that is being read is given when the server stops; afterwards it is asked for again."""
_BROKEN = "This could not be stored here. Nothing was lost; please try again."

Reading = Callable[[], None]
"""What is left to do with an answer of arXiv's: reading it in a process of its own, which takes a while."""

WORK: dict[ErrandKind, Callable[[Holder, list[ArxivErrand]], Reading | None]] = {
    ErrandKind.IMPORT: metadata.papers,
    ErrandKind.SEARCH: metadata.search,
    ErrandKind.LICENCE: metadata.licence,
    ErrandKind.TEXT: fulltexts.fetch,
    ErrandKind.PDF: fulltexts.fetch,
    ErrandKind.SOURCE: sources.fetch,
    ErrandKind.MACROS: macros.fetch,
    ErrandKind.ADDRESSES: addresses.fetch,
    ErrandKind.FIGURE: figures.fetch,
    ErrandKind.WATCH: watching.look,
}


@dataclass
class Turns(Holder):
    """Does the errands of one process, whenever it holds the turn.

    A text is read while others are served; no second one is fetched meanwhile.
    """

    _reading: threading.Thread | None = None

    def run_until_stopped(self) -> None:
        """Serve the queue until `stop` is set."""
        while not self.stop.is_set():
            try:
                served = self.serve_next()
            except Exception:
                log.exception("the arXiv queue failed; it goes on")
                served = False
            if not served:
                self.stop.wait(IDLE_SECONDS)
        self.finish_reading(_LAST_SECONDS)

    def serve_next(self) -> bool:
        """Do the next errand. False when there is none, or somebody else holds the turn."""
        busy = OF_A_TEXT if self._reading and self._reading.is_alive() else frozenset[ErrandKind]()
        with self.database.transaction(read_only=True) as session:
            if not errands.queue(session, busy):
                return False
        if not self.take_turn():
            return False
        pause = 0.0
        try:
            with self.database.transaction(read_only=True) as session:
                batch = _next_batch(session, busy)
            if batch:
                pause = self._do(batch)
        finally:
            self.let_go(pause)
        return bool(batch)

    def finish_reading(self, seconds: float | None = None) -> None:
        """Wait, at most some seconds, until the text that is being read is stored."""
        if self._reading:
            self._reading.join(seconds)

    def _do(self, batch: list[ArxivErrand]) -> float:
        """Do errands of one kind and lane together. Gives the seconds arXiv wants everybody to wait."""
        error = self._settled(batch, lambda: self._begin(batch))
        return float(error.retry_after or 60) if isinstance(error, Throttled) else 0.0

    def _begin(self, batch: list[ArxivErrand]) -> None:
        if reading := WORK[batch[0].kind](self, batch):
            self._reading = threading.Thread(target=self._settled, args=(batch, reading), daemon=True)
            self._reading.start()

    def _settled(self, batch: list[ArxivErrand], work: Callable[[], None]) -> StillroomError | None:
        """Do it; what fails is written down with the errands, and given back."""
        try:
            work()
        except Stopping:
            return None
        except StillroomError as error:
            self._fail(batch, error, again=isinstance(error, Upstream | Unavailable))
            return error
        except Exception:
            log.exception("an answer of arXiv's could not be stored")
            self._fail(batch, StillroomError(_BROKEN), again=False)
        return None

    def _fail(self, batch: list[ArxivErrand], error: StillroomError, *, again: bool) -> None:
        with self.database.transaction() as session:
            errands.fail(session, errands.attached(session, batch), error, again=again)


def run_until(parts: dict[type, Any], stop: threading.Event) -> None:
    """Serve the queue in this process until `stop` is set."""
    Turns(parts[Database], parts[Arxiv], parts[Files], stop=stop).run_until_stopped()


def _next_batch(session: Session, without: frozenset[ErrandKind]) -> list[ArxivErrand]:
    """The next errand; in bulk, up to fifty imports of the same person go to arXiv in one request."""
    order = [session.get_one(ArxivErrand, one.id) for one in errands.queue(session, without)[: BULK_AT_ONCE * 4]]
    if not order:
        return []
    first = order[0]
    if first.lane is not Lane.BULK or first.kind is not ErrandKind.IMPORT or first.tries:
        return [first]  # one bad entry spoils a whole answer, so what failed once is asked for alone
    same = (first.lane, first.kind, first.person_id)
    return [one for one in order if (one.lane, one.kind, one.person_id) == same and not one.tries][:BULK_AT_ONCE]
