"""Papers that list the ORCID iD somebody connected count as theirs."""

from fastapi import FastAPI
from sqlmodel import select

from app.database import Database
from app.jobs import Worker
from app.papers.models import PaperText, TextBody
from app.papers.rules import TextForm
from app.people.models import Person
from app.people.orcid import identities
from app.reviewing import own_papers
from app.worker import FACTS, handlers
from tests.conftest import Cast
from tests.orcid_here import MEI, RUI
from tests.papers_here import store_paper


def text_of(database: Database, arxiv_id: str, words: str, owner: str | None = None) -> None:
    """A paper that is here, with these words in its text."""
    version = store_paper(database, arxiv_id=arxiv_id).version_id
    with database.transaction() as session:
        session.add(TextBody(digest=arxiv_id, text=words))
        session.flush()
        session.add(PaperText(version_id=version, form=TextForm.PDF, digest=arxiv_id, body="b", owner_id=owner))


def test_papers_that_list_the_id(app: FastAPI, database: Database, cast: Cast) -> None:
    text_of(database, "2611.01234", f"Mei Author (https://orcid.org/{MEI})")
    text_of(database, "2611.02222", f"Somebody else: {RUI}, {MEI}9")
    text_of(database, "2611.03333", MEI, owner=cast.ada.id)
    with database.transaction() as session:
        own_papers.name(session, cast.mei, ["2611.05555"])
        identities.connect(session, cast.mei, MEI)
    for _ in range(2):
        jobs = Worker(database, handlers(app.state.parts), FACTS)
        while jobs.run_one():
            pass
        with database.transaction(read_only=True) as session:
            mei = session.exec(select(Person).where(Person.handle == "mei")).one()
            assert own_papers.of(session, mei) == ["2611.05555", "2611.01234"]
        own_papers.find(database, cast.mei.id)
