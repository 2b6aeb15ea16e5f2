"""Suggestions: read, make, accept, dismiss, take back, and undoing that."""

from fastapi import APIRouter
from sqlmodel import Session

from app.people.access import PersonDep
from app.people.models import Person
from app.web import SessionDep
from app.writing import suggestions
from app.writing.access import EditableSuggestion, OwnSuggestion, VisibleDraft
from app.writing.models import Draft, Suggestion
from app.writing.schemas import SuggestionIn, SuggestionOut
from app.writing.settling import Settling

router = APIRouter()


@router.get("/drafts/{draft_id}/suggestions")
def read_suggestions(draft: VisibleDraft, person: PersonDep, session: SessionDep) -> list[SuggestionOut]:
    """What others would rather read, open and settled, each at its place in the live text."""
    return suggestions.visible_suggestions(session, draft, person)


@router.post("/drafts/{draft_id}/suggestions", status_code=201)
def suggest(draft: VisibleDraft, given: SuggestionIn, person: PersonDep, session: SessionDep) -> SuggestionOut:
    """Suggest other words for a passage."""
    return _shown(session, suggestions.at_passage(session, draft, given, person), person)


@router.put("/suggestions/{suggestion_id}/acceptance")
def accept(suggestion: EditableSuggestion, person: PersonDep, session: SessionDep) -> SuggestionOut:
    """Accept a suggestion, which is granted once (else 409); who was granted it then changes the text."""
    return _shown(session, suggestions.settle(session, suggestion, Settling.ACCEPT, person), person)


@router.delete("/suggestions/{suggestion_id}/acceptance")
def undo_accept(suggestion: EditableSuggestion, person: PersonDep, session: SessionDep) -> SuggestionOut:
    """Open an accepted suggestion again; the text stays as it is."""
    return _shown(session, suggestions.settle(session, suggestion, Settling.UNDO_ACCEPT, person), person)


@router.put("/suggestions/{suggestion_id}/application")
def say_applied(suggestion: EditableSuggestion, person: PersonDep, session: SessionDep) -> SuggestionOut:
    """Say that the words one accepted are in the text, and saved."""
    return _shown(session, suggestions.applied(session, suggestion, person), person)


@router.put("/suggestions/{suggestion_id}/dismissal")
def dismiss(suggestion: EditableSuggestion, person: PersonDep, session: SessionDep) -> SuggestionOut:
    """Dismiss a suggestion."""
    return _shown(session, suggestions.settle(session, suggestion, Settling.DISMISS, person), person)


@router.delete("/suggestions/{suggestion_id}/dismissal")
def undo_dismiss(suggestion: EditableSuggestion, person: PersonDep, session: SessionDep) -> SuggestionOut:
    """Open a dismissed suggestion again."""
    return _shown(session, suggestions.settle(session, suggestion, Settling.UNDO_DISMISS, person), person)


@router.put("/suggestions/{suggestion_id}/withdrawal")
def withdraw(suggestion: OwnSuggestion, person: PersonDep, session: SessionDep) -> SuggestionOut:
    """Take a suggestion of one's own back."""
    return _shown(session, suggestions.settle(session, suggestion, Settling.WITHDRAW, person), person)


def _shown(session: Session, suggestion: Suggestion, person: Person) -> SuggestionOut:
    return suggestions.shown(session, session.get_one(Draft, suggestion.draft_id), [suggestion], person)[0]
