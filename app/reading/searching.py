"""Finding one's own notes again by their words, passages and tags."""

import re
from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.anchors import Anchor
from app.markup import formulas_in, render_text
from app.papers.models import Paper, PaperVersion
from app.people.models import Person
from app.reading import tags
from app.reading.access import own_notes
from app.reading.collection_schemas import NoteHit, NoteHits
from app.reading.models import Note, NoteTag
from app.reading.rules import Colour, clean_line

SNIPPET = 240
"""Characters of a note's words, and of its passage, that a hit shows."""
_BEFORE = 60
_WORDS_MAXIMUM = 12


def search(
    session: Session,
    person: Person,
    words: str = "",
    *,
    tag: str | None = None,
    colour: Colour | None = None,
    paper_id: str | None = None,
    limit: int = 30,
    offset: int = 0,
) -> NoteHits:
    """The person's notes that hold every word somewhere (words, passage or tags, whatever its case), newest first."""
    wanted = [word.casefold() for word in clean_line(words).split()[:_WORDS_MAXIMUM]]
    query = own_notes(person).order_by(col(Note.changed_at).desc(), col(Note.id))
    if tag:
        query = query.where(col(Note.id).in_(select(NoteTag.note_id).where(NoteTag.tag == tag)))
    if colour:
        query = query.where(Note.colour == colour)
    if paper_id:
        query = query.where(col(Note.version_id).in_(select(PaperVersion.id).where(PaperVersion.paper_id == paper_id)))
    notes = list(session.exec(query))
    labels = _labels(session, person)
    found = [note for note in notes if _holds(note, labels.get(note.id, ()), wanted)]
    page = found[offset : offset + limit]
    hits = [_hit(session, note, labels.get(note.id, []), wanted) for note in page]
    more = offset + len(page)
    return NoteHits(hits=hits, total=len(found), next=more if more < len(found) else None)


def _labels(session: Session, person: Person) -> dict[str, list[str]]:
    return tags.of(session, select(Note.id).where(Note.person_id == person.id))


def _holds(note: Note, labels: Sequence[str], wanted: Sequence[str]) -> bool:
    if not wanted:
        return True
    text = "\n".join((note.words, _quote(note), *labels)).casefold()
    return all(word in text for word in wanted)


def _quote(note: Note) -> str:
    return Anchor.from_json(note.anchor).exact if note.anchor else ""


def _hit(session: Session, note: Note, labels: list[str], wanted: Sequence[str]) -> NoteHit:
    version = session.get_one(PaperVersion, note.version_id)
    paper = session.get_one(Paper, version.paper_id)
    return NoteHit(
        id=note.id,
        version_id=version.id,
        paper_id=paper.id,
        paper_key=paper.key,
        paper_title=version.title,
        paper_title_html=render_text(version.title),
        number=version.number,
        section=Anchor.from_json(note.anchor).section if note.anchor else "",
        quote_html=snippet(_quote(note), wanted),
        snippet_html=snippet(note.words, wanted),
        colour=note.colour,
        tags=labels,
        sharing=note.sharing,
        changed_at=note.changed_at,
    )


def snippet(text: str, wanted: Sequence[str]) -> str:
    """About SNIPPET characters of a text from shortly before the first word that is wanted, each of these marked.

    They are found whatever their case. Safe HTML; its formulas are drawn, and none is cut or marked in part.
    """
    text = " ".join(text.split())
    pattern = re.compile("|".join(map(re.escape, sorted(wanted, key=len, reverse=True))), re.IGNORECASE)
    found = [match.span() for match in pattern.finditer(text)] if wanted else []
    start, end = _window(text, found[0][0] if found else 0)
    marks = tuple((first - start, last - start) for first, last in found)
    drawn = render_text(text[start:end], marks)
    return f"{'… ' if start else ''}{drawn}{' …' if end < len(text) else ''}"


def _window(text: str, first: int) -> tuple[int, int]:
    """The range to show of a text, between words and between formulas; what was found first is in it."""
    start = text.find(" ", first - _BEFORE) + 1 if first > _BEFORE else 0
    start = min(start, first)
    end = start + SNIPPET
    if end < len(text) and (space := text.rfind(" ", first, end)) > first:
        end = space
    formulas = formulas_in(text)
    start = next((left for left, right in formulas if left < start < right), start)
    return start, next((right for left, right in formulas if left < end < right), min(end, len(text)))
