"""What leaves: a person's own notes, in the order of papers and passages."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.anchors import Anchor
from app.papers.models import Paper, PaperVersion
from app.papers.papers import address, label
from app.papers.rules import TextForm
from app.people.models import Person
from app.reading import tags
from app.reading.access import own_notes
from app.reading.models import Note
from app.reading.rules import Colour, Sharing


@dataclass(frozen=True)
class Kept:
    """A note as it leaves. `label` names the version (`arXiv 2611.01234v1`), `url` is where it lives."""

    id: str
    title: str
    label: str
    url: str
    source: str
    """The document that the passage is in: the page, the HTML or the PDF at arXiv, at that version."""
    words: str
    anchor: Anchor | None
    tags: list[str]
    colour: Colour
    sharing: Sharing
    created: datetime
    changed: datetime


def kept(session: Session, person: Person, paper_id: str | None = None) -> list[Kept]:
    """All that a person noted and did not delete, or that about one paper."""
    query = (
        own_notes(person)
        .join(PaperVersion, col(PaperVersion.id) == Note.version_id)
        .order_by(col(PaperVersion.title), col(PaperVersion.number), col(Note.created_at))
    )
    if paper_id:
        query = query.where(PaperVersion.paper_id == paper_id)
    labels = tags.of(session, select(Note.id).where(Note.person_id == person.id))
    leaving = [_kept(session, note, labels.get(note.id, [])) for note in session.exec(query).all()]
    return sorted(leaving, key=lambda one: (one.title, one.label, one.anchor.start or 0 if one.anchor else -1))


def _kept(session: Session, note: Note, labels: list[str]) -> Kept:
    version = session.get_one(PaperVersion, note.version_id)
    paper = session.get_one(Paper, version.paper_id)
    return Kept(
        id=note.id,
        title=version.title,
        label=label(paper, version),
        url=address(paper, version),
        source=_source(paper, version, note.form),
        words=note.words,
        anchor=Anchor.from_json(note.anchor) if note.anchor else None,
        tags=labels,
        colour=note.colour,
        sharing=note.sharing,
        created=note.created_at,
        changed=note.changed_at,
    )


def _source(paper: Paper, version: PaperVersion, form: TextForm) -> str:
    if not paper.arxiv_id:
        return address(paper, version)
    page = {TextForm.ABSTRACT: "abs", TextForm.HTML: "html", TextForm.PDF: "pdf"}[form]
    return f"https://arxiv.org/{page}/{paper.arxiv_id}v{version.number}"
