"""Papers that people name as theirs: they tell what somebody knows, and which drafts they are too close to."""

from sqlmodel import Session, col, select

from app.errors import BadInput
from app.papers import importing
from app.papers.identifiers import NoIdentifier, parse
from app.papers.queue import errands
from app.papers.rules import Lane
from app.people.models import Person
from app.reviewing.models import OwnPaper
from app.reviewing.rules import OWN_PAPERS_MAXIMUM


def read(text: str) -> list[str]:
    """The arXiv ids in what somebody typed, one a line or with commas between. Raises BadInput for what is none."""
    found: dict[str, None] = {}
    for part in text.replace(",", "\n").split("\n"):
        if part.strip():
            found[_id(part)] = None
    if len(found) > OWN_PAPERS_MAXIMUM:
        raise BadInput(f"{OWN_PAPERS_MAXIMUM} papers are enough to tell what you know. Keep those that say most.")
    return list(found)


def _id(text: str) -> str:
    try:
        return parse(text).id
    except NoIdentifier as problem:
        raise BadInput(problem.sentence) from problem


def name(session: Session, person: Person, arxiv_ids: list[str]) -> None:
    """From now on these are theirs. Papers that are not here are asked for, after everybody who waits."""
    kept = {own.arxiv_id: own for own in session.exec(select(OwnPaper).where(OwnPaper.person_id == person.id))}
    for gone in kept.keys() - set(arxiv_ids):
        session.delete(kept[gone])
    for arxiv_id in arxiv_ids:
        if arxiv_id not in kept:
            session.add(OwnPaper(person_id=person.id, arxiv_id=arxiv_id))
            if importing.here(session, parse(arxiv_id)) is None:
                errands.ask_for_paper(session, parse(arxiv_id), person.id, Lane.BULK)
    session.flush()


def of(session: Session, person: Person) -> list[str]:
    """The arXiv ids of a person's papers, in the order they named them."""
    query = select(OwnPaper.arxiv_id).where(OwnPaper.person_id == person.id)
    return list(session.exec(query.order_by(col(OwnPaper.named_at), col(OwnPaper.arxiv_id))))
