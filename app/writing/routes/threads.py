"""Threads: read, begin, answer, resolve, open again."""

from typing import Annotated

from fastapi import APIRouter

from app.markup import Renderer
from app.people.access import PersonDep
from app.web import DatabaseDep, part
from app.writing import access, threads
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
        talk = threads.talk(session, draft, threads.at_passage(session, draft, anchor, given.words, person))
    return threads.shown(talk, person, renderer)


@router.post("/threads/{thread_id}/comments")
def reply(
    thread_id: str, given: CommentIn, person: PersonDep, database: DatabaseDep, renderer: RendererDep
) -> ThreadOut:
    """Answer in a thread."""
    with database.transaction() as session:
        draft, thread = access.visible_thread(session, person, thread_id)
        threads.reply(session, thread, given.words, person, threads.byline(session, draft, person))
        talk = threads.talk(session, draft, thread)
    return threads.shown(talk, person, renderer)


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
