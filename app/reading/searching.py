"""Finding one's own notes again by their words, passages and tags."""

import re
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

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
    found = _matching(session, person, query, wanted)
    page = found[offset : offset + limit]
    notes = {note.id: note for note in session.exec(select(Note).where(col(Note.id).in_(page)))}
    labels = tags.of(session, page)
    hits = [_hit(session, notes[note_id], labels.get(note_id, []), wanted) for note_id in page]
    more = offset + len(page)
    return NoteHits(hits=hits, total=len(found), next=more if more < len(found) else None)


def _matching(session: Session, person: Person, query: SelectOfScalar[Note], wanted: Sequence[str]) -> list[str]:
    """The ids of those notes that hold every word. Of thousands no more is read than is looked at."""
    if not wanted:
        return [note_id for (note_id,) in session.execute(query.with_only_columns(col(Note.id)))]
    labels = tags.of(session, select(Note.id).where(Note.person_id == person.id))
    rows = session.execute(query.with_only_columns(col(Note.id), col(Note.words), col(Note.anchor)))
    return [note_id for note_id, words, anchor in rows if _holds(words, anchor, labels.get(note_id, ()), wanted)]


def _holds(words: str, anchor: dict[str, Any] | None, labels: Sequence[str], wanted: Sequence[str]) -> bool:
    text = "\n".join((words, _quote(anchor), *labels)).casefold()
    return all(word in text for word in wanted)


def _quote(anchor: dict[str, Any] | None) -> str:
    return Anchor.from_json(anchor).exact if anchor else ""


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
        quote_html=snippet(_quote(note.anchor), wanted),
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
