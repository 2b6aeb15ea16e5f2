"""Claims of a text and the passages behind them: `[a claim](note:ID)`."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from app.anchors import Anchor
from app.markup import Claim
from app.papers import papers
from app.papers.models import Paper, PaperVersion
from app.papers.rules import TextForm
from app.reading.access import quotable_notes
from app.reading.models import Note
from app.reading.placing import around
from app.reading.rules import Sharing
from app.writing.models import CoAuthor, Draft, Evidence
from app.writing.rules import digest_of

AROUND = 300
"""Characters of the paper shown either side of a quote: enough to judge it, little enough to be a quotation."""


def passages(session: Session, draft: Draft, note_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The passage behind each note that the draft's co-authors may quote: their own, and shared ones. By note.

    Each is what an Evidence row needs but its revision, position and claim.
    """
    return {note.id: _passage(session, note) for note in quotable(session, draft, note_ids)}


def quotable(session: Session, draft: Draft, note_ids: Iterable[str]) -> list[Note]:
    """Those of these notes that the draft's co-authors may quote."""
    people = list(session.exec(select(CoAuthor.person_id).where(CoAuthor.draft_id == draft.id)))
    return list(session.exec(quotable_notes(people).where(col(Note.id).in_(list(note_ids)))))


def _passage(session: Session, note: Note) -> dict[str, Any]:
    version = session.get_one(PaperVersion, note.version_id)
    paper = session.get_one(Paper, version.paper_id)
    anchor = Anchor.from_json(note.anchor) if note.anchor else Anchor(version.title, section="The whole paper")
    text, start, end = around(session, note, AROUND + 1) if note.anchor else ("", 0, 0)
    label = papers.label(paper, version)
    return {
        "note_id": note.id,
        "quote": anchor.exact,
        "before": before(text, start),
        "after": after(text, end),
        "section": anchor.section,
        "anchor": replace(anchor, around=None).as_json(),
        "text_digest": digest_of(version.abstract) if note.form is TextForm.ABSTRACT else note.text_digest,
        "paper_key": paper.key,
        "paper_title": version.title,
        "number": version.number,
        "label": f"{_numbered(anchor.section)}, {label}" if anchor.section else label,
        "url": papers.address(paper, version),
        "words": note.words if note.sharing is Sharing.PUBLIC else "",
    }


def _numbered(section: str) -> str:
    """`3.2 Methods` as one cites it: `§3.2 Methods`."""
    return f"§{section}" if section[:1].isdigit() else section


def before(text: str, start: int) -> str:
    """At most AROUND characters before `start`, beginning with a whole word, and not inside a formula."""
    piece = text[max(0, start - AROUND) : start]
    if start > AROUND:
        piece = piece.partition(" ")[2]
    return piece.partition("$")[2].lstrip() if piece.count("$") % 2 else piece


def after(text: str, end: int) -> str:
    """At most AROUND characters from `end`, ending with a whole word, and not inside a formula."""
    piece = text[end : end + AROUND]
    if end + AROUND < len(text):
        piece = piece.rpartition(" ")[0]
    return piece.rpartition("$")[0].rstrip() if piece.count("$") % 2 else piece


def claim(passage: dict[str, Any] | Evidence) -> Claim:
    """A passage, or a frozen one, as the renderer takes it."""
    known = passage if isinstance(passage, dict) else passage.model_dump()
    return Claim(**{name: known[name] for name in ("quote", "before", "after", "section", "label", "url", "words")})
