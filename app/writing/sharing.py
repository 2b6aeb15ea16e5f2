"""Notes that those who write a draft together show each other."""

from sqlmodel import Session, col, select

from app.papers.models import PaperText, PaperVersion
from app.people.models import Person
from app.reading import showing
from app.reading.access import own_notes, shared_notes
from app.reading.showing import Seen
from app.writing.models import CoAuthor, Draft, DraftPaper
from app.writing.rules import Part


def about(session: Session, draft: Draft, person: Person, paper_id: str, text: PaperText | None) -> list[Seen]:
    """Notes about one of the draft's papers: one's own, and those that its other writers share with their co-authors.

    Only those who write see what the others share; of a paper that the draft is not about, one's own alone.
    """
    writers = _writers(session, draft)
    together = person.id in writers and _explains(session, draft, paper_id)
    among = shared_notes(person, writers) if together else own_notes(person)
    return showing.about(session, person, paper_id, text, among)


def _writers(session: Session, draft: Draft) -> list[str]:
    query = select(CoAuthor.person_id).where(CoAuthor.draft_id == draft.id, CoAuthor.part == Part.WRITER)
    return list(session.exec(query))


def _explains(session: Session, draft: Draft, paper_id: str) -> bool:
    query = (
        select(DraftPaper.version_id)
        .join(PaperVersion, col(PaperVersion.id) == DraftPaper.version_id)
        .where(DraftPaper.draft_id == draft.id, PaperVersion.paper_id == paper_id)
    )
    return session.exec(query).first() is not None
