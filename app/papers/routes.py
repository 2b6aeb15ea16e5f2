"""The API of this room."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.papers import box, by_hand
from app.papers.models import ArxivErrand
from app.papers.papers import full, load, rows, search
from app.papers.queue import errands
from app.papers.rules import ErrandKind
from app.papers.schemas import BoxIn, BoxOut, FoundPage, PaperIn, PaperOut, PaperRow, SearchIn
from app.people.access import PersonDep
from app.web import SessionDep

router = APIRouter(prefix="/api", tags=["papers"])


@router.post("/imports")
def open_box(given: BoxIn, person: PersonDep, session: SessionDep) -> BoxOut:
    """Open a paper by its arXiv ID, address, DOI or a bibliography line; one that is not here is fetched."""
    return box.open_text(session, given.text, person.id)


@router.get("/imports/{errand_id}")
def import_state(errand_id: str, person: PersonDep, session: SessionDep) -> BoxOut:
    """Where a paper stands in the queue before arXiv."""
    return box.state_of(session, errands.own(session, errand_id, person.id))


@router.post("/arxiv-searches")
def search_arxiv(given: SearchIn, person: PersonDep, session: SessionDep) -> FoundPage:
    """Search arXiv for words; the answer comes when the queue has got to it."""
    return _found(errands.ask_for_search(session, given.words, given.start, person.id), session)


@router.get("/arxiv-searches/{errand_id}")
def search_state(errand_id: str, person: PersonDep, session: SessionDep) -> FoundPage:
    """Where a search stands in the queue, or what it found."""
    return _found(errands.own(session, errand_id, person.id), session)


@router.get("/papers")
def find_papers(
    person: PersonDep,
    session: SessionDep,
    words: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
    version: Annotated[list[str] | None, Query(max_length=200)] = None,
) -> list[PaperRow]:
    """Papers here that hold every word in title, authors or identifier; without words, the newest.

    With `version` (ids of paper versions), those and no others, in that order.
    """
    return rows(session, version) if version else search(session, words, limit)


@router.post("/papers", status_code=201)
def enter_paper(given: PaperIn, person: PersonDep, session: SessionDep) -> PaperRow:
    """Enter a work outside arXiv by hand."""
    return rows(session, [by_hand.enter(session, given, person.id).id])[0]


@router.get("/papers/{key:path}")
def read_paper(key: str, person: PersonDep, session: SessionDep, version: int | None = None) -> PaperOut:
    """All that is known of a paper, at a version or the newest here."""
    return full(session, *load(session, key, version))


def _found(errand: ArxivErrand, session: SessionDep) -> FoundPage:
    if errand.kind is not ErrandKind.SEARCH or errand.found is None:
        place, seconds = errands.standing(session, errand)
        return FoundPage(
            errand_id=errand.id, state=errand.state, place=place, seconds=seconds, sentence=errand.sentence
        )
    return FoundPage(errand_id=errand.id, state=errand.state, **errand.found)
