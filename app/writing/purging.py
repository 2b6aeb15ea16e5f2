"""What was deleted 30 days ago goes for good: the text, its past and the talk about it, once a day.

Saved versions stay, for requests and releases may point at them, and this room never knows: with them the pictures they
name and the threads that were made on them. The draft's own row stays too, without a text.
"""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, delete, select

from app.database import Database, now, record
from app.files import Files
from app.jobs import enqueue
from app.writing.models import (
    CoAuthorInvitation,
    Comment,
    Draft,
    DraftWork,
    Image,
    LiveText,
    Revision,
    Snapshot,
    Suggestion,
    TextClient,
    TextUpdate,
    Thread,
    UnsureMark,
)
from app.writing.rules import RESTORABLE

JOB = "writing.purge"
EVERY = timedelta(days=1)
_KEY = "daily"
_WHOLE: tuple[Any, ...] = (TextUpdate, TextClient, LiveText, Snapshot, UnsureMark, DraftWork, CoAuthorInvitation)
"""Rows of a draft that no saved version leans on."""


def begin(database: Database) -> None:
    """See to it that the round is made, at once when it never was. Doing so again changes nothing."""
    with database.transaction() as session:
        enqueue(session, JOB, key=_KEY)


def go_round(database: Database, files: Files) -> None:
    """Purge every draft that can no longer be had back, and go round again tomorrow."""
    with database.transaction() as session:
        enqueue(session, JOB, key=_KEY, after=EVERY)
        over = session.exec(select(Draft.id).where(*_over())).all()
    for draft_id in over:
        purge(database, files, draft_id)


def purge(database: Database, files: Files, draft_id: str) -> None:
    """Take the text of a draft away, with all that leans on it alone. One that was had back meanwhile stays."""
    with database.transaction() as session:
        draft = session.exec(select(Draft).where(Draft.id == draft_id, *_over()).with_for_update()).first()
        if draft is None:
            return
        saved = session.exec(select(Revision).where(Revision.draft_id == draft_id)).all()
        _forget_talk(session, draft_id, {revision.digest for revision in saved})
        for kind in _WHOLE:
            session.exec(delete(kind).where(kind.draft_id == draft_id))
        pictures = _forget_pictures(session, draft_id, {kept["digest"] for one in saved for kept in one.images})
        record(session, None, "draft.purge", draft_id)
    # The rows went first: whatever happens now, none of them names a picture that is not there.
    with database.transaction() as session:
        for digest in pictures:
            if session.exec(select(Image.id).where(Image.digest == digest)).first() is None:
                files.remove(session, digest)


def _over() -> tuple[Any, ...]:
    texts = select(LiveText.draft_id)
    return col(Draft.deleted_at) <= now() - RESTORABLE, col(Draft.id).in_(texts)


def _forget_talk(session: Session, draft_id: str, digests: set[str]) -> None:
    """Threads and suggestions go, but those made on a saved version: a review may hold them."""
    gone = select(Thread.id).where(Thread.draft_id == draft_id, col(Thread.text_digest).not_in(digests))
    session.exec(delete(Comment).where(col(Comment.thread_id).in_(gone)))
    session.exec(delete(Thread).where(col(Thread.id).in_(gone)))
    session.exec(
        delete(Suggestion).where(col(Suggestion.draft_id) == draft_id, col(Suggestion.text_digest).not_in(digests))
    )


def _forget_pictures(session: Session, draft_id: str, named: set[str]) -> list[str]:
    """The pictures that no saved version of the draft names go; gives their digests."""
    query = select(Image).where(Image.draft_id == draft_id, col(Image.digest).not_in(named))
    gone = list(session.exec(query))
    for image in gone:
        session.delete(image)
    return [image.digest for image in gone]
