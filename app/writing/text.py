"""The text of a draft: the only place that reads or changes LiveText."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from app.database import now
from app.errors import Conflict
from app.writing.merging import merged
from app.writing.models import Draft, LiveText, Snapshot
from app.writing.rules import SNAPSHOT_EVERY, clean_text, digest_of, worth_keeping
from app.writing.schemas import TextOut


def seed(session: Session, draft: Draft, body: str, by: str) -> LiveText:
    """The first text of a new draft."""
    live = LiveText(draft_id=draft.id, body=clean_text(body), settled=1, version=1, changed_by=by)
    session.add(live)
    session.flush()
    return live


def current(session: Session, draft: Draft) -> LiveText:
    """The text as it is committed."""
    return session.get_one(LiveText, draft.id)


def body(session: Session, draft_id: str) -> str:
    """The committed text alone."""
    return session.get_one(LiveText, draft_id).body


def bodies(session: Session, draft_ids: Iterable[str]) -> dict[str, str]:
    """The texts of several drafts, by draft."""
    query = select(LiveText.draft_id, LiveText.body).where(col(LiveText.draft_id).in_(list(draft_ids)))
    return dict(session.exec(query).all())


def replace(session: Session, draft: Draft, given: str, base_version: int, by: str) -> LiveText:
    """Put `given`, made from version `base_version`, in the place of the text; what it replaces is kept now and then.

    The same text again (an answer was lost on its way) is no conflict. Raises Conflict with the current text when the
    text has moved on, BadInput or TooLarge when `given` cannot be kept; the text stays as it is then.
    """
    new = clean_text(given)
    live = at_version(session, draft, base_version, unless=new)
    if live.body != new:
        due = _last_kept(session, draft) < now() - SNAPSHOT_EVERY
        if due or live.changed_by != by or worth_keeping(live.body, new):
            keep(session, draft.id, live.body)
        live.body, live.version, live.changed_at, live.changed_by = new, live.version + 1, now(), by
        live.settled = live.version
        draft.changed_at = live.changed_at
        session.flush()
    return live


def edit(session: Session, draft: Draft, body: str, by: str) -> LiveText:
    """Make `body` the text, whatever stands there now."""
    return replace(session, draft, body, _locked(session, draft).version, by)


def merge(session: Session, draft: Draft, base: str, body: str, by: str) -> str:
    """Put into the text what leads from `base` to `body`, beside what others changed since; gives the whole."""
    return edit(session, draft, merged(base, clean_text(body), _locked(session, draft).body), by).body


def at_version(session: Session, draft: Draft, base_version: int, *, unless: str | None = None) -> LiveText:
    """The text, locked until the transaction ends, when it is at `base_version` (or is `unless` already).

    Raises Conflict with the current text.
    """
    live = _locked(session, draft)
    if live.version != base_version and live.body != unless:
        raise Conflict(
            "This draft was changed somewhere else meanwhile. Both texts are safe: compare them, then save again.",
            shown(live).model_dump(mode="json"),
        )
    return live


def shown(live: LiveText) -> TextOut:
    """The committed text as it goes out."""
    return TextOut(body=live.body, version=live.version, epoch=live.epoch, changed_at=live.changed_at)


def keep(session: Session, draft_id: str, body: str) -> str:
    """Keep a text for looking back, once; gives its SHA-256, which anchors made on it name."""
    digest = digest_of(body)
    known = select(Snapshot.id).where(Snapshot.draft_id == draft_id, Snapshot.digest == digest)
    if body.strip() and session.exec(known).first() is None:
        session.add(Snapshot(draft_id=draft_id, digest=digest, body=body))
        session.flush()
    return digest


def _locked(session: Session, draft: Draft) -> LiveText:
    query = select(LiveText).where(LiveText.draft_id == draft.id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()


def _last_kept(session: Session, draft: Draft) -> datetime:
    query = select(Snapshot.made_at).where(Snapshot.draft_id == draft.id).order_by(col(Snapshot.made_at).desc())
    return session.exec(query.limit(1)).first() or draft.created_at
