"""Papers that people name as theirs: they tell what somebody knows, and which drafts they are too close to."""

from sqlmodel import Session, col, select

from app.database import Database
from app.errors import BadInput
from app.papers import importing
from app.papers.identifiers import NoIdentifier, parse
from app.papers.models import Paper, PaperText, PaperVersion, TextBody
from app.papers.queue import errands
from app.papers.rules import Lane
from app.people.models import Person
from app.people.orcid import identities
from app.people.orcid.rules import orcids_in
from app.reviewing.models import OwnPaper
from app.reviewing.rules import OWN_PAPERS_MAXIMUM

FIND = "reviewing.find_own_papers"
"""The job, when somebody connected an ORCID iD."""


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


def find(database: Database, person_id: str) -> None:
    """Papers here whose text, as it came from arXiv, lists the ORCID iD that somebody connected are theirs, too.

    They stand in their list then, where they can take one out."""
    with database.transaction(read_only=True) as session:
        orcid = identities.of(session, session.get_one(Person, person_id))
        found = _listing(session, orcid) if orcid else []
    with database.transaction() as session:
        person = session.get_one(Person, person_id)
        if new := [one for one in found if one not in (named := of(session, person))]:
            name(session, person, [*named, *new][:OWN_PAPERS_MAXIMUM])


def _listing(session: Session, orcid: str) -> list[str]:
    query = (
        select(Paper.arxiv_id, TextBody.text)
        .join(PaperVersion, col(PaperVersion.paper_id) == Paper.id)
        .join(PaperText, col(PaperText.version_id) == PaperVersion.id)
        .join(TextBody, col(TextBody.digest) == PaperText.digest)
        .where(col(Paper.arxiv_id).is_not(None), col(PaperText.owner_id).is_(None), col(TextBody.text).contains(orcid))
        .order_by(col(Paper.created_at))
    )
    return list(
        dict.fromkeys(arxiv_id for arxiv_id, text in session.exec(query) if arxiv_id and orcid in orcids_in(text))
    )


def of(session: Session, person: Person) -> list[str]:
    """The arXiv ids of a person's papers, in the order they named them."""
    query = select(OwnPaper.arxiv_id).where(OwnPaper.person_id == person.id)
    return list(session.exec(query.order_by(col(OwnPaper.named_at), col(OwnPaper.arxiv_id))))
