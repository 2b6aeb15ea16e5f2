"""Where notes stand in texts they were not made on: in another form of the same version, or in another version."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, delete, select

from app.anchors import Anchor, Place, find
from app.database import Database
from app.jobs import announce
from app.papers.models import PaperText, PaperVersion, TextBody
from app.papers.rules import TextForm
from app.reading import telling
from app.reading.models import Anchoring, Note
from app.reading.rules import PlaceState

ANCHOR = "reading.anchor"
"""The job that finds the notes of a paper in a text that was stored; its subject is the text."""
PLACE = "reading.place"
"""The job that finds what was noted anew in the other texts of its paper; its subject is the paper."""
ANCHORED = "reading.notes_anchored"
"""The fact that all notes of a paper were looked for in a text; its subject is the text."""
_SURE, _MOVED = 0.9, 0.9


@dataclass(frozen=True)
class Work:
    """A text, and the notes to be found in it."""

    text_id: str
    text: str
    notes: list["Sought"]


@dataclass(frozen=True)
class Sought:
    """A note to be found, as it was when that began: on which text its anchor was made, and the anchor."""

    id: str
    form: TextForm
    digest: str
    anchor: dict[str, Any]


def anchor(database: Database, text_id: str) -> None:
    """Find every note of a paper in one of its texts, tell those concerned, and say so to later rooms.

    Doing so twice changes nothing.
    """
    _fill(database, text_id)
    with database.transaction() as session:
        if session.get(PaperText, text_id):
            telling.of_new_version(session, text_id)
            announce(session, ANCHORED, text_id)


def place(database: Database, paper_id: str) -> None:
    """Find the notes of a paper in the newest texts of its versions, where that was not done yet."""
    with database.transaction(read_only=True) as session:
        texts = [text.id for text in newest_texts(session, paper_id)]
    for text_id in texts:
        _fill(database, text_id)


def newest_texts(session: Session, paper_id: str) -> list[PaperText]:
    """The newest text of each version of a paper in each form, of arXiv's and of each person's own."""
    query = (
        select(PaperText)
        .join(PaperVersion, col(PaperVersion.id) == PaperText.version_id)
        .where(PaperVersion.paper_id == paper_id)
        .order_by(col(PaperText.made_at))
    )
    return list({(text.version_id, text.form, text.owner_id): text for text in session.exec(query)}.values())


def forget(session: Session, note: Note) -> None:
    """Forget where a note stood in other texts, for its passage is another now."""
    session.exec(delete(Anchoring).where(col(Anchoring.note_id) == note.id))


def _fill(database: Database, text_id: str) -> None:
    """Three steps, so that nothing waits for the finding: read, find, write."""
    with database.transaction(read_only=True) as session:
        work = _work(session, text_id)
    if not work or not work.notes:
        return
    rows = found(work)
    with database.transaction() as session:
        _keep(session, work, rows)


def _work(session: Session, text_id: str) -> Work | None:
    text = session.get(PaperText, text_id)
    if text is None:
        return None
    version = session.get_one(PaperVersion, text.version_id)
    done = select(Anchoring.note_id).where(Anchoring.text_id == text.id)
    notes = session.exec(
        select(Note)
        .join(PaperVersion, col(PaperVersion.id) == Note.version_id)
        .where(PaperVersion.paper_id == version.paper_id, col(Note.deleted_at).is_(None))
        .where(Note.text_digest != text.digest, col(Note.id).not_in(done))
    ).all()
    wanted = [Sought(note.id, note.form, note.text_digest, note.anchor) for note in notes if note.anchor]
    return Work(text.id, session.get_one(TextBody, text.digest).text if wanted else "", wanted)


def found(work: Work) -> list[Anchoring]:
    """A row for each note: where it stands, or that it is gone. Pure."""
    rows = []
    for sought in work.notes:
        here = find(Anchor.from_json(sought.anchor), work.text)
        state = verdict(here)
        if state is PlaceState.MOVED and sought.form is TextForm.ABSTRACT:
            state = PlaceState.FOUND  # what an abstract says always stands elsewhere in the text
        rows.append(
            Anchoring(
                note_id=sought.id,
                text_id=work.text_id,
                state=state,
                start=here.start if here else None,
                end=here.end if here else None,
                confidence=here.confidence if here else 0.0,
            )
        )
    return rows


def verdict(here: Place | None) -> PlaceState:
    """What became of a passage that was looked for."""
    if here is None:
        return PlaceState.GONE
    if here.confidence < _SURE:
        return PlaceState.CHANGED
    return PlaceState.MOVED if here.confidence == _MOVED else PlaceState.FOUND


def _keep(session: Session, work: Work, rows: Sequence[Anchoring]) -> None:
    """Keep the rows of those notes that are still as they were when they were looked for."""
    now = {note.id: (note.text_digest, note.anchor) for note in _notes(session, [row.note_id for row in rows])}
    known = set(session.exec(select(Anchoring.note_id).where(Anchoring.text_id == work.text_id)))
    same = {one.id for one in work.notes if now.get(one.id) == (one.digest, one.anchor)}
    session.add_all(row for row in rows if row.note_id in same - known)


def _notes(session: Session, ids: Iterable[str]) -> list[Note]:
    return list(session.exec(select(Note).where(col(Note.id).in_(list(ids))).with_for_update()))
