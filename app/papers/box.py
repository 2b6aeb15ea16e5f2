"""The one box on the desk: a paper that is here opens, one at arXiv is fetched, anything else is words."""

from sqlmodel import Session, select

from app.papers import importing
from app.papers.identifier_forms import ARXIV_DOI, LOOKS_LIKE_ONE, URL
from app.papers.identifiers import NoIdentifier, find_doi, parse
from app.papers.models import ArxivErrand, Paper, PaperVersion
from app.papers.papers import newest_versions, rows
from app.papers.queue import errands
from app.papers.queue.errands import standing
from app.papers.rules import ErrandState, Lane
from app.papers.schemas import BoxOut, PaperRow


def open_text(session: Session, text: str, person_id: str) -> BoxOut:
    """What `text` leads to. A paper at arXiv gets an errand in the first lane."""
    try:
        asked = parse(text)
    except NoIdentifier as error:
        return _without_identifier(session, text, error)
    if paper := importing.here(session, asked):
        return _opened(session, paper, asked.version)
    return state_of(session, errands.ask_for_paper(session, asked, person_id, Lane.PERSON))


def state_of(session: Session, errand: ArxivErrand) -> BoxOut:
    """Where an errand for a paper stands."""
    if errand.state is ErrandState.DONE and errand.paper_id:
        opened = _opened(session, session.get_one(Paper, errand.paper_id), errand.version)
        return opened.model_copy(update={"errand_id": errand.id})
    if errand.state is ErrandState.FAILED:
        return BoxOut(state=ErrandState.FAILED, errand_id=errand.id, sentence=errand.sentence)
    place, seconds = standing(session, errand)
    return BoxOut(
        state=ErrandState.WAITING, errand_id=errand.id, place=place, seconds=seconds, sentence=errand.sentence
    )


def _opened(session: Session, paper: Paper, number: int | None) -> BoxOut:
    known = select(PaperVersion.id).where(PaperVersion.paper_id == paper.id, PaperVersion.number == number)
    version_id = session.exec(known).first() if number else None
    row = rows(session, [version_id or newest_versions(session, [paper.id])[paper.id].id])[0]
    return BoxOut(state=ErrandState.DONE, paper=row, sentence=_withdrawn(paper, row) if row.withdrawn else "")


def _withdrawn(paper: Paper, row: PaperRow) -> str:
    earlier = f" To explain what it said before, paste {paper.arxiv_id}v{row.number - 1}." if row.number > 1 else ""
    return f"This paper was withdrawn by its authors; its comment says why.{earlier}"


def _without_identifier(session: Session, text: str, error: NoIdentifier) -> BoxOut:
    doi = find_doi(text)
    if doi and (paper := session.exec(select(Paper).where(Paper.doi == doi)).first()):
        return _opened(session, paper, None)
    if doi and (version := session.exec(select(PaperVersion).where(PaperVersion.doi == doi)).first()):
        return _opened(session, session.get_one(Paper, version.paper_id), None)
    if URL.search(text) and (paper := session.exec(select(Paper).where(Paper.url == text.strip())).first()):
        return _opened(session, paper, None)
    if doi or URL.search(text):
        what = "DOI" if doi else "address"
        sentence = f"This {what} is not arXiv’s. Enter the paper by hand, and it is here to note and cite."
        return BoxOut(state=ErrandState.FAILED, sentence=sentence)
    if (
        LOOKS_LIKE_ONE.search(text)
        or ARXIV_DOI.search(text)
        or not text.strip()
        or not any(character.isalpha() for character in text)
    ):
        return BoxOut(state=ErrandState.FAILED, sentence=error.sentence)
    return BoxOut(state=None, sentence=error.sentence)
