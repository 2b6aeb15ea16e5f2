"""What somebody who is asked does before a review begins."""

from typing import Annotated

from fastapi import APIRouter, Response

from app.files import Files
from app.people.access import PersonDep
from app.pictures import ALONE
from app.reviewing import invitation_page, invitations, open_asks
from app.reviewing.admitting import Invited
from app.reviewing.expertise import Expertise
from app.reviewing.schemas.invitations import AskedRow, InvitationOut, OpenAskRow, PickedOut
from app.reviewing.showing import ShowDep
from app.web import ReadSessionDep, SessionDep, SettingsDep, part

router = APIRouter()
ExpertiseDep = Annotated[Expertise, part(Expertise)]
FilesDep = Annotated[Files, part(Files)]


@router.get("/open-asks")
def read_open_asks(person: PersonDep, session: ReadSessionDep, expertise: ExpertiseDep) -> list[OpenAskRow]:
    """Asks that fit one and that anybody who fits may pick."""
    return open_asks.fitting(session, expertise, person)


@router.put("/open-asks/{ask_id}/acceptance")
def pick(
    ask_id: str, person: PersonDep, session: SessionDep, expertise: ExpertiseDep, settings: SettingsDep
) -> PickedOut:
    """Pick an open ask: it is one's own to answer then. Again, it stays so."""
    return PickedOut(invitation_id=open_asks.pick(session, settings, expertise, person, ask_id).id)


@router.get("/asked")
def read_asked(person: PersonDep, session: SessionDep) -> list[AskedRow]:
    """What waits for one's answer."""
    return invitation_page.asked_of(session, person)


@router.get("/invitations/{invitation_id}")
def read_invitation(reviewer: Invited, show: ShowDep) -> InvitationOut:
    """All a reviewer needs: the ask, the saved version, the passages behind its claims, their own review."""
    return show.invitation(reviewer)


@router.put("/invitations/{invitation_id}/opening", status_code=204)
def open_invitation(reviewer: Invited, session: SessionDep) -> None:
    """Say that one looked at the ask; a page says it, so that a mail scanner's visit does not count."""
    invitations.open_(session, reviewer)


@router.put("/invitations/{invitation_id}/refusal", status_code=204)
def decline(reviewer: Invited, session: SessionDep) -> None:
    """Say that this is not for oneself."""
    invitations.decline(session, reviewer)


@router.get("/invitations/{invitation_id}/images/{digest}", response_class=Response)
def read_image(reviewer: Invited, digest: str, session: ReadSessionDep, files: FilesDep) -> Response:
    """A picture of the saved version."""
    data, media_type = invitation_page.picture(session, files, reviewer, digest)
    return Response(
        data,
        media_type=media_type,
        headers={"Cache-Control": "private, max-age=86400, immutable", "Content-Security-Policy": ALONE},
    )
