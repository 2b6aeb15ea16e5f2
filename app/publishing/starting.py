"""What to explain first: papers here that nobody has explained to this person yet, the shortest ones on top."""

import re

from sqlmodel import Session, col, select

from app.markup import render_text
from app.papers.models import Paper, PaperVersion
from app.papers.papers import newest_versions
from app.people.access import Actor
from app.publishing.access import listed
from app.publishing.models import Publication, Release, ReleasePaper
from app.publishing.schemas import StartRow

ROWS = 5
_CONSIDERED = 100
_PAGES = re.compile(r"\b(\d{1,4})\s+pages?\b", re.IGNORECASE)
_LENGTH_UNKNOWN = 10_000


def start_here(session: Session, actor: Actor) -> list[StartRow]:
    """A few papers to begin with, of the newest ones here."""
    explained = (
        select(ReleasePaper.paper_key)
        .join(Release, col(Release.id) == ReleasePaper.release_id)
        .join(Publication, col(Publication.id) == Release.publication_id)
        .where(listed(actor))
    )
    unexplained = select(Paper).where(col(Paper.key).not_in(explained), col(Paper.withdrawn_at).is_(None))
    papers = session.exec(unexplained.order_by(col(Paper.created_at).desc()).limit(_CONSIDERED)).all()
    versions = newest_versions(session, [paper.id for paper in papers])
    here = [(paper, versions[paper.id]) for paper in papers if paper.id in versions]
    return [_row(paper, version) for paper, version in sorted(here, key=lambda one: pages(one[1].comment))[:ROWS]]


def pages(comment: str) -> int:
    """How many pages the authors say it has (`12 pages, 3 figures`); very many when they do not say."""
    found = _PAGES.search(comment)
    return int(found[1]) if found else _LENGTH_UNKNOWN


def _row(paper: Paper, version: PaperVersion) -> StartRow:
    count, at = pages(version.comment), version.published_at
    known = [*version.categories[:1], *([str(at.year)] if at else [])]
    return StartRow(
        key=paper.key,
        title_html=render_text(version.title),
        why=", ".join([*known, "nobody has explained it here yet"]),
        pages="" if count == _LENGTH_UNKNOWN else f"{count} page{'s' if count > 1 else ''}",
    )
