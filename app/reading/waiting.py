"""What waits for a person on their shelf: a newer version, notes that lost their place in it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, func, select

from app.papers.models import Paper, PaperText, PaperVersion
from app.reading.models import Anchoring, Note
from app.reading.rules import PlaceState


def waits(session: Session, person_id: str, newest: Mapping[str, PaperVersion]) -> dict[str, list[str]]:
    """A sentence for each thing that waits at each of these papers; `newest` is the newest version here, by paper."""
    known = {paper.id: paper.newest for paper in session.exec(select(Paper).where(col(Paper.id).in_(list(newest))))}
    noted, lost = _noted(session, person_id), _lost(session, person_id, newest.values())
    return {
        paper_id: [
            *_newer(known.get(paper_id, 1), version.number, noted.get(paper_id)),
            *_without_place(lost[version.id], version.number),
        ]
        for paper_id, version in newest.items()
    }


def _newer(known: int, here: int, noted: int | None) -> list[str]:
    if known > here:
        return [f"Version {known} is out; version {here} is here."]
    return [f"Version {here} is new since your notes on version {noted}."] if noted and noted < here else []


def _without_place(count: int, number: int) -> list[str]:
    if not count:
        return []
    return [f"{count} of your notes {'has' if count == 1 else 'have'} no place in version {number}."]


def _noted(session: Session, person_id: str) -> dict[str, int]:
    """The newest version that somebody has noted something on, by paper."""
    query = (
        select(PaperVersion.paper_id, func.max(PaperVersion.number))
        .join(Note, col(Note.version_id) == PaperVersion.id)
        .where(Note.person_id == person_id, col(Note.deleted_at).is_(None))
        .group_by(PaperVersion.paper_id)
    )
    return dict(session.exec(query).all())


def _lost(session: Session, person_id: str, versions: Iterable[PaperVersion]) -> Counter[str]:
    """How many of somebody's notes have a place in no text of each of these versions that they were looked for in."""
    query = (
        select(PaperText.version_id, Anchoring.note_id, Anchoring.state)
        .join(Anchoring, col(Anchoring.text_id) == PaperText.id)
        .join(Note, col(Note.id) == Anchoring.note_id)
        .where(Note.person_id == person_id, col(Note.deleted_at).is_(None))
        .where(col(PaperText.version_id).in_([version.id for version in versions]))
        .where(col(PaperText.owner_id).is_(None))
    )
    rows = session.exec(query).all()
    placed = {(version_id, note_id) for version_id, note_id, state in rows if state is not PlaceState.GONE}
    gone = {(version_id, note_id) for version_id, note_id, _ in rows} - placed
    return Counter(version_id for version_id, _ in gone)
