"""What somebody chose to hear of by mail."""

from collections.abc import Iterable

from sqlmodel import Session

from app.database import now
from app.jobs import enqueue
from app.people.models import Person, PostChoice
from app.people.notices import COLLECT
from app.people.post.rules import Choices, Kind, Way
from app.settings import Settings


def row_of(session: Session, person_id: str) -> PostChoice:
    """What a person said; what holds for everybody who said nothing, not stored, otherwise."""
    return session.get(PostChoice, person_id) or PostChoice(person_id=person_id)


def of(session: Session, settings: Settings, person_id: str) -> Choices:
    """What a person chose, in full."""
    said = row_of(session, person_id)
    return Choices(_ways(said), said.zone or settings.time_zone, said.digest_hour, said.quiet_from, said.quiet_until)


def takes(session: Session, person_id: str, kind: Kind) -> bool:
    """Whether a person wants mail of a kind at all."""
    return Choices(_ways(row_of(session, person_id))).way(kind) is not Way.NEVER


def say(session: Session, person: Person, chosen: Choices) -> None:
    """Choose anew; from now on this holds, for what waits already, too."""
    kept = row_of(session, person.id)
    kept.ways = {kind.value: chosen.way(kind).value for kind in Kind}
    kept.zone, kept.digest_hour = chosen.zone, chosen.digest_hour
    kept.quiet_from, kept.quiet_until = chosen.quiet_from, chosen.quiet_until
    _keep(session, kept)


def stop(session: Session, person_id: str, kinds: Iterable[Kind]) -> None:
    """No more mails of these kinds. Twice changes nothing."""
    kept = row_of(session, person_id)
    kept.ways = kept.ways | {kind.value: Way.NEVER.value for kind in kinds}
    _keep(session, kept)


def resume(session: Session, person_id: str, kinds: Iterable[Kind]) -> None:
    """Mails of these kinds again, as they usually come, where they were stopped."""
    kept, again = row_of(session, person_id), set(kinds)
    kept.ways = {kind: way for kind, way in kept.ways.items() if way != Way.NEVER or kind not in again}
    _keep(session, kept)


def _ways(said: PostChoice) -> dict[Kind, Way]:
    return {Kind(kind): Way(way) for kind, way in said.ways.items()}


def _keep(session: Session, kept: PostChoice) -> None:
    kept.changed_at = now()
    session.add(kept)
    session.flush()
    enqueue(session, COLLECT, {"id": kept.person_id}, key=kept.person_id)
