"""The authors' addresses in a version's own source: fetched when an author is asked, read apart, kept as digests."""

from collections.abc import Callable
from pathlib import Path

from pydantic import TypeAdapter
from sqlmodel import Session, col, select

from app.jobs import announce
from app.papers.bibliography.mail_addresses import digest
from app.papers.fetching import sources
from app.papers.fulltext import apart
from app.papers.models import ArxivErrand, PaperVersion
from app.papers.queue import errands
from app.papers.queue.holding import Holder
from app.papers.rules import ErrandKind, ErrandState, Lane

NONE = "arXiv has no source of {asked}, so it cannot say whose address stands there."
READ = "papers.addresses_read"
"""The fact that the addresses in a source are known; its subject is the id of the version."""
_digests = TypeAdapter(list[str])


def ask(session: Session, version: PaperVersion, person_id: str) -> None:
    """Ask for the addresses in the source of a version, unless they are known or were looked for in vain."""
    settled = [ErrandState.DONE, ErrandState.FAILED]
    asked = select(ArxivErrand.id).where(
        ArxivErrand.version_id == version.id, ArxivErrand.kind == ErrandKind.ADDRESSES,
        col(ArxivErrand.state).in_(settled),
    )  # fmt: skip
    if session.exec(asked).first() is None:
        errands.ask_for_document(session, version, ErrandKind.ADDRESSES, person_id, Lane.BULK)


def stands(session: Session, version: PaperVersion, address: str) -> bool:
    """Whether an address stands in the source of a version, as far as it was read."""
    query = select(ArxivErrand.found).where(
        ArxivErrand.version_id == version.id, ArxivErrand.kind == ErrandKind.ADDRESSES,
        ArxivErrand.state == ErrandState.DONE,
    )  # fmt: skip
    return any(digest(address) in found["addresses"] for found in session.exec(query) if found)


def fetch(holder: Holder, batch: list[ArxivErrand]) -> Callable[[], None]:
    """Ask arXiv for a source; gives what is left to do, to read its addresses. Raises NotOnArxiv and Upstream."""
    return sources.fetch_source(holder, batch[0], NONE, _read)


def _read(holder: Holder, errand: ArxivErrand, source: Path) -> None:
    found = apart.read("addresses", source, _digests)
    with holder.database.transaction() as session:
        errands.finish(session, errands.attached(session, [errand]), found={"addresses": found})
        announce(session, READ, errand.version_id or "")
