"""Papers for the tests of later rooms, stored by the verb that stores what arXiv says of them."""

from datetime import UTC, datetime

from sqlmodel import Session

from app.database import Database
from app.papers import importing, papers
from app.papers.arxiv.atom import Entry
from app.papers.schemas import PaperOut

ABSTRACT = (
    "We ask when a kettle can be trusted to say that it boils. A probe reads the state of the water from its sound "
    "alone, at a cost of $O(n \\log n)$ for $n$ samples. On nine kettles the probe is right in 96 of 100 cases. "
    "We then show a kettle that whistles early: there the probe is right in 12 of 100 cases. "
    "The sound alone does not suffice."
)


def store_paper(
    database: Database,
    arxiv_id: str = "2611.01234",
    version: int = 1,
    title: str = "When can a kettle be trusted? Bounds of $O(n)$",
    abstract: str = ABSTRACT,
    authors: tuple[str, ...] = ("Mei Author", "Jonas van der Berg", "Lena Ilves"),
) -> PaperOut:
    """One version of one paper, here and committed."""
    at = datetime(2026, 11, 3, 12, tzinfo=UTC)
    entry = Entry(
        id=arxiv_id, version=version, title=title, authors=list(authors), affiliations=[[] for _ in authors],
        abstract=abstract, categories=["cs.LG"], primary_category="cs.LG", published=at, updated=at,
        comment=None, journal_ref=None, doi=None, withdrawn=False,
    )  # fmt: skip
    with database.transaction() as session:
        importing.store(session, entry, None, None)
        return read_paper(session, arxiv_id, version)


def read_paper(session: Session, key: str, version: int | None = None) -> PaperOut:
    """A paper that is here, as the API gives it."""
    return papers.full(session, *papers.load(session, key, version))
