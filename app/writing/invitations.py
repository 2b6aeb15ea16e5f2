"""Invitations to have a part in a draft: those that wait, accepting, declining, taking one back."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from app.database import IN_TURN, now, record
from app.errors import Gone, NotFound
from app.jobs import announce
from app.people import joining, notices
from app.people.models import Person
from app.people.post.rules import Kind
from app.people.rules import shortened
from app.writing import news
from app.writing.drafts import papers_of
from app.writing.models import CoAuthor, CoAuthorInvitation, Draft
from app.writing.rules import Outcome, Part
from app.writing.schemas import CoAuthorInvitationOut, MyInvitation

LASTS = joining.INVITED_FOR
ABOUT = "writing.invitation"
DEEDS = {Part.WRITER: "write", Part.READER: "read along in"}


def accept(session: Session, invitation: CoAuthorInvitation, person: Person) -> str:
    """Take part in the draft, signing with one's own name; gives the draft's id. A second time changes nothing.

    Nothing is put on one's shelf. Raises Gone when the invitation is over.
    """
    draft = session.get_one(Draft, invitation.draft_id, with_for_update=IN_TURN)
    invitation = _locked(session, invitation.id)
    if session.get(CoAuthor, (draft.id, person.id)):
        return draft.id
    _check(invitation)
    last = session.exec(select(func.max(CoAuthor.position)).where(CoAuthor.draft_id == draft.id)).one() or 0
    author = CoAuthor(
        draft_id=draft.id, person_id=person.id, part=invitation.part, byline=person.name, position=last + 1
    )
    session.add(author)
    decide(session, invitation, Outcome.ACCEPTED)
    record(session, person.id, "co_author.accept", draft.id, invitation=invitation.id, part=invitation.part)
    announce(session, "writing.co_authors_changed", draft.id)
    _answer(session, invitation, draft, f"{person.name} accepted and can now")
    return draft.id


def decline(session: Session, invitation: CoAuthorInvitation, person: Person) -> None:
    """Take no part. A second time changes nothing. Raises Gone when the invitation is over."""
    invitation = _locked(session, invitation.id)
    if invitation.outcome is Outcome.DECLINED:
        return
    _check(invitation)
    decide(session, invitation, Outcome.DECLINED)
    record(session, person.id, "co_author.decline", invitation.draft_id, invitation=invitation.id)
    draft = session.get_one(Draft, invitation.draft_id)
    _answer(session, invitation, draft, f"{invitation.email or person.name} declined to")


def withdraw(session: Session, draft: Draft, invitation_id: str, by: Person) -> None:
    """Take an invitation back; doing so twice changes nothing. Raises NotFound, Gone when it was answered."""
    invitation = _locked(session, invitation_id)
    if invitation.draft_id != draft.id:
        raise NotFound
    if invitation.outcome is Outcome.WITHDRAWN:
        return
    if invitation.outcome:
        raise Gone("This invitation was answered meanwhile. Reload to see who has a part in the draft.")
    decide(session, invitation, Outcome.WITHDRAWN)
    record(session, by.id, "co_author.withdraw", draft.id, invitation=invitation.id)


def decide(session: Session, invitation: CoAuthorInvitation, outcome: Outcome) -> None:
    """Write down what became of an invitation; the address made for it lets nobody join any more."""
    invitation.decided_at, invitation.outcome = now(), outcome
    joining.take_back_of(session, invitation.id)
    notices.settle(session, invitation.person_id, key(invitation))
    session.flush()
    news.tell(session, invitation.draft_id, "authors")


def waiting(session: Session, draft: Draft) -> list[CoAuthorInvitation]:
    """The invitations of a draft that nobody answered, those that are over included, in order."""
    query = select(CoAuthorInvitation).where(CoAuthorInvitation.draft_id == draft.id)
    query = query.where(col(CoAuthorInvitation.decided_at).is_(None))
    return list(session.exec(query.order_by(col(CoAuthorInvitation.invited_at), col(CoAuthorInvitation.id))))


def rows(session: Session, draft: Draft) -> list[CoAuthorInvitationOut]:
    """The same, as the draft's writers see them."""
    return [shown(session, invitation) for invitation in waiting(session, draft)]


def of(session: Session, person: Person) -> list[MyInvitation]:
    """What somebody is invited to now, newest first."""
    query = (
        select(CoAuthorInvitation, Draft)
        .join(Draft, col(Draft.id) == CoAuthorInvitation.draft_id)
        .where(CoAuthorInvitation.person_id == person.id, col(CoAuthorInvitation.decided_at).is_(None))
        .where(col(CoAuthorInvitation.invited_at) > now() - LASTS, col(Draft.deleted_at).is_(None))
        .order_by(col(CoAuthorInvitation.invited_at).desc())
    )
    found = session.exec(query).all()
    about = papers_of(session, [draft.id for _, draft in found])
    return [
        MyInvitation(
            id=one.id,
            title=draft.title,
            papers=about[draft.id],
            invited_by=signed(session, draft, session.get_one(Person, one.invited_by)),
            part=one.part,
            invited_at=one.invited_at,
            ends_at=ends(one),
        )
        for one, draft in found
    ]


def shown(session: Session, invitation: CoAuthorInvitation) -> CoAuthorInvitationOut:
    """An invitation as the draft's writers see it: of an address nothing but the address."""
    return CoAuthorInvitationOut(
        id=invitation.id,
        whom=invitation.email or session.get_one(Person, invitation.person_id).name,
        part=invitation.part,
        invited_by=session.get_one(Person, invitation.invited_by).name,
        invited_at=invitation.invited_at,
        ends_at=ends(invitation),
        expired=ends(invitation) <= now(),
    )


def signed(session: Session, draft: Draft, person: Person) -> str:
    """The name a person signs the draft with, or goes by."""
    author = session.get(CoAuthor, (draft.id, person.id))
    return author.byline if author else person.name


def ends(invitation: CoAuthorInvitation) -> datetime:
    """When an invitation is over by itself."""
    return invitation.invited_at + LASTS


def key(invitation: CoAuthorInvitation) -> str:
    """What names the occasion of its notice, and what its mail is about."""
    return f"{ABOUT} {invitation.id}"


def _locked(session: Session, invitation_id: str) -> CoAuthorInvitation:
    query = select(CoAuthorInvitation).where(CoAuthorInvitation.id == invitation_id)
    found = session.exec(query.with_for_update().execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound
    return found


def _check(invitation: CoAuthorInvitation) -> None:
    if invitation.outcome is not None:
        raise Gone("This invitation was taken back or answered. Nothing is needed from you any more.")
    if ends(invitation) <= now():
        raise Gone("This invitation has expired. Ask whoever sent it for a new one.")


def _answer(session: Session, invitation: CoAuthorInvitation, draft: Draft, what: str) -> None:
    """Tell whoever invited what the answer was."""
    sentence = f"{what} {DEEDS[invitation.part]} “{shortened(draft.title, 120)}”."
    path, occasion = f"/desk/drafts/{draft.id}", f"{key(invitation)} answered"
    notices.tell(session, invitation.invited_by, Kind.PART, occasion, sentence, path)
