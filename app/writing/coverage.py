"""Which sections of a draft's papers its claims lean on, and which nothing in it does."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from app.anchors import Anchor
from app.papers import texts
from app.papers.models import Paper, PaperText, PaperVersion, TextBody
from app.papers.rules import TextForm
from app.people.models import Person
from app.reading.models import Anchoring, Note
from app.reading.rules import Access, section_of
from app.reading.texts import access
from app.writing.claims import Leaning
from app.writing.models import Draft, DraftPaper
from app.writing.schemas import CoverageOut, SectionOut

DEEPEST = 2
"""Sections and their parts; deeper ones would say more than helps."""
_NOT_HERE = "Its full text is not here yet, so its sections cannot be told. Open the paper, and they can."
_NOT_YOURS = "Put the paper on your shelf to see which of its sections nothing here leans on."
_NO_OUTLINE = "Its text names no sections."
_NO_PROSE = re.compile(
    r"(?:abstract|acknowledge?ments?|acknowledging|author contributions?|funding|keywords|contents|glossary|index|"
    r"impact statement|ethics statement|reproducibility statement|checklist)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?:references|bibliography|appendi(?:x|ces)|supplement)", re.IGNORECASE)
_LETTER = re.compile(r"(?:Appendix\s*)?[A-Z](?:\.\d+)*\.?\Z")


def of(session: Session, draft: Draft, person: Person, used: Sequence[Leaning]) -> list[CoverageOut]:
    """The sections of each of the draft's papers with how many of these uses of notes lean on each.

    Only of texts the person may read; of the others it is said why nothing is.
    """
    query = (
        select(PaperVersion, Paper)
        .join(DraftPaper, col(DraftPaper.version_id) == PaperVersion.id)
        .join(Paper, col(Paper.id) == PaperVersion.paper_id)
        .where(DraftPaper.draft_id == draft.id)
        .order_by(col(DraftPaper.position))
    )
    return [
        _of_one(session, person, version, paper, [one.note for one in used if one.paper.id == paper.id])
        for version, paper in session.exec(query).all()
    ]


def _of_one(
    session: Session, person: Person, version: PaperVersion, paper: Paper, notes: Sequence[Note]
) -> CoverageOut:
    shown = CoverageOut(paper_key=paper.key, paper_title=version.title, number=version.number)
    here = texts.newest(session, version.id, person.id)
    may = access(session, person, version) is Access.OPEN
    text = next((here[form] for form in (TextForm.HTML, TextForm.PDF) if form in here), None)
    if text is None or not (may or text.owner_id):
        shown.sentence = _NOT_HERE if may or text is None else _NOT_YOURS
        return shown
    layout = session.exec(select(TextBody.layout).where(TextBody.digest == text.digest)).one()
    outline = layout.get("outline", [])
    shown.sections = sections(outline, _places(session, text, outline, notes))
    shown.sentence = "" if shown.sections else _NO_OUTLINE
    return shown


def _places(
    session: Session, text: PaperText, outline: Sequence[Mapping[str, Any]], notes: Sequence[Note]
) -> list[int]:
    """Where in a text the passages of these notes begin; those that have no place in it are left out.

    One made on a later version stands where the section of its name does.
    """
    about = {note.id for note in notes}
    query = select(Anchoring).where(Anchoring.text_id == text.id, col(Anchoring.note_id).in_(about))
    rows = {row.note_id: row for row in session.exec(query)}
    named = {section_of(**heading).casefold(): heading["start"] for heading in outline}
    anchored = ((note, Anchor.from_json(note.anchor)) for note in notes if note.anchor)
    found = (_place(note, anchor, text, rows.get(note.id), named) for note, anchor in anchored)
    return [place for place in found if place is not None]


def _place(note: Note, anchor: Anchor, text: PaperText, row: Anchoring | None, named: Mapping[str, int]) -> int | None:
    if note.text_digest == text.digest:
        return anchor.start
    return row.start if row else named.get(anchor.section.casefold())


def sections(outline: Sequence[Mapping[str, Any]], places: Iterable[int]) -> list[SectionOut]:
    """The sections of an outline (headings as `papers.fulltext.shapes.Heading`) and the places that fall into each.

    Left out: the abstract, thanks and the like, and all from the references or the first appendix on.
    """
    starts, found = sorted(places), []
    for at, heading in enumerate(outline):
        label, title, level = heading["label"], heading["title"], heading["level"]
        if _BEHIND.match(title) or _BEHIND.match(label) or _LETTER.match(label):
            break
        if level > DEEPEST or _NO_PROSE.match(title) or not (title or label):
            continue
        end = next((other["start"] for other in outline[at + 1 :] if other["level"] <= level), None)
        count = sum(heading["start"] <= place and (end is None or place < end) for place in starts)
        found.append(SectionOut(label=label, title=title, level=level, claims=count))
    return found
