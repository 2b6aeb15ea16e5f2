"""Telling people that a paper they noted on has a new version, and what became of their passages in it."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from sqlmodel import Session, and_, col, select

from app.papers.models import Paper, PaperText, PaperVersion
from app.people import notices
from app.people.post.rules import Kind
from app.reading.models import Anchoring, Note
from app.reading.rules import PlaceState, clean_line

_TITLE = 120


def of_new_version(session: Session, text_id: str) -> list[str]:
    """Tell everybody who noted on an earlier version, once for each person and version; gives whom it concerned.

    A person's own PDF is news to nobody, and so is another text of a version they noted on already.
    """
    text = session.get(PaperText, text_id)
    if text is None or text.owner_id:
        return []
    version = session.get_one(PaperVersion, text.version_id)
    concerned = _became(session, text, version)
    for person_id, became in concerned.items():
        sentence = f"{headline(version)}: {sum_of(became)}." if became else f"{headline(version)}."
        notices.tell(session, person_id, Kind.PAPER, key(version), sentence, path(session, version))
    return list(concerned)


def key(version: PaperVersion) -> str:
    """The occasion: a person is told of a version once, whatever room says it first."""
    return f"version:{version.id}"


def path(session: Session, version: PaperVersion) -> str:
    """The page of the workbench where a paper is read at this version."""
    return f"/desk/papers/{session.get_one(Paper, version.paper_id).key}?version={version.number}"


def headline(version: PaperVersion) -> str:
    """`“Title” has a new version`."""
    title = clean_line(version.title)
    return f"“{title if len(title) <= _TITLE else f'{title[:_TITLE].rstrip()}…'}” has a new version"


def sum_of(became: Mapping[PlaceState, int]) -> str:
    """`2 of your 14 passages changed, 1 is gone`; `your passage is as it was` when nothing did."""
    total = sum(became.values())
    changed, gone = became.get(PlaceState.CHANGED, 0), became.get(PlaceState.GONE, 0)
    if not changed and not gone:
        return "your passage is as it was" if total == 1 else f"your {total} passages are as they were"
    if total == 1:
        return "your passage changed" if changed else "your passage is gone"
    lost = f"{gone} {'is' if gone == 1 else 'are'} gone"
    if not changed:
        return f"of your {total} passages {lost}"
    return f"{changed} of your {total} passages changed" + (f", {lost}" if gone else "")


def _became(session: Session, text: PaperText, version: PaperVersion) -> dict[str, Counter[PlaceState]]:
    """By person: how many of their passages in earlier versions have each state in this text.

    Whoever noted on the whole paper alone has no passages, and is concerned all the same.
    """
    query = (
        select(Note.person_id, Note.anchor, Note.text_digest, Anchoring.state)
        .join(PaperVersion, col(PaperVersion.id) == Note.version_id)
        .join(Anchoring, and_(col(Anchoring.note_id) == Note.id, Anchoring.text_id == text.id), isouter=True)
        .where(PaperVersion.paper_id == version.paper_id, PaperVersion.number < version.number)
        .where(col(Note.deleted_at).is_(None))
    )
    concerned: dict[str, Counter[PlaceState]] = defaultdict(Counter)
    for person_id, passage, digest, state in session.exec(query):
        became = concerned[person_id]
        if passage and (digest == text.digest or state):
            became[PlaceState(state or PlaceState.FOUND)] += 1
    return dict(concerned)
