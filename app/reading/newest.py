"""How notes stand in the newest text of their paper that is here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from app.anchors import Anchor
from app.papers.models import PaperText, PaperVersion, TextBody
from app.papers.rules import TextForm
from app.reading.carrying import Sheet, carrier
from app.reading.models import Anchoring, Note
from app.reading.rules import PlaceState


@dataclass(frozen=True)
class Standing:
    """Where a passage is in version `number`: `exact` are the words there; without a state it was not compared yet.

    They begin at `start` (code points) of the text `text_id` of that version, or of its abstract (None).
    """

    number: int
    state: PlaceState | None = None
    exact: str = ""
    confidence: float = 0.0
    version_id: str = ""
    text_id: str | None = None
    start: int | None = None


@dataclass(frozen=True)
class _Here:
    """The versions of a paper that are here, newest first, and arXiv's newest text of each in each form."""

    versions: list[PaperVersion]
    texts: Mapping[str, Mapping[TextForm, PaperText]]


def standing(session: Session, notes: Sequence[Note]) -> dict[str, Standing]:
    """How each of these notes stands, by note. Long texts are not searched here: their places are known already."""
    here = {version_id: _here(session, version_id) for version_id in {note.version_id for note in notes}}
    rows = _rows(session, [note.id for note in notes])
    return {note.id: _standing(session, note, here[note.version_id], rows) for note in notes}


def _here(session: Session, version_id: str) -> _Here:
    paper_id = session.get_one(PaperVersion, version_id).paper_id
    versions = session.exec(
        select(PaperVersion).where(PaperVersion.paper_id == paper_id).order_by(col(PaperVersion.number).desc())
    ).all()
    texts: dict[str, dict[TextForm, PaperText]] = defaultdict(dict)
    query = select(PaperText).where(col(PaperText.version_id).in_([version.id for version in versions]))
    for text in session.exec(query.where(col(PaperText.owner_id).is_(None)).order_by(col(PaperText.made_at))):
        texts[text.version_id][text.form] = text
    return _Here(list(versions), texts)


def _rows(session: Session, note_ids: Iterable[str]) -> dict[tuple[str, str], Anchoring]:
    query = select(Anchoring).where(col(Anchoring.note_id).in_(list(note_ids)))
    return {(row.note_id, row.text_id): row for row in session.exec(query)}


def _standing(session: Session, note: Note, here: _Here, rows: Mapping[tuple[str, str], Anchoring]) -> Standing:
    own = session.get_one(PaperVersion, note.version_id).number
    if note.anchor is None:
        return Standing(here.versions[0].number, PlaceState.FOUND, "", 1.0)
    anchor = Anchor.from_json(note.anchor)
    if note.form is TextForm.ABSTRACT:
        return _in_abstract(session, note, anchor, here.versions[0], own)
    for version in here.versions:
        if version.number < own:
            break
        if text := _preferred(here.texts.get(version.id, {}), note.form):
            return _in_text(session, note, anchor, text, version.number, rows.get((note.id, text.id)))
    return Standing(own, PlaceState.FOUND, anchor.exact, 1.0) if note.text_digest else Standing(own)


def _preferred(texts: Mapping[TextForm, PaperText], form: TextForm) -> PaperText | None:
    """A text in the form the note was made on, else in another."""
    return texts.get(form) or texts.get(TextForm.HTML) or texts.get(TextForm.PDF)


def _in_abstract(session: Session, note: Note, anchor: Anchor, version: PaperVersion, own: int) -> Standing:
    if version.number == own:
        return Standing(own, PlaceState.FOUND, anchor.exact, 1.0, version.id, None, anchor.start)
    was = Sheet.abstract(note.version_id, session.get_one(PaperVersion, note.version_id).abstract)
    stand = carrier(was, Sheet.abstract(version.id, version.abstract)).find(anchor)
    exact = version.abstract[stand.start : stand.end] if stand.end else ""
    return Standing(version.number, stand.state, exact, stand.confidence, version.id, None, stand.start)


def _in_text(
    session: Session, note: Note, anchor: Anchor, text: PaperText, number: int, row: Anchoring | None
) -> Standing:
    if text.digest == note.text_digest:
        return Standing(number, PlaceState.FOUND, anchor.exact, 1.0, text.version_id, text.id, anchor.start)
    if row is None:
        return Standing(number)
    if row.start is None or row.end is None:
        return Standing(number, PlaceState.GONE)
    cut = func.substr(TextBody.text, row.start + 1, row.end - row.start)
    exact = session.exec(select(cut).where(col(TextBody.digest) == text.digest)).one()
    return Standing(number, row.state, str(exact), row.confidence, text.version_id, text.id, row.start)
