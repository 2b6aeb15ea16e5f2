"""The feed of an instance: what everybody may read, drawn whole outside the transaction that found it."""

import hmac
import uuid
from collections import defaultdict

from sqlmodel import Session, col, select

from app.database import Database
from app.publishing.feeds import Feed
from app.publishing.pieces import Piece, public
from app.publishing.reading import entry
from app.publishing.rendering import Renderings
from app.publishing.standing import objections_to
from app.settings import Settings
from app.writing.models import Evidence

ENTRIES = 20


def front_feed(database: Database, renderings: Renderings, settings: Settings) -> Feed:
    """The newest pieces of the instance, whole."""
    with database.transaction(read_only=True) as session:
        found = public(session, ENTRIES)
        evidence = _evidence(session, found)
        against = {piece.revision.id: objections_to(session, piece.revision) for piece in found if not piece.withdrawal}
    entries = tuple(
        entry(piece, evidence[piece.revision.id], renderings, settings.address, against.get(piece.revision.id, ()))
        for piece in found
    )
    return Feed(
        urn=feed_urn(settings, "front"),
        title=settings.name,
        about="Research papers, explained by people who read them slowly.",
        home=settings.address,
        entries=entries,
    )


def feed_urn(settings: Settings, name: str) -> str:
    """The lasting id of a feed: made of the instance's secret, so that it outlives a change of address."""
    made = hmac.digest(settings.secret_key, f"feed {name}".encode(), "sha256")[:16]
    return uuid.UUID(bytes=made, version=4).urn


def _evidence(session: Session, found: list[Piece]) -> dict[str, list[Evidence]]:
    rows: dict[str, list[Evidence]] = defaultdict(list)
    query = select(Evidence).where(col(Evidence.revision_id).in_([piece.revision.id for piece in found]))
    for row in session.exec(query.order_by(col(Evidence.position))):
        rows[row.revision_id].append(row)
    return rows
