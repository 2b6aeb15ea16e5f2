"""Who may see and change a draft and what belongs to it: its co-authors, and nobody else."""

from typing import Annotated

from fastapi import Depends
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.database import now
from app.errors import NotFound
from app.people.access import PersonDep
from app.people.models import Person
from app.web import SessionDep, admits
from app.writing.models import (
    CoAuthor,
    CoAuthorInvitation,
    Comment,
    Draft,
    Revision,
    Suggestion,
    Thread,
    UnsureMark,
)
from app.writing.rules import RESTORABLE, Part


def visible_drafts(person: Person) -> SelectOfScalar[Draft]:
    """The drafts a person writes or reads along in."""
    return _drafts(person).where(col(Draft.deleted_at).is_(None))


def editable_drafts(person: Person) -> SelectOfScalar[Draft]:
    """The drafts a person writes in."""
    return visible_drafts(person).where(CoAuthor.part == Part.WRITER)


def restorable_drafts(person: Person) -> SelectOfScalar[Draft]:
    """The drafts a person wrote in that were deleted, and can still be had back."""
    return _drafts(person).where(CoAuthor.part == Part.WRITER, col(Draft.deleted_at) > now() - RESTORABLE)


def _drafts(person: Person) -> SelectOfScalar[Draft]:
    return select(Draft).join(CoAuthor, col(CoAuthor.draft_id) == Draft.id).where(CoAuthor.person_id == person.id)


def visible_draft(session: Session, person: Person, draft_id: str) -> Draft:
    """The draft, to one of its co-authors. Raises NotFound."""
    return _one(session, visible_drafts(person).where(Draft.id == draft_id))


def editable_draft(session: Session, person: Person, draft_id: str) -> Draft:
    """The draft, to one of its writers. Raises NotFound."""
    return _one(session, editable_drafts(person).where(Draft.id == draft_id))


def visible_revision(session: Session, person: Person, revision_id: str) -> Revision:
    """A saved version, to a co-author of its draft. Raises NotFound."""
    revision = session.get(Revision, revision_id)
    if revision is None:
        raise NotFound
    visible_draft(session, person, revision.draft_id)
    return revision


def visible_thread(session: Session, person: Person, thread_id: str) -> tuple[Draft, Thread]:
    """A thread and its draft, to a co-author once it is shown, or to its own author among them. Raises NotFound."""
    thread = session.get(Thread, thread_id)
    if thread is None or not shows(thread, person):
        raise NotFound
    return visible_draft(session, person, thread.draft_id), thread


def own_comment(session: Session, person: Person, comment_id: str) -> tuple[Draft, Thread, Comment]:
    """A comment, its thread and its draft, to the co-author who wrote it, once its thread is shown. Raises NotFound."""
    comment = session.get(Comment, comment_id)
    if comment is None or comment.author_id != person.id:
        raise NotFound
    draft, thread = visible_thread(session, person, comment.thread_id)
    if thread.visible_from is None:
        raise NotFound
    return draft, thread, comment


def shows(talk: Thread | Suggestion, person: Person) -> bool:
    """Whether a co-author sees it: their own always, others' from the moment they are shown."""
    return talk.author_id == person.id or (talk.visible_from is not None and talk.visible_from <= now())


def _one(session: Session, query: SelectOfScalar[Draft]) -> Draft:
    draft = session.exec(query).first()
    if draft is None:
        raise NotFound
    return draft


@admits
def _visible_draft(draft_id: str, person: PersonDep, session: SessionDep) -> Draft:
    return visible_draft(session, person, draft_id)


@admits
def _editable_draft(draft_id: str, person: PersonDep, session: SessionDep) -> Draft:
    return editable_draft(session, person, draft_id)


@admits
def _restorable_draft(draft_id: str, person: PersonDep, session: SessionDep) -> Draft:
    return _one(session, restorable_drafts(person).where(Draft.id == draft_id))


@admits
def _visible_revision(revision_id: str, person: PersonDep, session: SessionDep) -> Revision:
    return visible_revision(session, person, revision_id)


@admits
def _editable_mark(mark_id: str, person: PersonDep, session: SessionDep) -> UnsureMark:
    mark = session.get(UnsureMark, mark_id)
    if mark is None or mark.answered_at:
        raise NotFound
    editable_draft(session, person, mark.draft_id)
    return mark


@admits
def _editable_suggestion(suggestion_id: str, person: PersonDep, session: SessionDep) -> Suggestion:
    suggestion = session.get(Suggestion, suggestion_id)
    if suggestion is None or not shows(suggestion, person):
        raise NotFound
    editable_draft(session, person, suggestion.draft_id)
    return suggestion


@admits
def _own_suggestion(suggestion_id: str, person: PersonDep, session: SessionDep) -> Suggestion:
    suggestion = session.get(Suggestion, suggestion_id)
    if suggestion is None or suggestion.author_id != person.id or suggestion.visible_from is None:
        raise NotFound
    visible_draft(session, person, suggestion.draft_id)
    return suggestion


@admits
def _own_invitation(invitation_id: str, person: PersonDep, session: SessionDep) -> CoAuthorInvitation:
    invitation = session.get(CoAuthorInvitation, invitation_id)
    if invitation is None or invitation.person_id != person.id:
        raise NotFound
    if session.get_one(Draft, invitation.draft_id).deleted_at:
        raise NotFound
    return invitation


VisibleDraft = Annotated[Draft, Depends(_visible_draft)]
EditableDraft = Annotated[Draft, Depends(_editable_draft)]
RestorableDraft = Annotated[Draft, Depends(_restorable_draft)]
VisibleRevision = Annotated[Revision, Depends(_visible_revision)]
EditableMark = Annotated[UnsureMark, Depends(_editable_mark)]
EditableSuggestion = Annotated[Suggestion, Depends(_editable_suggestion)]
OwnSuggestion = Annotated[Suggestion, Depends(_own_suggestion)]
OwnInvitation = Annotated[CoAuthorInvitation, Depends(_own_invitation)]
"""An invitation to the asker, answered or not; of a deleted draft there is none."""
