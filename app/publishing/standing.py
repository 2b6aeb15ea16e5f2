"""How released pieces stand now: who reviewed them, and which versions their papers have reached."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlmodel import Session, col, select

from app.papers.models import Paper
from app.people.models import Person
from app.publishing.badges import Badge, ByAuthor, Sent, checked, edits_between
from app.publishing.objections import Claim, Objection, standing
from app.reviewing.author_checks.standing import Shown, shown_of
from app.reviewing.models import Request, Review
from app.reviewing.rules import AskKind
from app.writing import citations
from app.writing.models import Revision
from app.writing.projection import project
from app.writing.revisions import evidence_of
from app.writing.rules import digest_of


@dataclass(frozen=True)
class Read:
    """A text as its readers meet it: its words, and its claims in order."""

    words: str
    claims: Sequence[Claim]


def badges(session: Session, released: Mapping[str, int]) -> dict[str, Badge]:
    """The badge of each draft in `released` (draft id → number of the released revision), from all reviews sent."""

    def read(draft_id: str) -> Read:
        found = select(Revision).where(Revision.draft_id == draft_id, Revision.number == released[draft_id])
        return read_of(session, session.exec(found).one())

    return _badges(session, released, _digests(session, released), read)


def badge_of_text(session: Session, draft_id: str, body: str) -> Badge:
    """The badge a text of this draft would have if it were released now."""
    digests = _digests(session, [draft_id])
    number = max(digests[draft_id], default=0) + 1
    digests[draft_id][number] = digest_of(body)
    return _badges(session, {draft_id: number}, digests, lambda _: Read(project(body).text, ()))[draft_id]


def read_of(session: Session, revision: Revision) -> Read:
    """A saved version as its readers meet it."""
    claims = [Claim(one.note_id, one.claim) for one in evidence_of(session, revision)]
    return Read(project(revision.source, citations.kept(revision)).text, claims)


def objections_to(session: Session, revision: Revision) -> list[Objection]:
    """What authors of the paper called wrong and let pages say, as far as it stands in this saved version."""
    found = [one for shown in shown_of(session, [revision.draft_id])[revision.draft_id] for one in _of(shown)]
    read = read_of(session, revision) if found else Read("", ())
    return standing(found, read.claims, read.words)


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
    session: Session,
    released: Mapping[str, int],
    digests: Mapping[str, Mapping[int, str]],
    read: Callable[[str], Read],
) -> dict[str, Badge]:
    reviews: dict[str, list[Sent]] = defaultdict(list)
    for draft_id, review in _reviews(session, released):
        edits = edits_between(digests[draft_id], review.number, released[draft_id])
        reviews[draft_id].append(replace(review, edits=edits))
    authors: dict[str, list[ByAuthor]] = defaultdict(list)
    for draft_id, found in shown_of(session, released).items():
        for one in found:
            edits = edits_between(digests[draft_id], one.said.number, released[draft_id])
            authors[draft_id].append(_by_author(one, edits, partial(read, draft_id)))
    return {draft_id: checked(reviews[draft_id], authors[draft_id]) for draft_id in released}


def _by_author(shown: Shown, edits: int, read: Callable[[], Read]) -> ByAuthor:
    against = 0
    if shown.objections:
        text = read()
        against = len(standing(_of(shown), text.claims, text.words))
    return ByAuthor(shown.said.sentence, shown.said.known, edits, against)


def _of(shown: Shown) -> list[Objection]:
    return [Objection(one.claim, one.word, one.name, one.known) for one in shown.objections]


def _reviews(session: Session, draft_ids: Iterable[str]) -> list[tuple[str, Sent]]:
    """Reviews sent, by draft, but for those of its mentors; the handle only where it is signed with their own name."""
    mentors = mentors_of(session, draft_ids)
    query = (
        # SQLModel types no select of more than four things.
        select(  # type: ignore[call-overload]
            Revision.draft_id, Request.kind, Review.byline, Person.name, Person.handle, Revision.number, Person.id
        )
        .join(Revision, col(Revision.id) == Review.revision_id)
        .join(Request, col(Request.id) == Review.request_id)
        .join(Person, col(Person.id) == Review.person_id, isouter=True)
        .where(col(Review.sent_at).is_not(None), col(Revision.draft_id).in_(list(draft_ids)))
        .order_by(col(Review.sent_at))
    )
    return [
        (draft_id, Sent(kind.value, byline, handle if name == byline else None, number, 0, who or ""))
        for draft_id, kind, byline, name, handle, number, who in session.exec(query)
        if kind is not AskKind.MENTOR and (draft_id, who) not in mentors
    ]


def mentors_of(session: Session, draft_ids: Iterable[str]) -> set[tuple[str, str | None]]:
    """Who mentors each draft: they helped to make it, so they do not judge it."""
    query = (
        select(Request.draft_id, Review.person_id)
        .join(Request, col(Request.id) == Review.request_id)
        .where(Request.kind == AskKind.MENTOR, col(Request.draft_id).in_(list(draft_ids)))
        .where(col(Review.person_id).is_not(None))
    )
    return {*session.exec(query)}


def newest_numbers(session: Session, revisions: Sequence[Revision]) -> dict[str, int]:
    """The number of the newest version known now of each paper that these revisions explain, by its key."""
    keys = {paper["key"] for revision in revisions for paper in revision.papers}
    return {paper.key: paper.newest for paper in session.exec(select(Paper).where(col(Paper.key).in_(keys)))}
