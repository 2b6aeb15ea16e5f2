"""Notes with all that is shown beside them: paper, writer, tags, and where they stand in the text that is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.anchors import Anchor
from app.anchors.quotes import CONTEXT
from app.markup import Renderer
from app.papers.models import Paper, PaperText, PaperVersion, TextBody
from app.people.models import Person
from app.people.schemas import PersonOut
from app.reading import tags
from app.reading.access import visible_notes
from app.reading.drawing import drawn
from app.reading.models import Anchoring, Note
from app.reading.rules import PlaceState
from app.reading.schemas import AnchorWire, NoteOut, StandOut


@dataclass(frozen=True)
class Seen:
    """A note with all that is shown beside it."""

    note: Note
    version: PaperVersion
    paper: Paper
    writer: Person
    tags: Sequence[str] = ()
    place: StandOut | None = None
    """Where it stands in the text that was asked for."""


def about(
    session: Session,
    person: Person,
    paper_id: str,
    text: PaperText | None = None,
    among: SelectOfScalar[Note] | None = None,
) -> list[Seen]:
    """The notes about a paper that the person may see (or those `among`), with their places in `text`.

    In the order of their passages; those about the whole first, those that have no place there last.
    """
    of_paper = select(PaperVersion.id).where(PaperVersion.paper_id == paper_id)
    query = visible_notes(person) if among is None else among
    seen = gather(session, session.exec(query.where(col(Note.version_id).in_(of_paper))), text)
    return sorted(seen, key=lambda one: (*_order(one), one.note.created_at))


def see(session: Session, note: Note, text: PaperText | None = None) -> Seen:
    """One note with all that is shown beside it."""
    return gather(session, [note], text)[0]


def gather(session: Session, notes: Iterable[Note], text: PaperText | None = None) -> list[Seen]:
    """Each of these notes with all that is shown beside it, in the same order."""
    kept = list(notes)
    labels = tags.of(session, [note.id for note in kept])
    places = _places(session, kept, text) if text else {}
    seen = []
    for note in kept:
        version = session.get_one(PaperVersion, note.version_id)
        paper, writer = session.get_one(Paper, version.paper_id), session.get_one(Person, note.person_id)
        seen.append(Seen(note, version, paper, writer, labels.get(note.id, ()), places.get(note.id)))
    return seen


def _places(session: Session, notes: Sequence[Note], text: PaperText) -> dict[str, StandOut]:
    body = session.get_one(TextBody, text.digest).text
    rows = {row.note_id: row for row in session.exec(select(Anchoring).where(Anchoring.text_id == text.id))}
    places = {}
    for note in notes:
        if note.anchor and note.text_digest == text.digest:
            anchor = Anchor.from_json(note.anchor)
            places[note.id] = _placed(body, PlaceState.FOUND, anchor.start, anchor.end, 1.0)
        elif note.anchor and (row := rows.get(note.id)):
            places[note.id] = _placed(body, row.state, row.start, row.end, row.confidence)
    return places


def _placed(body: str, state: PlaceState, start: int | None, end: int | None, confidence: float) -> StandOut:
    if start is None or end is None:
        return StandOut(state=PlaceState.GONE)
    return StandOut(
        state=state,
        exact=body[start:end],
        prefix=body[max(0, start - CONTEXT) : start],
        suffix=body[end : end + CONTEXT],
        start=start,
        end=end,
        confidence=confidence,
    )


def shown(seen: Seen, viewer: Person, renderer: Renderer) -> NoteOut:
    """The note as `viewer` sees it. It renders, so it belongs outside any transaction."""
    return all_shown([seen], viewer, renderer)[0]


def all_shown(every: Sequence[Seen], viewer: Person, renderer: Renderer) -> list[NoteOut]:
    """As `shown`, of many notes."""
    html = drawn(renderer, {seen.note.words for seen in every if seen.note.words})
    return [_out(seen, viewer, html.get(seen.note.words, "")) for seen in every]


def _out(seen: Seen, viewer: Person, html: str) -> NoteOut:
    note = seen.note
    return NoteOut(
        id=note.id,
        version_id=note.version_id,
        paper_key=seen.paper.key,
        paper_title=seen.version.title,
        number=seen.version.number,
        words=note.words,
        html=html,
        anchor=AnchorWire.of(note.anchor) if note.anchor else None,
        form=note.form,
        text_digest=note.text_digest,
        place=seen.place,
        colour=note.colour,
        tags=list(seen.tags),
        sharing=note.sharing,
        person=PersonOut.of(seen.writer),
        mine=note.person_id == viewer.id,
        created_at=note.created_at,
        changed_at=note.changed_at,
    )


def _order(seen: Seen) -> tuple[int, int]:
    if not seen.note.anchor:
        return 0, 0
    if seen.place and seen.place.state is PlaceState.GONE:
        return 2, 0
    start = seen.place.start if seen.place else Anchor.from_json(seen.note.anchor).start
    return 1, start or 0
