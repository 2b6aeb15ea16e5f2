"""Commits what waits in many rooms at once: one transaction, one version after another in each draft."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.database import now
from app.direct import Direct, Values, marks
from app.news import notify
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
    """Texts to be kept for looking back before, of which much goes now."""


@dataclass(frozen=True)
class Outcome:
    """What became of them: all committed up to `version`, or none."""

    version: int = 0
    old: bool = False
    """The document was given up meanwhile: another epoch, or no draft."""
    without: frozenset[str] = field(default=frozenset())
    """Because of these people, who may not write here any more, or not as this client."""


def append(to: Direct, waiting: Sequence[Waiting]) -> list[Outcome]:
    """Put each draft's changes into its log; the outcome of each. Several drafts are locked in one order."""
    drafts = [one.draft_id for one in waiting]
    places, writers, owners = _places(to, drafts), _writers(to, drafts), _owners(to, waiting)
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
        _write(to, taken, owners)
    return outcomes


def _places(to: Direct, drafts: Sequence[str]) -> dict[str, tuple[int, int]]:
    locked = "" if to.sqlite else " FOR UPDATE"
    query = f"SELECT draft_id, epoch, version FROM live_text WHERE draft_id IN ({marks(drafts)}) ORDER BY draft_id"
    return {draft_id: (epoch, version) for draft_id, epoch, version in to.rows(query + locked, *drafts)}


def _writers(to: Direct, drafts: Sequence[str]) -> set[tuple[str, str]]:
    query = (
        "SELECT co_author.draft_id, co_author.person_id FROM co_author JOIN draft ON draft.id = co_author.draft_id "
        "JOIN person ON person.id = co_author.person_id WHERE co_author.part = ? "
        f"AND draft.deleted_at IS NULL AND person.suspended_at IS NULL AND co_author.draft_id IN ({marks(drafts)})"
    )
    return {(draft_id, person_id) for draft_id, person_id in to.rows(query, Part.WRITER.value, *drafts)}


def _owners(to: Direct, waiting: Sequence[Waiting]) -> dict[tuple[str, int], str | None]:
    found = {}
    for one in waiting:
        if clients := list(one.clients):
            query = "SELECT client, person_id FROM text_client WHERE draft_id = ? AND epoch = ? AND client IN "
            for client, person_id in to.rows(f"{query}({marks(clients)})", one.draft_id, one.epoch, *clients):
                found[one.draft_id, client] = person_id
    return found


def _write(to: Direct, taken: Sequence[tuple[Waiting, int]], owners: dict[tuple[str, int], str | None]) -> None:
    moment = to.kept(now())
    clients = [
        (one.draft_id, one.epoch, client, by, moment)
        for one, _ in taken
        for client, by in one.clients.items()
        if (one.draft_id, client) not in owners
    ]
    updates = [
        (one.draft_id, version, one.epoch, data, by, moment)
        for one, before in taken
        for version, (by, data) in enumerate(one.changes, before + 1)
    ]
    moved = [(before + len(one.changes), moment, one.changes[-1][0], one.draft_id) for one, before in taken]
    to.do("INSERT INTO text_client (draft_id, epoch, client, person_id, first_at) VALUES (?, ?, ?, ?, ?)", clients)
    to.do(
        "INSERT INTO text_update (draft_id, version, epoch, data, person_id, made_at) VALUES (?, ?, ?, ?, ?, ?)",
        updates,
    )
    to.do("UPDATE live_text SET version = ?, changed_at = ?, changed_by = ? WHERE draft_id = ?", moved)
    notify(to, [(one.draft_id, "text") for one, _ in taken])


def _insert(to: Direct, into: str, rows: Sequence[Values]) -> None:
    if rows:
        to.do(f"INSERT INTO {into} VALUES ({marks(rows[0])})", rows)
