"""The rows of live texts: read with what is not settled yet, changed one version after another, settled, made anew.

`text.py` and this package alone come here. A text is what its row holds as of update `settled`, with the updates since.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, select

from app.database import now
from app.writing import news
from app.writing.live.document import NOTHING, Damaged, Document, begun, client_of, saved_from
from app.writing.models import Draft, LiveText, Snapshot, TextClient, TextUpdate
from app.writing.rules import SNAPSHOT_EVERY, digest_of, worth_keeping


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


def begin(session: Session, draft_id: str) -> LiveText:
    """Make the document of a draft from its text, once in an epoch; whoever changed the text last wrote it."""
    live = locked(session, draft_id)
    if live.state is None:
        client = client_of(live.changed_by)
        live.state = begun(live.body, client)
        bind(session, live, client, live.changed_by)
        session.flush()
    return live


def begin_anew(session: Session, draft_id: str) -> None:
    """Give up a document, when it is damaged or too large, and begin a new epoch with the text that it holds.

    Editors that have the old one open are told; what they had not sent they are offered as a difference.
    """
    live = locked(session, draft_id)
    live.body = read_settled(session, live)
    live.epoch, live.version, live.state = live.epoch + 1, live.version + 1, None
    live.settled = live.version
    session.exec(delete(TextUpdate).where(col(TextUpdate.draft_id) == draft_id))
    session.flush()
    begin(session, draft_id)
    news.tell(session, draft_id, "text")


def read_settled(session: Session, live: LiveText) -> str:
    """What a text is, of a locked row."""
    return live.body if live.settled == live.version else open_(session, live.draft_id).body()


def bind(session: Session, live: LiveText, client: int, person_id: str | None) -> None:
    """Say whose words a client writes."""
    if session.get(TextClient, (live.draft_id, live.epoch, client)) is None:
        session.add(TextClient(draft_id=live.draft_id, epoch=live.epoch, client=client, person_id=person_id))


def owners(session: Session, draft_id: str, epoch: int, clients: Iterable[int]) -> dict[int, str | None]:
    """Whose words clients write, of those that are known."""
    query = select(TextClient.client, TextClient.person_id)
    query = query.where(TextClient.draft_id == draft_id, TextClient.epoch == epoch)
    return dict(session.exec(query.where(col(TextClient.client).in_(list(clients)))).all())


def rewrite(session: Session, draft: Draft, live: LiveText, new: str, by: str) -> None:
    """Make `new` the text of a locked row, in the document when there is one, so that open editors have it at once."""
    old = read_settled(session, live)
    keep_before(session, draft, live, old, new, by)
    if live.state is not None:
        client = client_of(by)
        try:
            document = open_(session, live.draft_id).document(client)
        except Damaged:
            begin_anew(session, draft.id)
            live = locked(session, draft.id)
            document = open_(session, live.draft_id).document(client)
        data = document.rewrite(new)
        bind(session, live, client, by)
        update = TextUpdate(draft_id=live.draft_id, version=live.version + 1, epoch=live.epoch, data=data, person_id=by)
        session.add(update)
        live.state = document.state()
    forget(session, live)
    live.body, live.version, live.changed_at, live.changed_by = new, live.version + 1, now(), by
    live.settled = live.version
    draft.changed_at = live.changed_at
    session.flush()
    news.tell(session, draft.id, "text")


def settle(session: Session, draft_id: str, epoch: int, version: int, state: bytes, body: str) -> None:
    """Keep a document as of a version in place of the updates that led there."""
    live, draft = locked(session, draft_id), session.get_one(Draft, draft_id)
    if live.epoch != epoch or live.settled >= version:
        return
    keep_before(session, draft, live, live.body, body, None)
    forget(session, live)
    live.state, live.body, live.settled = state, body, version
    draft.changed_at = live.changed_at
    session.flush()


def forget(session: Session, live: LiveText) -> None:
    """Let go of the updates that were settled before this: other processes may still read those that are now."""
    settled = (col(TextUpdate.draft_id) == live.draft_id, col(TextUpdate.version) <= live.settled)
    session.exec(delete(TextUpdate).where(*settled))


def keep_before(session: Session, draft: Draft, live: LiveText, old: str, new: str, by: str | None) -> None:
    """Keep a text that is about to be changed, when it is time, when another writes on, or when much of it goes."""
    if old == new:
        return
    other = by is not None and live.changed_by != by
    if other or _last_kept(session, draft) < now() - SNAPSHOT_EVERY or worth_keeping(old, new):
        keep(session, draft.id, old, live.changed_by)


def keep(session: Session, draft_id: str, body: str, by: str | None = None) -> str:
    """Keep a text for looking back, once; gives its SHA-256, which anchors made on it name.

    `by`: who had changed it last.
    """
    digest = digest_of(body)
    known = select(Snapshot.id).where(Snapshot.draft_id == draft_id, Snapshot.digest == digest)
    if body.strip() and session.exec(known).first() is None:
        session.add(Snapshot(draft_id=draft_id, digest=digest, body=body, made_by=by))
        session.flush()
    return digest


def _last_kept(session: Session, draft: Draft) -> datetime:
    query = select(Snapshot.made_at).where(Snapshot.draft_id == draft.id).order_by(col(Snapshot.made_at).desc())
    return session.exec(query.limit(1)).first() or draft.created_at
