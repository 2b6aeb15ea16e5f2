"""What authors submitted: fetched for its bibliography where there is no HTML, read apart, and not kept."""

from collections.abc import Callable
from pathlib import Path
from typing import IO

from sqlmodel import Session, col, select

from app.papers import references
from app.papers.arxiv.errors import NotOnArxiv
from app.papers.fetching import documents
from app.papers.identifiers import ArxivId
from app.papers.models import ArxivErrand, Bibliography, PaperVersion
from app.papers.queue import errands
from app.papers.queue.holding import Holder
from app.papers.rules import ErrandKind, ErrandState, Lane

_NONE = "arXiv has no source of {asked}, so what it cites is read from its PDF alone, if at all."


def ask(session: Session, version: PaperVersion, person_id: str | None, lane: Lane) -> ArxivErrand | None:
    """Ask for the source of a version; None when its bibliography came from better than a PDF, or was asked for."""
    known = session.get(Bibliography, version.id)
    settled = select(ArxivErrand.id).where(
        ArxivErrand.version_id == version.id,
        ArxivErrand.kind == ErrandKind.SOURCE,
        col(ArxivErrand.state).in_([ErrandState.DONE, ErrandState.FAILED]),
    )
    if (known and known.origin != "pdf") or session.exec(settled).first():
        return None
    return errands.ask_for_document(session, version, ErrandKind.SOURCE, person_id, lane)


def fetch(holder: Holder, batch: list[ArxivErrand]) -> Callable[[], None]:
    """Ask arXiv for a source; gives what is left to do, to read its bibliography. Raises NotOnArxiv and Upstream."""
    return fetch_source(holder, batch[0], _NONE, _read)


def fetch_source(
    holder: Holder, errand: ArxivErrand, none: str, read: Callable[[Holder, ArxivErrand, Path], None]
) -> Callable[[], None]:
    """Ask arXiv for the source of an errand's version; gives what is left to do: to `read` it.

    Raises NotOnArxiv with the sentence `none`, in which `{asked}` is the version, and Upstream.
    """
    asked = ArxivId(errand.arxiv_id, errand.version)

    def ask_arxiv(into: IO[bytes]) -> None:
        if not holder.request(lambda: holder.arxiv.source(asked, into)):
            raise NotOnArxiv(none.format(asked=asked))

    return documents.fetch(holder, errand, ask_arxiv, lambda _, source: read(holder, errand, source))


def _read(holder: Holder, errand: ArxivErrand, kept: Path) -> None:
    origin, entries = documents.entries(kept)
    with holder.database.transaction() as session:
        version = session.get_one(PaperVersion, errand.version_id)
        if entries:
            references.store(session, version, origin, entries)
        errands.finish(session, errands.attached(session, [errand]), paper_id=version.paper_id)
