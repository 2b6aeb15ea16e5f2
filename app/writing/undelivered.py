"""A mail that invites somebody into a draft did not get through: whoever invited them hears of it."""

from app.database import Database
from app.people import notices
from app.people.models import Person
from app.people.post.rules import Kind
from app.people.rules import shortened
from app.writing import invitations
from app.writing.models import CoAuthorInvitation, Draft

JOB = "writing.undelivered"


def tell(database: Database, about: str) -> None:
    """Tell whoever invited, once; nothing where the mail was about something else."""
    prefix, _, invitation_id = about.partition(" ")
    if prefix != invitations.ABOUT:
        return
    with database.transaction() as session:
        invitation = session.get_one(CoAuthorInvitation, invitation_id)
        whom = invitation.email or session.get_one(Person, invitation.person_id).name
        title = shortened(session.get_one(Draft, invitation.draft_id).title, 120)
        sentence = f"The mail that invites {whom} into “{title}” may not have arrived. Ask them another way."
        path, occasion = f"/desk/drafts/{invitation.draft_id}", f"{invitations.key(invitation)} undelivered"
        notices.tell(session, invitation.invited_by, Kind.PART, occasion, sentence, path)
