"""Mentions: `@name` in a comment names a co-author of the draft, who is told once."""

import html
import re
from collections.abc import Iterable

from sqlmodel import Session, select

from app.people import notices
from app.people.post.rules import Kind
from app.people.rules import shortened
from app.writing.models import CoAuthor, Comment, Draft, Thread

_TAG = re.compile(r"""(<(?:[^<>"']|"[^"]*"|'[^']*')*>)""")
_VERBATIM = re.compile(r"<(/?)(?:a|code|math|pre)\b")
"""Elements whose words stay as they are."""


def named(words: str, names: Iterable[str]) -> list[str]:
    """Those of `names` that the words mention, each once, as they first come; of two that fit the longer one."""
    known = {name.casefold(): name for name in names if name}
    found = (known.get(match[1].casefold()) for match in _mention(known.values()).finditer(words)) if known else ()
    return list(dict.fromkeys(name for name in found if name))


def drawn(rendering: str, names: Iterable[str]) -> str:
    """A rendering (HTML) of words in which the mentions of these names stand out; code and links stay as they are."""
    escaped = [html.escape(name, quote=False) for name in names if name]
    if not escaped:
        return rendering
    mention, parts, inside = _mention(escaped), _TAG.split(rendering), 0
    for at, part in enumerate(parts):
        if at % 2 == 0:
            parts[at] = part if inside else mention.sub(r'<b class="mention">\1</b>', part)
        elif tag := _VERBATIM.match(part):
            inside += -1 if tag[1] else 1
    return "".join(parts)


def note(session: Session, draft: Draft, thread: Thread, comment: Comment) -> None:
    """Keep whom a comment mentions, and tell those who can see it; nobody is told of what they said themselves."""
    authors = session.exec(select(CoAuthor).where(CoAuthor.draft_id == draft.id)).all()
    names = set(named(comment.words, (author.byline for author in authors)))
    meant = [author for author in authors if author.byline in names]
    comment.mentions = [{"person_id": author.person_id, "name": author.byline} for author in meant]
    session.flush()
    if thread.visible_from is None:
        return
    sentence = f"{comment.byline} mentioned you in “{shortened(draft.title, 120)}”."
    path = f"/desk/drafts/{draft.id}/write#thread-{thread.id}"
    for author in meant:
        if author.person_id != comment.author_id:
            notices.tell(session, author.person_id, Kind.MENTION, _key(comment), sentence, path, detail=comment.words)


def settle(session: Session, comment: Comment) -> None:
    """Nobody needs to look any more at what was told of a comment."""
    for mention in comment.mentions:
        notices.settle(session, mention["person_id"], _key(comment))


def _key(comment: Comment) -> str:
    return f"writing.mentioned {comment.id}"


def _mention(names: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w@./])@({either})(?!\w)", re.IGNORECASE)
