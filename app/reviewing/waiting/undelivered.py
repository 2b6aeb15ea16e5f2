"""A mail that asks somebody did not get through: the writer hears of it, and need not wait for nothing."""

from app.database import Database
from app.people import notices
from app.people.models import Person
from app.people.post.rules import Kind
from app.people.rules import shortened
from app.reviewing.models import Invitation, Request
from app.reviewing.naming.names import hidden
from app.writing.models import Draft

JOB = "reviewing.undelivered"
ABOUT = "reviewing.invitation "
"""What the mail of an invitation is about, before its id."""


def tell(database: Database, about: str) -> None:
    """Tell whoever asked, once; not of somebody they do not know of: there the next one is asked by itself."""
    if not about.startswith(ABOUT):
        return
    with database.transaction() as session:
        invitation = session.get_one(Invitation, about.removeprefix(ABOUT))
        if hidden(session, invitation):
            return
        request = session.get_one(Request, invitation.request_id)
        whom = invitation.email or session.get_one(Person, invitation.person_id).name
        title = shortened(session.get_one(Draft, request.draft_id).title, 120)
        sentence = (
            f"The mail that asks {whom} about “{title}” may not have arrived. Take that ask back, then ask again "
            "without a mail and pass the link on yourself."
        )
        path = f"/desk/drafts/{request.draft_id}/review"
        notices.tell(session, request.asked_by, Kind.ASK, f"undelivered {invitation.id}", sentence, path)
