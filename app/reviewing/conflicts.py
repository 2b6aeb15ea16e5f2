"""Who is too close to a draft to be led to it: who writes it or its papers, works with its writers, or was excluded.

They are simply absent: nothing ever says that somebody is left out, nor why.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.database import now
from app.papers.models import Paper, PaperVersion, VersionAuthor
from app.people.exclusions import apart_from
from app.people.models import Availability, Person
from app.reviewing.models import OwnPaper
from app.reviewing.rules import is_recent
from app.writing.models import CoAuthor, CoAuthorInvitation, Draft, DraftPaper
from app.writing.rules import Part

RECENT = timedelta(days=3 * 365)
"""Whoever wrote something together within this time is not asked about each other's drafts."""


def too_close(session: Session, draft: Draft) -> set[str]:
    """The ids of everybody who is too close to the draft for an independent review of it."""
    writers = set(session.exec(select(CoAuthor.person_id).where(CoAuthor.draft_id == draft.id)))
    asked = select(CoAuthorInvitation.person_id).where(
        CoAuthorInvitation.draft_id == draft.id, col(CoAuthorInvitation.decided_at).is_(None)
    )
    return (
        writers
        | set(session.exec(asked))
        | _authors(session, draft)
        | _wrote_together(session, writers)
        | _papers_together(session, writers, now().date())
        | _same_place(session, writers)
        | set(session.exec(apart_from(writers)))
    )


def _authors(session: Session, draft: Draft) -> set[str]:
    """Authors of the papers it explains: as they say, or by the very name that stands on the paper."""
    versions = select(DraftPaper.version_id).where(DraftPaper.draft_id == draft.id)
    said = (
        select(OwnPaper.person_id)
        .join(Paper, col(Paper.arxiv_id) == OwnPaper.arxiv_id)
        .join(PaperVersion, col(PaperVersion.paper_id) == Paper.id)
        .where(col(PaperVersion.id).in_(versions))
    )
    names = select(func.lower(VersionAuthor.name)).where(col(VersionAuthor.version_id).in_(versions))
    return {*session.exec(said), *session.exec(select(Person.id).where(func.lower(Person.name).in_(names)))}


def _wrote_together(session: Session, writers: Iterable[str]) -> set[str]:
    own = select(CoAuthor.draft_id).where(col(CoAuthor.person_id).in_(writers), CoAuthor.part == Part.WRITER)
    lately = (
        select(CoAuthor.person_id)
        .join(Draft, col(Draft.id) == CoAuthor.draft_id)
        .where(col(CoAuthor.draft_id).in_(own), CoAuthor.part == Part.WRITER, col(Draft.changed_at) > now() - RECENT)
    )
    return set(session.exec(lately))


def _papers_together(session: Session, writers: Iterable[str], today: date) -> set[str]:
    own = set(session.exec(select(OwnPaper.arxiv_id).where(col(OwnPaper.person_id).in_(writers))))
    lately = [arxiv_id for arxiv_id in own if is_recent(arxiv_id, today - RECENT)]
    return set(session.exec(select(OwnPaper.person_id).where(col(OwnPaper.arxiv_id).in_(lately))))


def _same_place(session: Session, writers: Iterable[str]) -> set[str]:
    stated = select(func.lower(Availability.affiliation)).where(
        col(Availability.person_id).in_(writers), Availability.affiliation != ""
    )
    return set(session.exec(select(Availability.person_id).where(func.lower(Availability.affiliation).in_(stated))))
