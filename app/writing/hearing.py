"""Who hears of what is said in a draft: comments, replies, suggested words, and what became of those.

The desk counts what waits in a draft by itself, so all of this is only for the mail, as each person chose it; each
thread is told of once, in its newest words, until it was mailed.
"""

from sqlmodel import Session, col, select

from app.anchors import Anchor
from app.people import notices
from app.people.models import Notice, Person
from app.people.post.rules import Kind
from app.people.rules import shortened
from app.writing.models import CoAuthor, Comment, Draft, Suggestion, Thread
from app.writing.rules import Outcome, Part

_BECAME = {Outcome.ACCEPTED: "accepted", Outcome.DECLINED: "dismissed"}


def of_comment(session: Session, draft: Draft, thread: Thread, comment: Comment) -> None:
    """Tell the draft's other writers, and who else spoke in the thread, but those who are mentioned: they hear of that.

    Whoever speaks has read what was said before.
    """
    if thread.visible_from is None:
        return
    if comment.author_id:
        read(session, thread, comment.author_id)
    spoke = set(session.exec(select(Comment.author_id).where(Comment.thread_id == thread.id)))
    mentioned = {mention["person_id"] for mention in comment.mentions}
    sentence = f"{shortened(comment.byline, 80)} commented on “{_title(draft)}”."
    for author in _authors(session, draft):
        concerned = author.part is Part.WRITER or author.person_id in spoke
        if concerned and author.person_id not in mentioned | {comment.author_id}:
            notices.tell(
                session, author.person_id, Kind.TALK, _talk(thread), sentence, f"{_path(draft)}#thread-{thread.id}",
                detail=comment.words, again=True, listed=False,
            )  # fmt: skip


def read(session: Session, thread: Thread, person_id: str) -> None:
    """Somebody who answers or resolves a thread need not be told of it any more."""
    notices.settle(session, person_id, _talk(thread))


def of_suggestion(session: Session, draft: Draft, made: Suggestion) -> None:
    """Tell the draft's other writers of words that a co-author suggests."""
    sentence = f"{shortened(made.byline, 80)} suggests other words in “{_title(draft)}”."
    detail = "\n".join([Anchor.from_json(made.anchor).exact, f"→ {made.replacement or '(nothing)'}", made.why])
    for author in _authors(session, draft):
        if author.part is Part.WRITER and author.person_id != made.author_id:
            notices.tell(
                session, author.person_id, Kind.SUGGESTION, _suggested(made), sentence, _path(draft),
                detail=detail, listed=False,
            )  # fmt: skip


def of_settled(session: Session, kept: Suggestion, by: Person) -> None:
    """Nobody needs to look at a suggestion that was settled; whoever made it hears what became of it."""
    draft = session.get_one(Draft, kept.draft_id)
    authors = _authors(session, draft)
    for one in authors:
        notices.settle(session, one.person_id, _suggested(kept))
    author = next((one for one in authors if one.person_id == kept.author_id), None)
    if author is None or author.person_id == by.id or kept.outcome not in _BECAME:
        return
    sentence = f"{shortened(by.name, 80)} {_BECAME[kept.outcome]} the words you suggested in “{_title(draft)}”."
    occasion, detail = f"writing.settled {kept.id}", kept.replacement
    notices.tell(
        session, author.person_id, Kind.SUGGESTION, occasion, sentence, _path(draft),
        detail=detail, again=True, listed=False,
    )  # fmt: skip


def still(session: Session, notice: Notice) -> bool:
    """Whether what was said in a draft is still for somebody to hear: they take part, and it was not taken away."""
    draft_id = notice.path.removeprefix("/desk/drafts/").partition("/")[0]
    draft = session.get(Draft, draft_id)
    part = session.get(CoAuthor, (draft_id, notice.person_id))
    return part is not None and draft is not None and draft.deleted_at is None


def forget(session: Session, thread: Thread) -> None:
    """A thread is over, or nothing is left in it: whoever was not told by mail need not be."""
    query = select(Notice).where(Notice.key == _talk(thread), col(Notice.unmailed_since).is_not(None))
    for notice in session.exec(query):
        notices.settle(session, notice.person_id, notice.key)


def _authors(session: Session, draft: Draft) -> list[CoAuthor]:
    return list(session.exec(select(CoAuthor).where(CoAuthor.draft_id == draft.id).order_by(col(CoAuthor.position))))


def _title(draft: Draft) -> str:
    return shortened(draft.title, 120) or "a draft without a title yet"


def _path(draft: Draft) -> str:
    return f"/desk/drafts/{draft.id}/write"


def _talk(thread: Thread) -> str:
    return f"writing.talk {thread.id}"


def _suggested(suggestion: Suggestion) -> str:
    return f"writing.suggested {suggestion.id}"
