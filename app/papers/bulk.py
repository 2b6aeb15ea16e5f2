"""Many papers at once, for the command line: put in the bulk lane, served politely, each accounted for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.papers.fetching.serving import IDLE_SECONDS, Turns
from app.papers.identifiers import ArxivId, NoIdentifier, parse
from app.papers.models import ArxivErrand, PaperVersion
from app.papers.queue import errands
from app.papers.rules import ErrandState, Lane


@dataclass(frozen=True)
class Outcome:
    """What became of one text given to `stillroom import`."""

    ok: bool
    line: str


def import_all(turns: Turns, texts: Sequence[str], tell: Callable[[int, str], None]) -> list[Outcome]:
    """Import every paper named in `texts`, telling `tell(done, what)`. Whoever serves the queue does the work."""
    outcomes: dict[str, Outcome] = {}
    waiting: dict[str, str] = {}
    with turns.database.transaction() as session:
        for text in texts:
            try:
                waiting[text] = errands.ask_for_paper(session, parse(text), None, Lane.BULK).id
            except NoIdentifier as error:
                outcomes[text] = Outcome(False, f"{text}: {error.sentence}")
    while len(outcomes) < len(set(texts)):
        if not turns.serve_next():
            turns.stop.wait(IDLE_SECONDS)
        with turns.database.transaction(read_only=True) as session:
            outcomes |= {
                text: done
                for text, errand_id in waiting.items()
                if text not in outcomes and (done := _outcome(session, errand_id))
            }
        tell(len(outcomes), f"{len(set(texts)) - len(outcomes)} to go")
    turns.finish_reading()
    return [outcomes[text] for text in dict.fromkeys(texts)]


def _outcome(session: Session, errand_id: str) -> Outcome | None:
    errand = session.get_one(ArxivErrand, errand_id)
    if errand.state is ErrandState.WAITING:
        return None
    asked = ArxivId(errand.arxiv_id, errand.version)
    if errand.state is ErrandState.FAILED:
        return Outcome(False, f"{asked}: {errand.sentence}")
    newest = (
        select(PaperVersion.title)
        .where(PaperVersion.paper_id == errand.paper_id)
        .order_by(col(PaperVersion.number).desc())
    )
    return Outcome(True, f"{asked}  {session.exec(newest).first()}")
