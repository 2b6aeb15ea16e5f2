"""How the claims of a draft's text stand: where the passages they lean on are in the newest text of their paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.anchors import Anchor
from app.markup import Use, render_text
from app.papers.models import Paper, PaperVersion
from app.reading.access import quotable_notes
from app.reading.models import Note
from app.reading.newest import Standing, standing
from app.reading.rules import PlaceState
from app.writing.models import CoAuthor, Draft
from app.writing.schemas import ClaimOut


@dataclass(frozen=True)
class Leaning:
    """A note that claims lean on, with its paper and its passage's standing in the newest text of it."""

    note: Note
    version: PaperVersion
    paper: Paper
    standing: Standing


def leaning(session: Session, draft: Draft, note_ids: Iterable[str]) -> dict[str, Leaning]:
    """What the draft's co-authors may quote of these notes, by note; those deleted are not among them."""
    people = list(session.exec(select(CoAuthor.person_id).where(CoAuthor.draft_id == draft.id)))
    notes = session.exec(quotable_notes(people).where(col(Note.id).in_(list(note_ids)))).all()
    stands = standing(session, notes)
    found = {}
    for note in notes:
        version = session.get_one(PaperVersion, note.version_id)
        found[note.id] = Leaning(note, version, session.get_one(Paper, version.paper_id), stands[note.id])
    return found


def shown(uses: Iterable[Use], known: Mapping[str, Leaning]) -> list[ClaimOut]:
    """Every claim of a text in order, with how it stands."""
    return [_shown(use, known.get(use.note_id)) for use in uses]


def _shown(use: Use, on: Leaning | None) -> ClaimOut:
    if on is None:
        return ClaimOut(
            note_id=use.note_id,
            claim=use.words,
            claim_html=render_text(use.words),
            state=PlaceState.GONE,
            sentence="The note behind this claim was deleted, or is not yours to quote.",
        )
    stands, anchor = on.standing, Anchor.from_json(on.note.anchor) if on.note.anchor else None
    quote = anchor.exact if anchor else on.version.title
    return ClaimOut(
        note_id=use.note_id,
        claim=use.words,
        claim_html=render_text(use.words),
        quote=quote,
        quote_html=render_text(quote),
        section=anchor.section if anchor else "",
        paper_key=on.paper.key,
        paper_title=on.version.title,
        number=on.version.number,
        newest=max(on.paper.newest, stands.number),
        compared=stands.number,
        state=stands.state,
        now=stands.exact,
        version_id=stands.version_id,
        text_id=stands.text_id,
        start=stands.start,
        confidence=stands.confidence,
        sentence=_sentence(on),
    )


def _sentence(on: Leaning) -> str:
    stands = on.standing
    if stands.state is None:
        return "Its passage is not compared with a text of the paper yet."
    if stands.state is PlaceState.FOUND:
        return f"It stands in version {stands.number} as it was." if stands.number > on.version.number else ""
    became = {
        PlaceState.MOVED: "stands elsewhere in",
        PlaceState.CHANGED: "reads differently in",
        PlaceState.GONE: "is no longer in",
    }
    return f"Its passage {became[stands.state]} version {stands.number}."
