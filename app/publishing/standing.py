"""How released pieces stand now: who reviewed them, and which versions their papers have reached."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import Session, col, select

from app.papers.models import Paper
from app.people.models import Person
from app.publishing.badges import Badge, Sent, checked, edits_between
from app.reviewing.models import Request, Review
from app.writing.models import Revision


def badges(session: Session, released: Mapping[str, int]) -> dict[str, Badge]:
    """The badge of each draft in `released` (draft id → number of the released revision), from all reviews sent."""
    return _badges(session, released, _digests(session, released))


def badge_of_text(session: Session, draft_id: str, digest: str) -> Badge:
    """The badge a text of this draft would have if it were released now."""
    digests = _digests(session, [draft_id])
    number = max(digests[draft_id], default=0) + 1
    digests[draft_id][number] = digest
    return _badges(session, {draft_id: number}, digests)[draft_id]


def _digests(session: Session, draft_ids: Iterable[str]) -> dict[str, dict[int, str]]:
    """The hash of the text of every saved version, by draft and number."""
    digests: dict[str, dict[int, str]] = defaultdict(dict)
    saved = select(Revision.draft_id, Revision.number, Revision.digest).where(
        col(Revision.draft_id).in_(list(draft_ids))
    )
    for draft_id, number, digest in session.exec(saved):
        digests[draft_id][number] = digest
    return digests


def _badges(
    session: Session, released: Mapping[str, int], digests: Mapping[str, Mapping[int, str]]
) -> dict[str, Badge]:
    reviews: dict[str, list[Sent]] = defaultdict(list)
    for draft_id, kind, byline, handle, number in _reviews(session, released):
        edits = edits_between(digests[draft_id], number, released[draft_id])
        reviews[draft_id].append(Sent(kind, byline, handle, number, edits))
    return {draft_id: checked(reviews[draft_id]) for draft_id in released}


def _reviews(session: Session, draft_ids: Iterable[str]) -> list[tuple[str, str, str, str | None, int]]:
    """Reviews sent; the handle only where the reviewer signed with their own name."""
    query = (
        # SQLModel types no select of more than four things.
        select(  # type: ignore[call-overload]
            Revision.draft_id, Request.kind, Review.byline, Person.name, Person.handle, Revision.number
        )
        .join(Revision, col(Revision.id) == Review.revision_id)
        .join(Request, col(Request.id) == Review.request_id)
        .join(Person, col(Person.id) == Review.person_id, isouter=True)
        .where(col(Review.sent_at).is_not(None), col(Revision.draft_id).in_(list(draft_ids)))
        .order_by(col(Review.sent_at))
    )
    return [
        (draft_id, kind.value, byline, handle if name == byline else None, number)
        for draft_id, kind, byline, name, handle, number in session.exec(query)
    ]


def newest_numbers(session: Session, revisions: Sequence[Revision]) -> dict[str, int]:
    """The number of the newest version known now of each paper that these revisions explain, by its key."""
    keys = {paper["key"] for revision in revisions for paper in revision.papers}
    return {paper.key: paper.newest for paper in session.exec(select(Paper).where(col(Paper.key).in_(keys)))}
