"""One's own comments: other words while nobody else can see them; taken back, with a trace where somebody could."""

from collections import defaultdict
from collections.abc import Iterable

from sqlmodel import Session, col, select

from app.database import now
from app.errors import BadInput, Conflict
from app.markup import Renderer
from app.people.models import Person
from app.reading.rules import clean_words
from app.writing import hearing, mentions, news
from app.writing.models import CoAuthor, Comment, Draft, Thread
from app.writing.schemas import CommentOut

SEEN = "Others can see this comment, so its words stay. Answer it, or take it back; nothing was changed."


def said(words: str) -> str:
    """Words as they are kept. Raises BadInput for words that cannot be kept, or none."""
    if kept := clean_words(words).strip():
        return kept
    raise BadInput("A comment needs words. Nothing was changed.")


def reword(session: Session, draft: Draft, thread: Thread, comment: Comment, words: str) -> None:
    """Other words for a comment that nobody else can see. Raises Conflict once somebody can, BadInput."""
    if comment.taken_back_at or not _alone(session, draft, thread):
        raise Conflict(SEEN)
    comment.words = said(words)
    mentions.note(session, draft, thread, comment)
    news.tell(session, draft.id, "threads")


def take_back(session: Session, draft: Draft, thread: Thread, comment: Comment, person: Person) -> Thread | None:
    """Take a comment back: its words go, and that it was there stays to be seen where others could see it.

    A thread in which nothing is left is resolved, or gone (None) when nobody else could see it.
    """
    news.tell(session, draft.id, "threads")
    mentions.settle(session, comment)
    if comments_of(session, [thread.id])[thread.id][-1].id == comment.id:
        hearing.forget(session, thread)
    if _alone(session, draft, thread):
        session.delete(comment)
        session.flush()
        if comments_of(session, [thread.id])[thread.id]:
            return thread
        session.delete(thread)
        session.flush()
        return None
    comment.words, comment.mentions, comment.taken_back_at = "", [], comment.taken_back_at or now()
    if all(one.taken_back_at for one in comments_of(session, [thread.id])[thread.id]) and not thread.resolved_at:
        thread.resolved_at, thread.resolved_by = now(), person.id
    session.flush()
    return thread


def alone(thread: Thread, comments: Iterable[Comment], co_authors: set[str]) -> bool:
    """Whether nobody but the author of a thread can see it: they alone have a part in the draft, and it is theirs."""
    everybody = co_authors | {comment.author_id for comment in comments}
    return thread.author_id is not None and everybody <= {thread.author_id}


def co_authors(session: Session, draft: Draft) -> set[str]:
    """The ids of all who have a part in a draft."""
    return set(session.exec(select(CoAuthor.person_id).where(CoAuthor.draft_id == draft.id)))


def comments_of(session: Session, thread_ids: list[str]) -> dict[str, list[Comment]]:
    """The comments of several threads, oldest first, by thread."""
    found: dict[str, list[Comment]] = defaultdict(list)
    query = select(Comment).where(col(Comment.thread_id).in_(thread_ids))
    for comment in session.exec(query.order_by(col(Comment.created_at), col(Comment.id))):
        found[comment.thread_id].append(comment)
    return found


def shown_comment(
    comment: Comment, viewer: Person | None, renderer: Renderer, *, changeable: bool = False
) -> CommentOut:
    """A comment, rendered; `changeable`: nobody but its writer can see it."""
    names = [mention["name"] for mention in comment.mentions]
    mine = viewer is not None and comment.author_id == viewer.id
    return CommentOut(
        id=comment.id,
        byline=comment.byline,
        mine=mine,
        words=comment.words,
        html=mentions.drawn(renderer.render(comment.words, form="feed").html, names) if comment.words else "",
        created_at=comment.created_at,
        taken_back_at=comment.taken_back_at,
        changeable=mine and changeable,
    )


def _alone(session: Session, draft: Draft, thread: Thread) -> bool:
    return alone(thread, comments_of(session, [thread.id])[thread.id], co_authors(session, draft))
