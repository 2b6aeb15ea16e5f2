"""The rows of live texts, read with what is not settled yet; `changing.py` changes them.

`text.py` and this package alone come here. A text is what its row holds as of update `settled`, with the updates since.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from app.writing.live.document import NOTHING, Damaged, Document, saved_from
from app.writing.models import LiveText, TextClient, TextUpdate


@dataclass(frozen=True)
class Committed:
    """A draft's text as it is committed."""

    draft_id: str
    body: str
    version: int
    epoch: int
    changed_at: datetime
    changed_by: str | None


@dataclass(frozen=True)
class Opened:
    """A document as it is committed: its settled state, and the updates since, in order."""

    epoch: int
    settled: int
    version: int
    state: bytes
    updates: list[bytes]
    settled_body: str

    def document(self, client: int | None = None) -> Document:
        """The document itself. Raises Damaged, also when it does not hold the text that was settled."""
        return Document(self.state, self.updates, client, self.settled_body)

    def body(self) -> str:
        """The text; of a damaged document what can be read, at worst as it was settled last."""
        try:
            return self.document().body()
        except Damaged:
            return saved_from(self.state, self.updates, self.settled_body)


_FIELDS: Any = (
    col(LiveText.draft_id),
    col(LiveText.body),
    col(LiveText.settled),
    col(LiveText.version),
    col(LiveText.epoch),
    col(LiveText.changed_at),
    col(LiveText.changed_by),
)


def read(session: Session, draft_ids: Iterable[str]) -> dict[str, Committed]:
    """The texts of drafts as they are committed, by draft."""
    rows = session.exec(select(*_FIELDS).where(col(LiveText.draft_id).in_(list(draft_ids)))).all()
    found = {}
    for draft_id, body, settled, version, epoch, at, by in rows:
        if settled < version:
            opened = open_(session, draft_id)
            body, version, epoch = opened.body(), opened.version, opened.epoch
        found[draft_id] = Committed(draft_id, body, version, epoch, at, by)
    return found


def open_(session: Session, draft_id: str) -> Opened:
    """A draft's document, which was begun. What is settled meanwhile by others is read again."""
    fields: Any = (
        col(LiveText.state),
        col(LiveText.epoch),
        col(LiveText.settled),
        col(LiveText.version),
        col(LiveText.body),
    )
    while True:
        state, epoch, settled, version, body = session.exec(select(*fields).where(LiveText.draft_id == draft_id)).one()
        updates = [data for _, data in since(session, draft_id, settled, version)]
        if len(updates) == version - settled:
            return Opened(epoch, settled, version, state or NOTHING, updates, body)


@dataclass(frozen=True)
class Newer:
    """Where a text is now, and the updates that lead there; None when they are no longer kept one by one."""

    epoch: int
    version: int
    updates: list[bytes] | None


def newer(session: Session, draft_id: str, version: int) -> Newer | None:
    """What a draft's text has beyond a version. None when there is no document (any more)."""
    fields: Any = (col(LiveText.epoch), col(LiveText.version), col(LiveText.state).is_not(None))
    found = session.exec(select(*fields).where(LiveText.draft_id == draft_id)).first()
    if found is None or not found[2]:
        return None
    epoch, upto, _ = found
    updates = [data for _, data in since(session, draft_id, version, upto)]
    return Newer(epoch, upto, updates if len(updates) == upto - version else None)


def since(session: Session, draft_id: str, version: int, upto: int) -> Sequence[tuple[int, bytes]]:
    """The updates after a version, up to another, as far as they are kept."""
    query = select(TextUpdate.version, TextUpdate.data).where(TextUpdate.draft_id == draft_id)
    query = query.where(col(TextUpdate.version) > version, col(TextUpdate.version) <= upto)
    return session.exec(query.order_by(col(TextUpdate.version))).all()


def locked(session: Session, draft_id: str) -> LiveText:
    """A text's row, nobody else's until the transaction ends."""
    query = select(LiveText).where(LiveText.draft_id == draft_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()


def places(session: Session, draft_ids: list[str]) -> dict[str, tuple[int, int]]:
    """The epoch and version that drafts are at."""
    fields: Any = (col(LiveText.draft_id), col(LiveText.epoch), col(LiveText.version))
    rows = session.exec(select(*fields).where(col(LiveText.draft_id).in_(draft_ids)))
    return {draft_id: (epoch, version) for draft_id, epoch, version in rows}


def has_begun(session: Session, draft_id: str) -> bool:
    """Whether a draft has a document."""
    query = select(LiveText.draft_id).where(LiveText.draft_id == draft_id, col(LiveText.state).is_not(None))
    return session.exec(query).first() is not None


def owners(session: Session, draft_id: str, epoch: int, clients: Iterable[int]) -> dict[int, str | None]:
    """Whose words clients write, of those that are known."""
    query = select(TextClient.client, TextClient.person_id)
    query = query.where(TextClient.draft_id == draft_id, TextClient.epoch == epoch)
    return dict(session.exec(query.where(col(TextClient.client).in_(list(clients)))).all())
