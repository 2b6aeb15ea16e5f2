"""Commits what waits in many rooms at once: one transaction, one version after another in each draft."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, insert, tuple_, update
from sqlmodel import Session, SQLModel, col, select

from app.database import now
from app.people.models import Person
from app.writing import news
from app.writing.live import log
from app.writing.models import CoAuthor, Draft, LiveText, TextClient, TextUpdate
from app.writing.rules import Part


@dataclass(frozen=True)
class Waiting:
    """Changes of one draft that wait to be committed together."""

    draft_id: str
    epoch: int
    changes: Sequence[tuple[str, bytes]]
    """Who made each, and the change."""
    clients: dict[int, str]
    """Whose the clients are that nobody is known to write with."""
    keep: Sequence[str] = ()
    """Texts to be kept for looking back, of which much goes now."""


@dataclass(frozen=True)
class Outcome:
    """What became of them: all committed up to `version`, or none."""

    version: int = 0
    old: bool = False
    """The document was given up meanwhile: another epoch, or no draft."""
    without: frozenset[str] = field(default=frozenset())
    """Because of these people, who may not write here any more, or not as this client."""


def append(session: Session, waiting: Sequence[Waiting]) -> list[Outcome]:
    """Put each draft's changes into its log; the outcome of each. Several drafts are locked in one order."""
    places = _places(session, [one.draft_id for one in waiting])
    writers = _writers(session, [one.draft_id for one in waiting])
    owners = _owners(session, waiting)
    outcomes, taken = [], []
    for one in waiting:
        epoch, version = places.get(one.draft_id, (0, 0))
        without = {by for by, _ in one.changes if (one.draft_id, by) not in writers}
        without |= {by for client, by in one.clients.items() if owners.get((one.draft_id, client), by) != by}
        if epoch != one.epoch:
            outcomes.append(Outcome(old=True))
        elif without:
            outcomes.append(Outcome(without=frozenset(without)))
        else:
            outcomes.append(Outcome(version=version + len(one.changes)))
            taken.append((one, version))
    if taken:
        _write(session, taken, owners)
    return outcomes


def _places(session: Session, draft_ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    found = session.connection().execute(_PLACES, {"drafts": draft_ids})
    return {draft_id: (epoch, version) for draft_id, epoch, version in found}


def _writers(session: Session, draft_ids: Sequence[str]) -> set[tuple[str, str]]:
    found = session.connection().execute(_WRITERS, {"drafts": draft_ids})
    return {(draft_id, person_id) for draft_id, person_id in found}


def _owners(session: Session, waiting: Sequence[Waiting]) -> dict[tuple[str, int], str | None]:
    asked = [(one.draft_id, one.epoch, client) for one in waiting for client in one.clients]
    if not asked:
        return {}
    fields: Any = (col(TextClient.draft_id), col(TextClient.client), col(TextClient.person_id))
    key = tuple_(col(TextClient.draft_id), col(TextClient.epoch), col(TextClient.client))
    return {
        (draft_id, client): person for draft_id, client, person in session.exec(select(*fields).where(key.in_(asked)))
    }


def _write(session: Session, taken: Sequence[tuple[Waiting, int]], owners: dict[tuple[str, int], str | None]) -> None:
    moment = now()
    for one, _ in taken:
        for body in one.keep:
            log.keep(session, one.draft_id, body)
    rows = [
        {
            "draft_id": one.draft_id,
            "version": version,
            "epoch": one.epoch,
            "data": data,
            "person_id": by,
            "made_at": moment,
        }
        for one, before in taken
        for version, (by, data) in enumerate(one.changes, before + 1)
    ]
    clients = [
        {"draft_id": one.draft_id, "epoch": one.epoch, "client": client, "person_id": by, "first_at": moment}
        for one, _ in taken
        for client, by in one.clients.items()
        if (one.draft_id, client) not in owners
    ]
    moved = [
        {"of": one.draft_id, "to": before + len(one.changes), "at": moment, "by": one.changes[-1][0]}
        for one, before in taken
    ]
    connection = session.connection()
    if clients:
        connection.execute(insert(_table(TextClient)), clients)
    connection.execute(insert(_table(TextUpdate)), rows)
    connection.execute(_MOVE, moved)
    for one, _ in taken:
        news.tell(session, one.draft_id, "text")


def _table(kind: type[SQLModel]) -> Any:
    return kind.__table__  # type: ignore[attr-defined]


# Made once: making them anew for each commit took a third of its time beside the disk's.
_DRAFTS: Any = bindparam("drafts", expanding=True)
_PLACE: Any = (col(LiveText.draft_id), col(LiveText.epoch), col(LiveText.version))
_PLACES = select(*_PLACE).where(col(LiveText.draft_id).in_(_DRAFTS)).order_by(col(LiveText.draft_id)).with_for_update()
_WRITERS = (
    select(CoAuthor.draft_id, CoAuthor.person_id)
    .join(Draft, col(Draft.id) == CoAuthor.draft_id)
    .join(Person, col(Person.id) == CoAuthor.person_id)
    .where(col(CoAuthor.draft_id).in_(_DRAFTS), CoAuthor.part == Part.WRITER)
    .where(col(Draft.deleted_at).is_(None), col(Person.suspended_at).is_(None))
)
_MOVE = (
    update(_table(LiveText))
    .where(col(LiveText.draft_id) == bindparam("of"))
    .values(version=bindparam("to"), changed_at=bindparam("at"), changed_by=bindparam("by"))
)
