"""Places a writer is not sure of: marked with one key, gone when answered, never published."""

from collections.abc import Iterable

from sqlmodel import Session, col, func, select

from app.anchors import Anchor, find, make
from app.database import now
from app.errors import BadInput
from app.jobs import announce
from app.reading.rules import clean_line
from app.reading.schemas import AnchorWire
from app.writing import text
from app.writing.anchoring import locate
from app.writing.models import Draft, UnsureMark
from app.writing.rules import digest_of
from app.writing.schemas import PlaceOut, UnsureOut


def mark(session: Session, draft: Draft, anchor: Anchor, question: str) -> UnsureMark:
    """Mark a passage of the saved text. Raises BadInput when it is not there, or cannot be told from another."""
    body = text.current(session, draft).body
    place = find(anchor, body, unchanged=True)
    if place is None:
        raise BadInput("This passage is not in the saved text, or stands there twice. Save first, then mark it again.")
    made = make(body, place.start, place.end, clean_line(anchor.section))
    known = select(UnsureMark).where(UnsureMark.draft_id == draft.id, col(UnsureMark.answered_at).is_(None))
    for other in session.exec(known):
        if other.anchor == made.as_json():
            other.question = clean_line(question) or other.question
            return other
    kept = UnsureMark(
        draft_id=draft.id, anchor=made.as_json(), text_digest=digest_of(body), question=clean_line(question)
    )
    session.add(kept)
    session.flush()
    return kept


def ask(kept: UnsureMark, question: str) -> None:
    """Say what one asks about a marked passage; empty for nothing in particular."""
    kept.question = clean_line(question)


def answer(session: Session, kept: UnsureMark) -> None:
    """The question is answered: the mark goes."""
    kept.answered_at = now()
    announce(session, "writing.unsure_answered", kept.id)


def remove(session: Session, kept: UnsureMark) -> None:
    """Take a mark away that should not have been made."""
    session.delete(kept)


def open_marks(session: Session, draft_id: str) -> list[UnsureMark]:
    """The marks that wait for an answer, oldest first."""
    query = select(UnsureMark).where(UnsureMark.draft_id == draft_id, col(UnsureMark.answered_at).is_(None))
    return list(session.exec(query.order_by(col(UnsureMark.created_at), col(UnsureMark.id))))


def count(session: Session, draft_ids: Iterable[str]) -> dict[str, int]:
    """How many marks wait in each draft; drafts without any are left out."""
    query = (
        select(UnsureMark.draft_id, func.count())
        .where(col(UnsureMark.draft_id).in_(list(draft_ids)), col(UnsureMark.answered_at).is_(None))
        .group_by(UnsureMark.draft_id)
    )
    return dict(session.exec(query).all())


def shown(marks: list[UnsureMark], body: str) -> list[UnsureOut]:
    """Marks with the places they have in the text, in that order; those that lost theirs come last."""
    found = [show(kept, body) for kept in marks]
    return sorted(found, key=lambda one: one.place.start if one.place else len(body) + 1)


def show(kept: UnsureMark, body: str) -> UnsureOut:
    """One mark, with its place in the text."""
    place = locate(Anchor.from_json(kept.anchor), kept.text_digest, body)
    return UnsureOut(
        id=kept.id,
        anchor=AnchorWire.of(kept.anchor),
        question=kept.question,
        place=PlaceOut.of(place),
        created_at=kept.created_at,
    )
