"""A group's reading list: papers on arXiv, in the keeper's order."""

from sqlmodel import Session, col, delete, select

from app.errors import BadInput
from app.papers import importing, papers
from app.papers.identifiers import parse
from app.papers.models import Paper
from app.papers.queue import errands
from app.papers.rules import Lane
from app.people.models import Person
from app.reviewing.groups.models import Group, GroupPaper
from app.reviewing.groups.rules import PAPERS_MAXIMUM
from app.reviewing.groups.schemas import ListedPaper
from app.reviewing.own_papers import read


def set_to(session: Session, group: Group, by: Person, text: str) -> None:
    """The list is these papers from now on, by arXiv ids one a line; those not here are fetched. Raises BadInput."""
    wanted = read(text)
    if len(wanted) > PAPERS_MAXIMUM:
        raise BadInput(f"A reading list holds at most {PAPERS_MAXIMUM} papers. Nothing was changed.")
    session.exec(delete(GroupPaper).where(col(GroupPaper.group_id) == group.id))
    for position, arxiv_id in enumerate(wanted):
        session.add(GroupPaper(group_id=group.id, arxiv_id=arxiv_id, position=position))
        if importing.here(session, parse(arxiv_id)) is None:
            errands.ask_for_paper(session, parse(arxiv_id), by.id, Lane.BULK)
    session.flush()


def of(session: Session, group: Group) -> list[ListedPaper]:
    """The papers in order; of one that is not here yet, its id."""
    ids = list(
        session.exec(
            select(GroupPaper.arxiv_id)
            .where(GroupPaper.group_id == group.id)
            .order_by(col(GroupPaper.position), col(GroupPaper.arxiv_id))
        )
    )
    here = {paper.id: paper for paper in session.exec(select(Paper).where(col(Paper.arxiv_id).in_(ids)))}
    versions = papers.newest_versions(session, here)
    rows = {here[row.id].arxiv_id: row for row in papers.rows(session, [one.id for one in versions.values()])}
    return [ListedPaper(arxiv_id=one, paper=rows.get(one)) for one in ids]
