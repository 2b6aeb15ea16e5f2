"""Threads: talk about a passage of a draft, or about the whole of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.anchors import Anchor, Place
from app.database import now
from app.errors import BadInput
from app.jobs import announce
from app.markup import Facts, Renderer, mentioned
from app.people.models import Person
from app.reading.schemas import AnchorWire
from app.writing import citations, hearing, mentions, news, text
from app.writing.access import shows
from app.writing.anchoring import locate
from app.writing.comments import alone, co_authors, comments_of, said, shown_comment
from app.writing.models import CoAuthor, Comment, Draft, Thread
from app.writing.schemas import HintWire, PlaceOut, ThreadOut


@dataclass(frozen=True)
class Talk:
    """A thread with its comments, and the text it is to be found in."""

    thread: Thread
    comments: list[Comment]
    body: str
    facts: Facts
    """The works the text cites, for passages of its rendering."""
    alone: bool
    """Nobody but its author can see it."""
    resolved_by: str
    """The name of whoever resolved it."""


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


def at_passage(
    session: Session, draft: Draft, anchor: Anchor | None, hint: HintWire | None, words: str, person: Person
) -> Thread:
    """Begin a thread on the live text, which all co-authors see. Raises BadInput when the passage is not in it."""
    made_on = find_in_live_text(session, draft, anchor, "comment")
    thread = begin(session, draft, anchor, made_on, words, person, byline(session, draft, person), now())
    thread.hint = hint.model_dump() if hint and anchor else None
    _mention_and_tell(session, draft, thread, comments_of(session, [thread.id])[thread.id][0])
    return thread


def find_in_live_text(session: Session, draft: Draft, anchor: Anchor | None, again: str) -> str:
    """The SHA-256 of the live text, which is kept. Raises BadInput when it does not hold the passage, or holds two."""
    live = text.current(session, draft)
    made_on = text.keep(session, draft.id, live.body)
    if anchor and locate(anchor, made_on, live.body) is None:
        raise BadInput(f"This passage is not in the saved text, or stands there twice. Save first, then {again} again.")
    return made_on


def byline(session: Session, draft: Draft, person: Person) -> str:
    """The name a co-author signs the draft with."""
    return session.get_one(CoAuthor, (draft.id, person.id)).byline


def name_of(session: Session, draft: Draft, person_id: str | None) -> str:
    """What a co-author, or somebody who was one, is called in this draft; empty for nobody."""
    author = session.get(CoAuthor, (draft.id, person_id)) if person_id else None
    return author.byline if author else session.get_one(Person, person_id).name if person_id else ""


def reply(session: Session, thread: Thread, words: str, author: Person | None, byline: str) -> Comment:
    """Add a comment. Raises BadInput for words that cannot be kept, or none."""
    comment = Comment(thread_id=thread.id, author_id=author.id if author else None, byline=byline, words=said(words))
    session.add(comment)
    session.flush()
    announce(session, "writing.comment_made", comment.id)
    return comment


def answer(session: Session, draft: Draft, thread: Thread, words: str, person: Person) -> Comment:
    """A co-author answers in a thread; whoever they mention is told. Raises BadInput."""
    comment = reply(session, thread, words, person, byline(session, draft, person))
    _mention_and_tell(session, draft, thread, comment)
    return comment


def resolve(session: Session, thread: Thread, person: Person) -> None:
    """Say that a thread is settled; doing so twice changes nothing."""
    if thread.resolved_at is None:
        thread.resolved_at, thread.resolved_by = now(), person.id
        hearing.forget(session, thread)
        announce(session, "writing.thread_resolved", thread.id)
        news.tell(session, thread.draft_id, "threads")


def reopen(session: Session, thread: Thread) -> None:
    """Say that a thread is not settled after all."""
    thread.resolved_at = thread.resolved_by = None
    news.tell(session, thread.draft_id, "threads")


def works_cited(session: Session, draft: Draft, body: str) -> Facts:
    """What a rendering of a text shows for the works it cites."""
    works = citations.resolve(session, draft.id, mentioned(body))
    return Facts(citations=works, citation_style=draft.citation_style.value)


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
        hint=HintWire.of(thread.hint),
        byline=thread.byline,
        mine=thread.author_id == viewer.id,
        created_at=thread.created_at,
        resolved_at=thread.resolved_at,
        resolved_by=talk.resolved_by,
        comments=[shown_comment(one, viewer, renderer, changeable=talk.alone) for one in talk.comments],
    )


def _mention_and_tell(session: Session, draft: Draft, thread: Thread, comment: Comment) -> None:
    mentions.note(session, draft, thread, comment)
    hearing.of_comment(session, draft, thread, comment)
    news.tell(session, draft.id, "threads")


def _talks(session: Session, draft: Draft, threads: list[Thread]) -> list[Talk]:
    body, comments = text.current(session, draft).body, comments_of(session, [thread.id for thread in threads])
    facts, authors = works_cited(session, draft, body) if threads else Facts(), co_authors(session, draft)
    return [
        Talk(
            thread, comments[thread.id], body, facts,
            alone=alone(thread, comments[thread.id], authors), resolved_by=name_of(session, draft, thread.resolved_by),
        )
        for thread in threads
    ]  # fmt: skip
