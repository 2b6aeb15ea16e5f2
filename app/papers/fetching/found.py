"""What a search at arXiv found, as it is kept with its errand and shown."""

from typing import Any

from sqlmodel import Session, col, select

from app.markup import render_text
from app.papers.arxiv.client import SearchPage
from app.papers.models import Paper
from app.papers.papers import AUTHORS_IN_A_ROW
from app.papers.schemas import FoundPaper


def page_of(session: Session, found: SearchPage, start: int) -> dict[str, Any]:
    """`{"total", "start", "results"}`, JSON; papers that are here carry their key."""
    ids = [entry.id for entry in found.entries]
    here = set(session.exec(select(Paper.arxiv_id).where(col(Paper.arxiv_id).in_(ids))))
    results = [
        FoundPaper(
            arxiv_id=entry.id,
            title_html=render_text(entry.title),
            authors=entry.authors[:AUTHORS_IN_A_ROW],
            author_count=len(entry.authors),
            year=entry.published.year,
            key_here=entry.id if entry.id in here else None,
        )
        for entry in found.entries
    ]
    return {"total": found.total, "start": start, "results": [result.model_dump() for result in results]}
