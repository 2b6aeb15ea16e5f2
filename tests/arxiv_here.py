"""The replica of arXiv and the queue before it, for tests that fetch what papers hold."""

from sqlmodel import Session, select

from app.database import Database
from app.files import files_for
from app.papers.arxiv import Arxiv
from app.papers.fetching.serving import Turns
from app.papers.identifiers import parse
from app.papers.models import Paper, PaperVersion
from app.papers.queue import errands
from app.papers.rules import Lane
from app.replica.server import Running
from app.settings import Settings


def turns_of(database: Database, replica: Running, settings: Settings) -> Turns:
    """The queue of an instance with these settings, before the replica, without the three seconds."""
    kept = Database(settings.database, {"full_text": settings.full_text})
    return Turns(kept, Arxiv(replica.url), files_for(database, settings.data), spacing=0)


def drain(turns: Turns) -> None:
    """Serve the queue until nothing waits."""
    while turns.serve_next():
        turns.finish_reading()


def import_version(turns: Turns, text: str) -> str:
    """Import a paper at a version, with its licence; gives the id of the version."""
    asked = parse(text)
    with turns.database.transaction() as session:
        errands.ask_for_paper(session, asked, None, Lane.PERSON)
    drain(turns)
    with turns.database.transaction(read_only=True) as session:
        return version(session, asked.id, asked.version).id


def version(session: Session, arxiv_id: str, number: int | None = None) -> PaperVersion:
    """A version of a paper that is here, the newest without a number."""
    query = select(PaperVersion).join(Paper).where(Paper.arxiv_id == arxiv_id).order_by(PaperVersion.number.desc())
    return session.exec(query.where(PaperVersion.number == number) if number else query).first()
