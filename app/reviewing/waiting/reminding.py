"""Reminding whoever was asked, before an ask's day and on it; and telling the writer when the day went by.

Gone round every hour, so that a day begins when it does where each person is. Told once for each occasion, and mailed
as everybody chose; who has answered meanwhile, or need not any more, hears nothing.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.database import IN_TURN, Database, now
from app.jobs import enqueue
from app.people import links, notices
from app.people.models import Notice, Person
from app.people.post import choices
from app.people.post.rules import Kind
from app.people.rules import shortened
from app.reviewing.access import INVITATION
from app.reviewing.asks import invitations_of, signed
from app.reviewing.invitations import standing
from app.reviewing.models import Invitation, Request, Review
from app.reviewing.rules import OUT, State, link_lifetime
from app.reviewing.sentences import Scope, to_the_reviewer
from app.reviewing.waiting.rules import Reminder, is_overdue, reminder
from app.settings import Settings
from app.writing.models import Draft

JOB = "reviewing.remind"
EVERY = timedelta(hours=1)
_KEY = "hourly"
_NEAR = timedelta(days=3)
_SAYS = {
    Reminder.BEFORE: "By tomorrow: {writer} asked you about “{title}”.",
    Reminder.ON_THE_DAY: "Today is the day: {writer} asked you about “{title}”.",
}
_BEGUN = "Your review is begun and kept. It needs only to be sent."
_NOT_YET = "One sentence is enough. If it is not for you, say so on its page, and nobody waits for you."


def begin(database: Database) -> None:
    """See to it that the round is made, at once when it never was. Doing so again changes nothing."""
    with database.transaction() as session:
        enqueue(session, JOB, key=_KEY)


def go_round(database: Database, settings: Settings) -> None:
    """Remind everybody for whom it is time, and go round again in an hour."""
    with database.transaction() as session:
        enqueue(session, JOB, key=_KEY, after=EVERY)
        near = _near(session)
    for request_id in near:
        with database.transaction() as session:
            request = session.get_one(Request, request_id, with_for_update=IN_TURN)
            for invitation in invitations_of(session, request):
                _remind(session, settings, request, invitation)
            _tell_the_writer(session, request)


def still(session: Session, notice: Notice) -> bool:
    """Whether a reminder is still needed when it comes to be mailed."""
    invitation = session.get(Invitation, notice.key.split()[1])
    return invitation is not None and standing(session, invitation) in OUT


def settle(session: Session, invitation: Invitation) -> None:
    """Nobody needs to look any more at what reminded them."""
    for which in Reminder:
        if invitation.person_id:
            notices.settle(session, invitation.person_id, _key(invitation, which))


def _near(session: Session) -> list[str]:
    """The asks whose day is near or just went by. A deleted draft has none."""
    today = now().date()
    query = select(Request.id).join(Draft, col(Draft.id) == Request.draft_id).where(col(Draft.deleted_at).is_(None))
    query = query.where(Request.due >= today - _NEAR, Request.due <= today + _NEAR)
    return list(session.exec(query.where(col(Request.withdrawn_at).is_(None)).order_by(col(Request.id))))


def _remind(session: Session, settings: Settings, request: Request, invitation: Invitation) -> None:
    state = standing(session, invitation)
    if invitation.person_id is None or state not in OUT:
        return
    zone = ZoneInfo(choices.of(session, settings, invitation.person_id).zone)
    invited, today = invitation.invited_at.astimezone(zone).date(), now().astimezone(zone).date()
    if which := reminder(invited, request.due, today):
        title = shortened(session.get_one(Draft, request.draft_id).title, 120)
        scope, asked = Scope.of(request.passages), request.asked_at.date()
        sentence = to_the_reviewer(request.kind, scope, request.minutes, request.due, asked)
        notices.tell(
            session, invitation.person_id, Kind.REMINDER, _key(invitation, which),
            _SAYS[which].format(writer=shortened(signed(session, request), 80), title=title),
            f"/desk/reviews/{invitation.id}",
            detail=f"{sentence}\n{_BEGUN if state is State.BEGUN else _NOT_YET}",
            mail_path=_way_in(session, request, invitation),
        )  # fmt: skip


def _way_in(session: Session, request: Request, invitation: Invitation) -> str:
    """A link of its own for whoever has no account: the one of the first mail is known to nobody here."""
    person = session.get_one(Person, invitation.person_id)
    if person.joined_at:
        return ""
    _, token = links.make(
        session, INVITATION, invitation.id, lifetime=link_lifetime(request.due, now().date()),
        made_by=request.asked_by, person_id=person.id, email=invitation.email,
    )  # fmt: skip
    return f"/r/{token}"


def _tell_the_writer(session: Session, request: Request) -> None:
    """Say once that the day went by without an answer. Whoever heard that nobody is left knows already."""
    sent = select(Review.id).where(Review.request_id == request.id, col(Review.sent_at).is_not(None))
    if request.nobody_at or not is_overdue(request.due, now().date()) or session.exec(sent.limit(1)).first():
        return
    title = shortened(session.get_one(Draft, request.draft_id).title, 120)
    sentence = (
        f"No answer came in time to what you asked about “{title}”. You can ask somebody else, and a late one counts."
    )
    notices.tell(
        session,
        request.asked_by,
        Kind.ASK,
        f"no answer {request.id}",
        sentence,
        f"/desk/drafts/{request.draft_id}/review",
    )


def _key(invitation: Invitation, which: Reminder) -> str:
    return f"reminded {invitation.id} {which}"
