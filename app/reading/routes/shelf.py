"""The API of the shelf."""

from fastapi import APIRouter

from app.people.access import PersonDep
from app.reading import shelf
from app.reading.access import PaperHere
from app.reading.schemas import ProgressIn, ShelfOut
from app.web import SessionDep

router = APIRouter()


@router.get("/shelf")
def read_shelf(person: PersonDep, session: SessionDep) -> list[ShelfOut]:
    """The papers on one's shelf."""
    return shelf.of(session, person.id)


@router.put("/shelf/{paper_id}")
def put_on_shelf(paper: PaperHere, given: ProgressIn, person: PersonDep, session: SessionDep) -> ShelfOut:
    """Put a paper on one's shelf, or say where one stands with it."""
    return shelf.shown(session, person.id, [shelf.put(session, person.id, paper.id, given.progress)])[0]


@router.delete("/shelf/{paper_id}", status_code=204)
def take_off_shelf(paper: PaperHere, person: PersonDep, session: SessionDep) -> None:
    """Take a paper off one's shelf; one's notes stay."""
    shelf.take_off(session, person.id, paper.id)
