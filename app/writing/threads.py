"""Threads: talk about a passage of a draft, or about the whole of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.anchors import Anchor, Place
from app.database import now
from app.errors import BadInput
from app.jobs import announce
from app.markup import Facts, Renderer, mentioned
from app.people.models import Person
from app.reading.rules import clean_words
from app.reading.schemas import AnchorWire
from app.writing import citations, text
from app.writing.access import shows
from app.writing.anchoring import locate
from app.writing.models import CoAuthor, Comment, Draft, Thread
from app.writing.schemas import CommentOut, PlaceOut, ThreadOut


@dataclass(frozen=True)
class Talk:
    """A thread with its comments, and the text it is to be found in."""

    thread: Thread
    comments: list[Comment]
    body: str
    facts: Facts
    """The works the text cites, for passages of its rendering."""


def begin(
    session: Session,
    draft: Draft,
    anchor: Anchor | None,
    text_digest: str,
    words: str,
    author: Person | None,
    byline: str,
    visible_from: datetime | None,
) -> Thread:
    """Begin a thread with its first comment.

    `anchor` (None: about the whole) was made on the source, or on the rendering of the source, whose SHA-256 is
    `text_digest`. `author` is None for somebody without an account. Until `visible_from` only the author sees it.
    Raises BadInput for words that cannot be kept.
    """
    thread = Thread(
        draft_id=draft.id,
        anchor=anchor.as_json() if anchor else None,
        text_digest=text_digest,
        author_id=author.id if author else None,
        byline=byline,
        visible_from=visible_from,
    )
    session.add(thread)
    session.flush()
    reply(session, thread, words, author, byline)
    return thread


def at_passage(session: Session, draft: Draft, anchor: Anchor | None, words: str, person: Person) -> Thread:
    """Begin a thread on the live text, which all co-authors see. Raises BadInput when the passage is not in it."""
    live = text.current(session, draft)
    made_on = text.keep(session, draft.id, live.body)
    if anchor and locate(anchor, made_on, live.body) is None:
        raise BadInput("This passage is not in the saved text, or stands there twice. Save first, then comment again.")
    return begin(session, draft, anchor, made_on, words, person, byline(session, draft, person), now())


def byline(session: Session, draft: Draft, person: Person) -> str:
    """The name a co-author signs the draft with."""
    return session.get_one(CoAuthor, (draft.id, person.id)).byline


def reply(session: Session, thread: Thread, words: str, author: Person | None, byline: str) -> Comment:
    """Add a comment. Raises BadInput for words that cannot be kept, or none."""
    words = clean_words(words).strip()
    if not words:
        raise BadInput("A comment needs words. Nothing was changed.")
    comment = Comment(thread_id=thread.id, author_id=author.id if author else None, byline=byline, words=words)
    session.add(comment)
    session.flush()
    announce(session, "writing.comment_made", comment.id)
    return comment


def resolve(session: Session, thread: Thread, person: Person) -> None:
    """Say that a thread is settled; doing so twice changes nothing."""
    if thread.resolved_at is None:
        thread.resolved_at, thread.resolved_by = now(), person.id
        announce(session, "writing.thread_resolved", thread.id)


def reopen(session: Session, thread: Thread) -> None:
    """Say that a thread is not settled after all."""
    thread.resolved_at = thread.resolved_by = None


def visible_threads(session: Session, draft: Draft, person: Person) -> list[Talk]:
    """The threads of a draft that a co-author sees, oldest first."""
    query = select(Thread).where(Thread.draft_id == draft.id).order_by(col(Thread.created_at), col(Thread.id))
    return _talks(session, draft, [thread for thread in session.exec(query) if shows(thread, person)])


def talk(session: Session, draft: Draft, thread: Thread) -> Talk:
    """One thread with its comments."""
    return _talks(session, draft, [thread])[0]


def place(thread: Thread, body: str, facts: Facts | None = None) -> Place | None:
    """Where a thread's passage stands in `body`, the live text; None when it lost its place or is about the whole.

    `facts` hold the works it cites, whose names stand for their keys in a rendering.
    """
    return locate(Anchor.from_json(thread.anchor), thread.text_digest, body, facts) if thread.anchor else None


def shown(talk: Talk, viewer: Person, renderer: Renderer) -> ThreadOut:
    """A thread as one of the co-authors sees it. It renders, so it belongs outside any transaction."""
    thread = talk.thread
    return ThreadOut(
        id=thread.id,
        anchor=AnchorWire.of(thread.anchor) if thread.anchor else None,
        place=PlaceOut.of(place(thread, talk.body, talk.facts)),
        byline=thread.byline,
        mine=thread.author_id == viewer.id,
        created_at=thread.created_at,
        resolved_at=thread.resolved_at,
        comments=[shown_comment(comment, viewer, renderer) for comment in talk.comments],
    )


def shown_comment(comment: Comment, viewer: Person | None, renderer: Renderer) -> CommentOut:
    """A comment, rendered."""
    return CommentOut(
        id=comment.id,
        byline=comment.byline,
        mine=viewer is not None and comment.author_id == viewer.id,
        words=comment.words,
        html=renderer.render(comment.words, form="feed").html,
        created_at=comment.created_at,
    )


def comments_of(session: Session, thread_ids: list[str]) -> dict[str, list[Comment]]:
    """The comments of several threads, oldest first, by thread."""
    found: dict[str, list[Comment]] = defaultdict(list)
    query = select(Comment).where(col(Comment.thread_id).in_(thread_ids))
    for comment in session.exec(query.order_by(col(Comment.created_at), col(Comment.id))):
        found[comment.thread_id].append(comment)
    return found


def _talks(session: Session, draft: Draft, threads: list[Thread]) -> list[Talk]:
    body, comments = text.current(session, draft).body, comments_of(session, [thread.id for thread in threads])
    works = citations.resolve(session, draft.id, mentioned(body)) if threads else {}
    facts = Facts(citations=works, citation_style=draft.citation_style.value)
    return [Talk(thread, comments[thread.id], body, facts) for thread in threads]
