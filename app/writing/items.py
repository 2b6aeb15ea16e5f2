"""CSL-JSON items of what is here: a version of a paper, and a reference of one. Nothing is made up."""

import re
from collections.abc import Iterable
from typing import Any

from app.papers.cited_works import authors_before, title_of, year
from app.papers.models import Paper, PaperVersion, Reference
from app.papers.papers import address
from app.writing.citation_keys import read
from app.writing.csl import dated, kept
from app.writing.names import name_of

_UNFIT = re.compile(r"[\s\]]")
"""No key of a citation can hold these."""


def of_paper(paper: Paper, version: PaperVersion, authors: Iterable[str]) -> dict[str, Any]:
    """A version of a paper here."""
    at = version.published_at or version.updated_at
    # A year is all that is known of a work entered by hand; its row keeps it as the first of January.
    when = (at.year, at.month, at.day) if at and paper.arxiv_id else (at.year,) if at else ()
    return kept([
        ("id", paper.key),
        ("type", "article" if paper.arxiv_id else "document"),
        ("title", version.title),
        ("author", [name_of(name) for name in authors]),
        ("issued", dated(*when)),
        *_known_by(paper.arxiv_id and f"{paper.arxiv_id}v{version.number}", paper.doi or version.doi),
        ("archive_collection", version.categories[0] if paper.arxiv_id and version.categories else ""),
        ("URL", address(paper, version)),
        ("note", f"Published as {version.journal_ref}" if version.journal_ref else ""),
    ])  # fmt: skip


def of_reference(reference: Reference) -> dict[str, Any]:
    """A work that a paper here cites, as far as the entry of its bibliography says what it is."""
    title = title_of(reference)
    when = year(reference.text)
    return kept([
        ("id", reference.arxiv_id or reference.doi or reference.id),
        ("type", "article" if reference.arxiv_id else "document"),
        ("title", title),
        ("author", [name_of(name) for name in authors_before(reference.text, title)]),
        ("issued", dated(when)),
        *_known_by(reference.arxiv_id, reference.doi),
        ("URL", reference.url),
    ])  # fmt: skip


def key_of(reference: Reference) -> str:
    """What to write between `[@` and `]` for a cited work; '' where no id or DOI identifies it."""
    written = f"arxiv:{reference.arxiv_id}" if reference.arxiv_id else f"doi:{reference.doi}" if reference.doi else ""
    named = read(written) if written and not _UNFIT.search(written) else None
    return str(named) if named else ""


def best(references: Iterable[Reference]) -> Reference:
    """Of several entries for one work the one that says most of it."""
    return max(references, key=_says)


def _says(reference: Reference) -> tuple[bool, bool, bool, int, str]:
    named = bool(authors_before(reference.text, title_of(reference)))
    return bool(reference.title), named, bool(year(reference.text)), min(len(reference.text), 300), reference.id


def _known_by(arxiv_id: str | None, doi: str | None) -> list[tuple[str, Any]]:
    at_arxiv = [("archive", "arXiv"), ("archive_location", arxiv_id), ("publisher", "arXiv")] if arxiv_id else []
    return [*at_arxiv, ("DOI", doi)]
