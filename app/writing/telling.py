"""Telling those who write about a paper that it has a new version, and what became of the passages they lean on."""

import re
from collections import Counter
from collections.abc import Iterable

from sqlmodel import Session, col, or_, select

from app.database import Database
from app.papers.models import PaperText, PaperVersion
from app.people import notices
from app.people.post.rules import Kind
from app.reading.models import Anchoring, Note
from app.reading.rules import PlaceState
from app.reading.telling import headline, key
from app.writing import text
from app.writing.models import CoAuthor, Draft, DraftPaper
from app.writing.rules import Part

NEW_VERSION = "writing.new_version"
"""The job; its subject is the text in which all notes of the paper were looked for."""
_NOTE = re.compile(r"\(\s*<?note:([a-z2-7]{1,40})")


def of_new_version(database: Database, text_id: str) -> None:
    """Tell every writer of a draft that leans on an earlier version, unless they were told of this version already."""
    with database.transaction() as session:
        stored = session.get(PaperText, text_id)
        if stored is None or stored.owner_id:
            return
        version = session.get_one(PaperVersion, stored.version_id)
        became = _became(session, stored, version)
        for draft, leaning in _leaning(session, version, became):
            sentence = f"{headline(version)}: {_sum(Counter(became[note] for note in leaning), draft.title)}."
            for person_id in _writers(session, draft):
                notices.tell(session, person_id, Kind.PAPER, key(version), sentence, f"/desk/drafts/{draft.id}")


def _became(session: Session, stored: PaperText, version: PaperVersion) -> dict[str, PlaceState]:
    """What became in this text of each note on an earlier version."""
    query = (
        select(Anchoring.note_id, Anchoring.state)
        .join(Note, col(Note.id) == Anchoring.note_id)
        .join(PaperVersion, col(PaperVersion.id) == Note.version_id)
        .where(Anchoring.text_id == stored.id, PaperVersion.number < version.number)
        .where(col(Note.deleted_at).is_(None))
    )
    return {note_id: PlaceState(state) for note_id, state in session.exec(query)}


def _leaning(session: Session, version: PaperVersion, notes: Iterable[str]) -> list[tuple[Draft, set[str]]]:
    """The drafts that name any of these notes, what changed last first, each with those it names."""
    about = select(DraftPaper.draft_id).join(PaperVersion, col(PaperVersion.id) == DraftPaper.version_id)
    theirs = select(Note.person_id).where(col(Note.id).in_(list(notes)))
    wrote = select(CoAuthor.draft_id).where(col(CoAuthor.person_id).in_(theirs))
    drafts = session.exec(
        select(Draft)
        .where(col(Draft.deleted_at).is_(None))
        .where(or_(col(Draft.id).in_(about.where(PaperVersion.paper_id == version.paper_id)), col(Draft.id).in_(wrote)))
        .order_by(col(Draft.changed_at).desc())
    ).all()
    bodies = text.bodies(session, [draft.id for draft in drafts])
    named = [(draft, set(_NOTE.findall(bodies.get(draft.id, ""))) & set(notes)) for draft in drafts]
    return [(draft, leaning) for draft, leaning in named if leaning]


def _writers(session: Session, draft: Draft) -> list[str]:
    query = select(CoAuthor.person_id).where(CoAuthor.draft_id == draft.id, CoAuthor.part == Part.WRITER)
    return list(session.exec(query))


def _sum(became: Counter[PlaceState], title: str) -> str:
    touched, total = became[PlaceState.CHANGED] + became[PlaceState.GONE], became.total()
    if not touched:
        return f"what “{title}” leans on is as it was"
    return (
        f"{touched} of the {total} passages that “{title}” leans on changed"
        if total > 1
        else (f"the passage that “{title}” leans on changed")
    )
