"""Threads: read, begin, answer, reword, take back, resolve, open again."""

from typing import Annotated

from fastapi import APIRouter

from app.markup import Renderer
from app.people.access import PersonDep
from app.web import DatabaseDep, part
from app.writing import access, comments, threads
from app.writing.schemas import CommentIn, ThreadIn, ThreadOut

router = APIRouter()
RendererDep = Annotated[Renderer, part(Renderer)]


@router.get("/drafts/{draft_id}/threads")
def read_threads(draft_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> list[ThreadOut]:
    """What is said about a draft, each at its place in the live text."""
    with database.transaction(read_only=True) as session:
        found = threads.visible_threads(session, access.visible_draft(session, person, draft_id), person)
    return [threads.shown(talk, person, renderer) for talk in found]


@router.post("/drafts/{draft_id}/threads", status_code=201)
def begin_thread(
    draft_id: str, given: ThreadIn, person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> ThreadOut:
    """Say something about a passage, or about the whole."""
    with database.transaction() as session:
        draft = access.visible_draft(session, person, draft_id)
        anchor = given.anchor.anchor() if given.anchor else None
        thread = threads.at_passage(session, draft, anchor, given.hint, given.words, person)
        talk = threads.talk(session, draft, thread)
    return threads.shown(talk, person, renderer)


@router.post("/threads/{thread_id}/comments")
def reply(
    thread_id: str, given: CommentIn, person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> ThreadOut:
    """Answer in a thread."""
    with database.transaction() as session:
        draft, thread = access.visible_thread(session, person, thread_id)
        threads.answer(session, draft, thread, given.words, person)
        talk = threads.talk(session, draft, thread)
    return threads.shown(talk, person, renderer)


@router.patch("/comments/{comment_id}")
def reword(
    comment_id: str, given: CommentIn, person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> ThreadOut:
    """Change a comment of one's own that nobody else can see."""
    with database.transaction() as session:
        draft, thread, comment = access.own_comment(session, person, comment_id)
        comments.reword(session, draft, thread, comment, given.words)
        talk = threads.talk(session, draft, thread)
    return threads.shown(talk, person, renderer)


@router.delete("/comments/{comment_id}")
def take_back(comment_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> ThreadOut | None:
    """Take a comment of one's own back; null when nothing is left of its thread."""
    with database.transaction() as session:
        draft, thread, comment = access.own_comment(session, person, comment_id)
        left = comments.take_back(session, draft, thread, comment, person)
        talk = threads.talk(session, draft, left) if left else None
    return threads.shown(talk, person, renderer) if talk else None


@router.put("/threads/{thread_id}/resolution")
def resolve(thread_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> ThreadOut:
    """Say that a thread is settled."""
    with database.transaction() as session:
        draft, thread = access.visible_thread(session, person, thread_id)
        threads.resolve(session, thread, person)
        talk = threads.talk(session, draft, thread)
    return threads.shown(talk, person, renderer)


@router.delete("/threads/{thread_id}/resolution")
def reopen(thread_id: str, person: PersonDep, database: DatabaseDep, renderer: RendererDep) -> ThreadOut:
    """Say that a thread is not settled after all."""
    with database.transaction() as session:
        draft, thread = access.visible_thread(session, person, thread_id)
        threads.reopen(session, thread)
        talk = threads.talk(session, draft, thread)
    return threads.shown(talk, person, renderer)
