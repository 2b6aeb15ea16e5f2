"""The rows of live texts, changed: begun, rewritten, settled, made anew, kept for looking back."""

from datetime import datetime

from sqlmodel import Session, col, delete, select

from app.database import now
from app.writing import news
from app.writing.live.document import Damaged, begun, client_of
from app.writing.live.log import locked, open_
from app.writing.models import Draft, LiveText, Snapshot, TextClient, TextUpdate
from app.writing.rules import SNAPSHOT_EVERY, digest_of, worth_keeping


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
