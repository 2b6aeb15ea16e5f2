"""The API of this room."""

from fastapi import APIRouter

from app.people import accounts
from app.people.access import PersonDep
from app.people.schemas import InstanceOut, MeOut, PersonOut
from app.web import ReadSessionDep, SettingsDep

router = APIRouter(prefix="/api", tags=["people"])


@router.get("/me")
def me(person: PersonDep, settings: SettingsDep) -> MeOut:
    """Who is signed in, and what the workbench must know of the instance."""
    instance = InstanceOut(
        name=settings.name,
        address=settings.address,
        local_only=settings.local_only,
        sends_mail=bool(settings.smtp_url),
        demo=settings.demo,
    )
    return MeOut(
        id=person.id, handle=person.handle, name=person.name, email=person.email, role=person.role, instance=instance
    )


@router.get("/people")
def people(person: PersonDep, session: ReadSessionDep, words: str = "") -> list[PersonOut]:
    """Up to twenty people here whose name or handle holds the words."""
    return [PersonOut.of(found) for found in accounts.search(session, words)]
