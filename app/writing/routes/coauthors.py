"""Co-authors: invite, answer an invitation, change parts, leave."""

from fastapi import APIRouter

from app.people.access import PersonDep
from app.web import SessionDep, SettingsDep
from app.writing import coauthors, drafts, invitations, inviting
from app.writing.access import EditableDraft, OwnInvitation, VisibleDraft
from app.writing.schemas import (
    Accepted,
    AuthorChange,
    AuthorOut,
    CoAuthorInvitationIn,
    CoAuthorInvitationMade,
    CoAuthorInvitationOut,
    MyInvitation,
)

router = APIRouter()


@router.get("/drafts/{draft_id}/invitations")
def read_invitations(draft: EditableDraft, session: SessionDep) -> list[CoAuthorInvitationOut]:
    """Who was invited to have a part in a draft and did not answer yet."""
    return invitations.rows(session, draft)


@router.post("/drafts/{draft_id}/invitations", status_code=201)
def invite(
    draft: EditableDraft, given: CoAuthorInvitationIn, person: PersonDep, session: SessionDep, settings: SettingsDep
) -> CoAuthorInvitationMade:
    """Invite a person here, or an e-mail address, to write or to read along."""
    return inviting.invite(session, settings, draft, person, given)


@router.delete("/drafts/{draft_id}/invitations/{invitation_id}", status_code=204)
def withdraw_invitation(draft: EditableDraft, invitation_id: str, person: PersonDep, session: SessionDep) -> None:
    """Take an invitation back."""
    invitations.withdraw(session, draft, invitation_id, person)


@router.get("/my/co-author-invitations")
def read_own_invitations(person: PersonDep, session: SessionDep) -> list[MyInvitation]:
    """The drafts one is invited to have a part in."""
    return invitations.of(session, person)


@router.put("/co-author-invitations/{invitation_id}/acceptance")
def accept_invitation(invitation: OwnInvitation, person: PersonDep, session: SessionDep) -> Accepted:
    """Take part in the draft."""
    return Accepted(draft_id=invitations.accept(session, invitation, person))


@router.put("/co-author-invitations/{invitation_id}/declination", status_code=204)
def decline_invitation(invitation: OwnInvitation, person: PersonDep, session: SessionDep) -> None:
    """Take no part."""
    invitations.decline(session, invitation, person)


@router.get("/drafts/{draft_id}/authors")
def read_authors(draft: VisibleDraft, session: SessionDep) -> list[AuthorOut]:
    """Those who have a part in a draft, in the order they sign."""
    return drafts.authors_of(session, [draft.id])[draft.id]


@router.patch("/drafts/{draft_id}/authors/{person_id}")
def change_author(
    draft: VisibleDraft, person_id: str, given: AuthorChange, person: PersonDep, session: SessionDep
) -> list[AuthorOut]:
    """Give a co-author another part or place, or oneself another name to sign with; answers with all of them."""
    coauthors.change(session, draft, person, person_id, given)
    return drafts.authors_of(session, [draft.id])[draft.id]


@router.delete("/drafts/{draft_id}/authors/{person_id}", status_code=204)
def remove_author(draft: VisibleDraft, person_id: str, person: PersonDep, session: SessionDep) -> None:
    """Take a co-author off a draft, or leave it."""
    coauthors.remove(session, draft, person, person_id)
