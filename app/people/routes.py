"""The API of this room."""

from fastapi import APIRouter

from app.people import accounts, notices
from app.people.access import PersonDep
from app.people.schemas import InstanceOut, MeOut, NoticeOut, PersonOut
from app.web import ReadSessionDep, SessionDep, SettingsDep

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
    return [PersonOut.of(found) for found in accounts.search(session, words, person)]


@router.get("/notices")
def read_notices(person: PersonDep, session: ReadSessionDep) -> list[NoticeOut]:
    """What one should know: what is not seen yet, then the newest."""
    return notices.of(session, person)


@router.put("/notices/{notice_id}/seen")
def see_notice(notice_id: str, person: PersonDep, session: SessionDep) -> NoticeOut:
    """Say that one has seen a notice."""
    return notices.shown(notices.see(session, person, notice_id))
