"""The text of a draft: the door to it for everybody but the live editor, whose changes come in by writing/live.

What is written here goes into the live document by as little as leads there, and open editors have it at once.
"""

from collections.abc import Iterable

from sqlmodel import Session

from app.errors import Conflict
from app.writing.live import changing, log
from app.writing.live.changing import keep
from app.writing.live.document import begun, client_of, joined
from app.writing.live.log import Committed
from app.writing.merging import merged
from app.writing.models import Draft, LiveText
from app.writing.rules import clean_text
from app.writing.schemas import TextOut

__all__ = [
    "at_version",
    "bodies",
    "body",
    "current",
    "document",
    "edit",
    "keep",
    "merge",
    "renew",
    "replace",
    "seed",
    "shown",
]


def seed(session: Session, draft: Draft, body: str, by: str) -> Committed:
    """The first text of a new draft."""
    session.add(LiveText(draft_id=draft.id, body=clean_text(body), settled=1, version=1, changed_by=by))
    session.flush()
    return current(session, draft)


def current(session: Session, draft: Draft) -> Committed:
    """The text as it is committed."""
    return log.read(session, [draft.id])[draft.id]


def body(session: Session, draft_id: str) -> str:
    """The committed text alone."""
    return log.read(session, [draft_id])[draft_id].body


def bodies(session: Session, draft_ids: Iterable[str]) -> dict[str, str]:
    """The texts of several drafts, by draft."""
    return {draft_id: found.body for draft_id, found in log.read(session, draft_ids).items()}


def document(session: Session, draft: Draft) -> bytes:
    """The document of the text as one Yjs update; one that was not begun yet as it would begin."""
    if not log.has_begun(session, draft.id):
        live = current(session, draft)
        return begun(live.body, client_of(live.changed_by))
    opened = log.open_(session, draft.id)
    return joined([opened.state, *opened.updates])


def replace(session: Session, draft: Draft, given: str, base_version: int, by: str) -> Committed:
    """Put `given`, made from version `base_version`, in the place of the text; what it replaces is kept now and then.

    The same text again (an answer was lost on its way) is no conflict. Raises Conflict with the current text when the
    text has moved on, BadInput or TooLarge when `given` cannot be kept; the text stays as it is then.
    """
    new = clean_text(given)
    if at_version(session, draft, base_version, unless=new).body != new:
        changing.rewrite(session, draft, log.locked(session, draft.id), new, by)
    return current(session, draft)


def edit(session: Session, draft: Draft, body: str, by: str) -> Committed:
    """Make `body` the text, whatever stands there now."""
    return replace(session, draft, body, log.locked(session, draft.id).version, by)


def merge(session: Session, draft: Draft, base: str, body: str, by: str) -> str:
    """Put into the text what leads from `base` to `body`, beside what others changed since; gives the whole."""
    log.locked(session, draft.id)
    return edit(session, draft, merged(base, clean_text(body), current(session, draft).body), by).body


def renew(session: Session, draft: Draft) -> None:
    """Begin a new epoch: another document with the same text, for one that is damaged or grew too large."""
    keep(session, draft.id, current(session, draft).body)
    changing.begin_anew(session, draft.id)


def at_version(session: Session, draft: Draft, base_version: int, *, unless: str | None = None) -> Committed:
    """The text, locked until the transaction ends, when it is at `base_version` (or is `unless` already).

    Raises Conflict with the current text.
    """
    log.locked(session, draft.id)
    now = current(session, draft)
    if now.version != base_version and now.body != unless:
        raise Conflict(
            "This draft was changed somewhere else meanwhile. Both texts are safe: compare them, then save again.",
            shown(now).model_dump(mode="json"),
        )
    return now


def shown(text: Committed) -> TextOut:
    """The committed text as it goes out."""
    return TextOut(body=text.body, version=text.version, epoch=text.epoch, changed_at=text.changed_at)
