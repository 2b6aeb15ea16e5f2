"""Suggestions: other words for a passage, which never touch the text until a writer accepts them.

To accept is two steps. The server grants it once, to one editor; that editor makes the edit as its own, and says so
when it is saved (docs/decisions/0014). The text is never changed from here.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.anchors import Anchor, Place
from app.database import IN_TURN, now, record
from app.errors import BadInput, Conflict
from app.jobs import announce
from app.markup import Facts
from app.people.models import Person
from app.reading.rules import clean_line
from app.reading.schemas import AnchorWire
from app.writing import hearing, news, text
from app.writing.access import shows
from app.writing.anchoring import locate
from app.writing.models import Draft, Suggestion
from app.writing.rules import Outcome, clean_text
from app.writing.schemas import HintWire, PlaceOut, SuggestionIn, SuggestionOut
from app.writing.settling import Settling, check_not_under_way, settled
from app.writing.threads import byline, find_in_live_text, name_of, works_cited


@dataclass(frozen=True)
class Proposed:
    """The words that a suggestion puts in the place of a passage, and why."""

    anchor: Anchor
    replacement: str
    why: str = ""


def suggest(
    session: Session,
    draft: Draft,
    proposed: Proposed,
    text_digest: str,
    author: Person | None,
    byline: str,
    visible_from: datetime | None,
) -> Suggestion:
    """Suggest other words for a passage of the source, or of its rendering, whose SHA-256 is `text_digest`.

    `author` is None for somebody without an account; until `visible_from` only the author sees it. Raises BadInput for
    words that change nothing or cannot be kept.
    """
    replacement = clean_text(proposed.replacement)
    if replacement == proposed.anchor.exact:
        raise BadInput("These are the words that stand there already. Change some of them, then suggest it again.")
    made = Suggestion(
        draft_id=draft.id,
        anchor=proposed.anchor.as_json(),
        text_digest=text_digest,
        replacement=replacement,
        why=clean_line(proposed.why),
        author_id=author.id if author else None,
        byline=byline,
        visible_from=visible_from,
    )
    session.add(made)
    session.flush()
    announce(session, "writing.suggestion_made", made.id)
    return made


def at_passage(session: Session, draft: Draft, given: SuggestionIn, person: Person) -> Suggestion:
    """Suggest other words for a passage of the live text, which all co-authors see. Raises BadInput."""
    proposed = Proposed(given.anchor.anchor(), given.replacement, given.why)
    made_on = find_in_live_text(session, draft, proposed.anchor, "suggest")
    made = suggest(session, draft, proposed, made_on, person, byline(session, draft, person), now())
    made.hint = given.hint.model_dump() if given.hint else None
    hearing.of_suggestion(session, draft, made)
    news.tell(session, draft.id, "suggestions")
    return made


def settle(session: Session, suggestion: Suggestion, want: Settling, person: Person) -> Suggestion:
    """Accept, dismiss or take back a suggestion, or undo that. Raises Conflict when it came to something else first."""
    kept = _locked(session, suggestion)
    outcome = settled(kept.outcome, want)
    if outcome is kept.outcome:
        return kept
    if want is Settling.UNDO_ACCEPT and kept.decided_by != person.id:
        check_not_under_way(kept.decided_at, kept.applied_at, now())
    kept.outcome, kept.applied_at = outcome, None
    kept.decided_at, kept.decided_by = (now(), person.id) if outcome else (None, None)
    record(session, person.id, f"suggestion.{want}", kept.id)
    hearing.of_settled(session, kept, person)
    announce(session, "writing.suggestion_settled", kept.id)
    news.tell(session, kept.draft_id, "suggestions")
    return kept


def applied(session: Session, suggestion: Suggestion, person: Person) -> Suggestion:
    """Whoever accepted it says that their edit is saved. Raises Conflict when it was not granted to them."""
    kept = _locked(session, suggestion)
    if kept.outcome is not Outcome.ACCEPTED or kept.decided_by != person.id:
        raise Conflict(
            "This suggestion was settled by somebody else meanwhile. Look whether its words are in the text."
        )
    if kept.applied_at is None:
        kept.applied_at = now()
        news.tell(session, kept.draft_id, "suggestions")
    return kept


def visible_suggestions(session: Session, draft: Draft, person: Person) -> list[SuggestionOut]:
    """The suggestions of a draft that a co-author sees, oldest first, the settled ones too."""
    query = select(Suggestion).where(Suggestion.draft_id == draft.id)
    found = session.exec(query.order_by(col(Suggestion.created_at), col(Suggestion.id)))
    return shown(session, draft, [one for one in found if shows(one, person)], person)


def shown(session: Session, draft: Draft, suggestions: list[Suggestion], viewer: Person) -> list[SuggestionOut]:
    """Suggestions as one of the co-authors sees them."""
    body = text.current(session, draft).body
    works = works_cited(session, draft, body) if suggestions else Facts()
    return [
        SuggestionOut(
            id=one.id,
            anchor=AnchorWire.of(one.anchor),
            place=PlaceOut.of(_place(one, body, works)),
            hint=HintWire.of(one.hint),
            replacement=one.replacement,
            why=one.why,
            byline=one.byline,
            mine=one.author_id == viewer.id,
            created_at=one.created_at,
            outcome=one.outcome,
            decided_at=one.decided_at,
            decided_by=name_of(session, draft, one.decided_by),
            decided_here=one.decided_by == viewer.id,
            applied_at=one.applied_at,
        )
        for one in suggestions
    ]


def _place(suggestion: Suggestion, body: str, works: Facts) -> Place | None:
    if suggestion.outcome:
        return None
    return locate(Anchor.from_json(suggestion.anchor), suggestion.text_digest, body, works)


def _locked(session: Session, suggestion: Suggestion) -> Suggestion:
    """As it is now; nobody else settles it until the transaction ends."""
    return session.get_one(Suggestion, suggestion.id, with_for_update=IN_TURN, populate_existing=True)
