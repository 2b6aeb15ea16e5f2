"""The API of the turn-around clock."""

from fastapi import APIRouter

from app.people.access import PersonDep
from app.publishing.turnaround import clock
from app.publishing.turnaround.rules import sentence
from app.publishing.turnaround.schemas import TurnaroundOut
from app.web import ReadSessionDep

router = APIRouter(prefix="/api", tags=["publishing"])


@router.get("/turnaround")
def read_turnaround(person: PersonDep, session: ReadSessionDep) -> TurnaroundOut:
    """How long asks take here until a first answer, and how long one's own took."""
    here = clock.answers(session)
    return TurnaroundOut(here=sentence(here, "a first answer") if here else "", mine=clock.own(session, person))
