"""The API of waiting."""

from fastapi import APIRouter

from app.people.access import PersonDep
from app.reviewing.waiting import clock
from app.reviewing.waiting.schemas import WaitingAsk
from app.web import ReadSessionDep, SettingsDep

router = APIRouter(prefix="/api", tags=["reviewing"])


@router.get("/waiting")
def read_waiting(person: PersonDep, session: ReadSessionDep, settings: SettingsDep) -> list[WaitingAsk]:
    """What one asked for and waits for, how long already, and what happens next."""
    return clock.waiting(session, person, settings)
