"""Changes are tried on the document before they are committed: whose they are, whether they fit, how long it gets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.writing.live import wire
from app.writing.live.document import NOTHING, Damaged, Document
from app.writing.live.reading import SERVERS_CLIENTS, Change
from app.writing.live.seat import Seat
from app.writing.rules import TEXT_MAXIMUM, worth_keeping

LARGE_DELETION = 200
"""UTF-16 code units that go at once, from which on it is asked whether the text before is worth keeping."""
FOREIGN = "These changes are not all yours, or do not fit this text, so they were not saved."
TOO_LARGE = f"A draft holds at most {TEXT_MAXIMUM:,} characters. This was not saved; what was saved before is safe."


@dataclass(frozen=True, slots=True)
class Sent:
    """A seat sends a change."""

    seat: Seat
    change: Change


@dataclass(frozen=True, slots=True)
class Tried:
    """What is new in some changes, and to be committed."""

    changes: list[tuple[str, bytes]] = field(default_factory=list)
    """Who made each, and the change."""
    made: list[Seat] = field(default_factory=list)
    clients: dict[int, str] = field(default_factory=dict)
    """Whose the clients are that nobody is known to write with."""
    keep: list[str] = field(default_factory=list)
    """Texts to be kept for looking back, of which much goes now."""


@dataclass
class Refused(Exception):
    """Somebody's change cannot be taken."""

    seat: Seat
    code: int
    sentence: str

    def end(self) -> None:
        """Tell them, and end their connection."""
        self.seat.end(self.code, "refused", "refused", self.sentence)


def tried(document: Document, sent: Sequence[Sent], owners: Mapping[int, str | None]) -> Tried:
    """Put changes into the document, one after another. `owners`: whose clients are, of those that are known.

    Raises Refused, after which the document holds what nobody will commit.
    """
    found = Tried()
    for seat, change in ((one.seat, one.change) for one in sent):
        _owned(document, seat, change, owners, found.clients)
        before = document.body() if change.deleted > LARGE_DELETION else ""
        data = _taken(document, seat, change)
        if before and worth_keeping(before, document.body()):
            found.keep.append(before)
        if data != NOTHING:
            found.changes.append((seat.person_id, data))
            found.made.append(seat)
    return found


def _owned(
    document: Document, seat: Seat, change: Change, owners: Mapping[int, str | None], clients: dict[int, str]
) -> None:
    """Nobody writes under another's client, nor as this server."""
    for client in document.news(change):
        owner = owners.get(client, clients.get(client, seat.person_id))
        if client >= SERVERS_CLIENTS or owner != seat.person_id:
            raise Refused(seat, wire.MISUNDERSTOOD, FOREIGN)
        if client not in owners:
            clients[client] = seat.person_id


def _taken(document: Document, seat: Seat, change: Change) -> bytes:
    """What of a change is new; it is in the document then."""
    if not document.fits(change):
        raise Refused(seat, wire.MISUNDERSTOOD, FOREIGN)
    size = document.size
    try:
        data = document.take(change)
    except Damaged as damage:
        raise Refused(seat, wire.MISUNDERSTOOD, FOREIGN) from damage
    if document.size > max(size, TEXT_MAXIMUM) and len(document.body()) > TEXT_MAXIMUM:
        raise Refused(seat, wire.LARGE, TOO_LARGE)
    return data
