"""Making one mail of what waits for a person, when its time has come.

The mail is stored, and what it says is marked as mailed, in one transaction: killed at any moment, nothing is said
twice and nothing is lost.
"""

from collections.abc import Callable, Mapping, Sequence

from sqlmodel import Session, col, select

from app import mail
from app.database import IN_TURN, Database, now
from app.jobs import enqueue
from app.people.emails.told import Said, told
from app.people.models import Notice, Person
from app.people.notices import COLLECT
from app.people.post import choices, stopping
from app.people.post.rules import Choices, Kind, Waiting, plan, scope
from app.settings import Settings

Still = Mapping[Kind, Callable[[Session, Notice], bool]]
"""By kind: whether what was told still stands. A later room knows; what is over is not mailed."""


def collect(database: Database, settings: Settings, person_id: str, still: Still) -> None:
    """Mail what is due to a person now, and look again when the next is. Doing it again changes nothing."""
    with database.transaction() as session:
        # Not FOR UPDATE: whoever tells them something meanwhile need not wait.
        query = select(Person).where(Person.id == person_id).with_for_update(**IN_TURN)
        person = session.exec(query.execution_options(populate_existing=True)).first()
        notices = _unmailed(session, person_id)
        if person is None or not notices:
            return
        chosen = choices.of(session, settings, person_id)
        planned = plan(now(), chosen, [_waiting(session, person, one, still) for one in notices])
        due = [one for one in notices if one.id in planned.send]
        if due:
            _mail(session, settings, person, due, chosen)
        for one in notices:
            if one.id in {*planned.send, *planned.leave}:
                one.unmailed_since, one.detail, one.mail_path = None, "", ""
        if planned.again_at:
            key = f"{person_id} {planned.again_at.isoformat()}"
            enqueue(session, COLLECT, {"id": person_id}, key=key, after=planned.again_at - now())


def _unmailed(session: Session, person_id: str) -> list[Notice]:
    query = select(Notice).where(Notice.person_id == person_id, col(Notice.unmailed_since).is_not(None))
    return list(session.exec(query.order_by(col(Notice.made_at), col(Notice.id)).with_for_update()))


def _waiting(session: Session, person: Person, notice: Notice, still: Still) -> Waiting:
    stands = still.get(notice.kind, lambda _session, _notice: True)
    unreachable = not person.email or person.suspended_at is not None
    over = unreachable or notice.seen_at is not None or not stands(session, notice)
    return Waiting(notice.id, notice.kind, notice.unmailed_since or notice.made_at, seen=over)


def _mail(session: Session, settings: Settings, person: Person, due: Sequence[Notice], chosen: Choices) -> None:
    kinds = scope([one.kind for one in due], chosen)
    stop = stopping.address(session, settings, person.id, kinds)
    said = [Said(one.sentence, one.detail, f"{settings.address}{one.mail_path or one.path}") for one in due]
    message = told(settings, person.email or "", said, kinds, stop, joined=person.joined_at is not None)
    mail.send(session, message, settings)
