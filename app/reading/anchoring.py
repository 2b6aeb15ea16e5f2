"""Where notes stand in texts they were not made on: in another form of the same version, or in another version."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, delete, select

from app.anchors import Anchor
from app.database import Database
from app.jobs import announce
from app.papers.models import PaperText, PaperVersion, TextBody
from app.papers.rules import TextForm
from app.reading import telling
from app.reading.carrying import Sheet, carrier
from app.reading.models import Anchoring, Note

ANCHOR = "reading.anchor"
"""The job that finds the notes of a paper in a text that was stored; its subject is the text."""
PLACE = "reading.place"
"""The job that finds what was noted anew in the other texts of its paper; its subject is the paper."""
ANCHORED = "reading.notes_anchored"
"""The fact that all notes of a paper were looked for in a text; its subject is the text."""


@dataclass(frozen=True)
class Sought:
    """A note to be found, as it was when that began: what its anchor was made on, and the anchor."""

    id: str
    version_id: str
    form: TextForm
    digest: str
    anchor: dict[str, Any]

    @property
    def made_on(self) -> tuple[str, TextForm, str]:
        """The text its anchor was made on; notes that share it are carried together."""
        return self.version_id, self.form, self.digest


@dataclass(frozen=True)
class Work:
    """A text, the notes to be found in it, and the texts they were made on, as far as those are here."""

    text_id: str
    to: Sheet
    notes: list[Sought]
    made_on: dict[tuple[str, TextForm, str], Sheet | None]


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
    if work is None:
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
    wanted = [
        Sought(note.id, note.version_id, note.form, note.text_digest, note.anchor) for note in notes if note.anchor
    ]
    if not wanted:
        return None
    made_on = {one.made_on: sheet(session, *one.made_on) for one in wanted}
    to = sheet(session, text.version_id, text.form, text.digest)
    return Work(text.id, to, wanted, made_on) if to else None


def sheet(session: Session, version_id: str, form: TextForm, digest: str) -> Sheet | None:
    """A text of a version with its formulas: its abstract, or the stored one with this digest. None when not here."""
    if form is TextForm.ABSTRACT:
        return Sheet.abstract(version_id, session.get_one(PaperVersion, version_id).abstract)
    body = session.get(TextBody, digest)
    return Sheet.of(version_id, form, body.text, body.layout) if body else None


def found(work: Work) -> list[Anchoring]:
    """A row for each note: where it stands, or that it is gone. Pure."""
    carriers = {made_on: carrier(was, work.to) for made_on, was in work.made_on.items()}
    stands = ((one, carriers[one.made_on].find(Anchor.from_json(one.anchor))) for one in work.notes)
    return [Anchoring(note_id=one.id, text_id=work.text_id, **vars(stand)) for one, stand in stands]


def _keep(session: Session, work: Work, rows: Sequence[Anchoring]) -> None:
    """Keep the rows of those notes that are still as they were when they were looked for."""
    now = {note.id: (note.text_digest, note.anchor) for note in _notes(session, [row.note_id for row in rows])}
    known = set(session.exec(select(Anchoring.note_id).where(Anchoring.text_id == work.text_id)))
    same = {one.id for one in work.notes if now.get(one.id) == (one.digest, one.anchor)}
    session.add_all(row for row in rows if row.note_id in same - known)


def _notes(session: Session, ids: Iterable[str]) -> list[Note]:
    return list(session.exec(select(Note).where(col(Note.id).in_(list(ids))).with_for_update()))
