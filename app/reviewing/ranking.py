"""Whom to ask about a draft: everybody here who knows, has room, and is not too close to it."""

import re
from collections import defaultdict

from sqlmodel import Session, col, or_, select

from app.database import now
from app.papers.models import Paper, PaperVersion, VersionAuthor
from app.people import availability
from app.people.models import Person, Topic
from app.reviewing import load
from app.reviewing.choosing import Candidate, fits, has_room, in_order, worth
from app.reviewing.conflicts import too_close
from app.reviewing.expertise import Expertise
from app.reviewing.groups.circle import circle
from app.reviewing.matching.words import terms
from app.reviewing.models import Invitation, OwnPaper, Request, Review
from app.reviewing.rules import AskKind, Chosen
from app.writing import text
from app.writing.models import CoAuthor, Draft, DraftPaper, Revision
from app.writing.rules import Occasion, Part

_CITED = re.compile(r"@arxiv:([a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})")


def ranked(
    session: Session,
    expertise: Expertise,
    draft: Draft,
    kind: AskKind,
    request: Request | None = None,
    *,
    to_writers: bool = False,
) -> list[Candidate]:
    """Those who could be asked, whom to ask first first; nobody who was asked for this `request` already.

    `to_writers`: as the draft's writers see it, for whom whoever they did not pick themselves was never asked about it.
    """
    here = select(Person.id).where(col(Person.joined_at).is_not(None), col(Person.suspended_at).is_(None))
    asked = asked_about(session, draft, request, picked=to_writers)
    among = circle(session, request.batch_id) if request else None
    here_now = set(session.exec(here))
    people = list((here_now if among is None else here_now & among) - too_close(session, draft) - asked)
    but = draft.id if to_writers else ""
    today, rooms = now().date(), load.rooms(session, people, but)
    free = [person for person in people if has_room(rooms[person], kind, today)]
    return in_order(candidates(session, expertise, draft, kind, free, but), all_fit=among is not None)


def fit(session: Session, expertise: Expertise, draft: Draft, kind: AskKind, person: Person) -> float | None:
    """How good a person is for a draft; None when they have nothing to do with it, or do not take such asks."""
    [candidate] = candidates(session, expertise, draft, kind, [person.id])
    takes = kind not in availability.of(session, person.id).refuses
    return worth(candidate) if takes and fits(candidate) else None


def asked_about(session: Session, draft: Draft, request: Request | None = None, *, picked: bool = False) -> set[str]:
    """Whoever was asked for this request, or still has another ask about the draft to answer; or those of them only
    whom its writers `picked`."""
    waiting = (col(Invitation.withdrawn_at).is_(None)) & (col(Invitation.declined_at).is_(None))
    sent = select(Review.id).where(Review.invitation_id == Invitation.id, col(Review.sent_at).is_not(None)).exists()
    open_ = waiting & col(Invitation.passed_at).is_(None) & col(Request.withdrawn_at).is_(None) & ~sent
    query = (
        select(Invitation.person_id)
        .join(Request, col(Request.id) == Invitation.request_id)
        .where(Request.draft_id == draft.id, or_(open_, Invitation.request_id == (request.id if request else "")))
    )
    if picked:
        query = query.where(col(Invitation.chosen) == Chosen.WRITER)
    return {person for person in session.exec(query) if person}


def candidates(
    session: Session, expertise: Expertise, draft: Draft, kind: AskKind, people: list[str], but: str = ""
) -> list[Candidate]:
    """What is known of these people with a view to a draft; `but` as in `load`."""
    body = text.body(session, draft.id)
    short = _about(session, draft)
    reader = (
        f"{draft.reader}. {' '.join(draft.should_know)}" if kind is AskKind.CLARITY and draft.reader.strip() else ""
    )
    near = (reader and expertise.near(session, reader, among=people)) or expertise.near(session, short, body, people)
    cited, chosen = _cited(session, body), _topics(session, f"{short}\n{body}")
    reviewed, published = _on_topic(session, draft)
    lately, waiting = load.asked_lately(session, but), load.open_asks(session, but)
    return [
        Candidate(
            person=one, nearness=near.get(one, 0.0), cited=cited.get(one, 0), reviewed=reviewed.get(one, 0),
            published=published.get(one, 0), topics=tuple(chosen.get(one, ())),
            asked_lately=lately.get(one, 0), open_asks=waiting.get(one, 0),
        )
        for one in people
    ]  # fmt: skip


def _about(session: Session, draft: Draft) -> str:
    """What the draft is about, in short: its title and deck, and the papers it explains."""
    query = (
        select(PaperVersion.title, PaperVersion.abstract)
        .join(DraftPaper, col(DraftPaper.version_id) == PaperVersion.id)
        .where(DraftPaper.draft_id == draft.id)
    )
    papers = " ".join(f"{title}. {abstract}" for title, abstract in session.exec(query))
    return f"{draft.title}. {draft.deck} {papers}"


def _cited(session: Session, body: str) -> dict[str, int]:
    """How many of the papers that a text cites each person wrote: they say so, and the paper bears their surname."""
    query = (
        select(OwnPaper.person_id, OwnPaper.arxiv_id, Person.name, VersionAuthor.name)
        .join(Person, col(Person.id) == OwnPaper.person_id)
        .join(Paper, col(Paper.arxiv_id) == OwnPaper.arxiv_id)
        .join(PaperVersion, col(PaperVersion.paper_id) == Paper.id)
        .join(VersionAuthor, col(VersionAuthor.version_id) == PaperVersion.id)
        .where(col(OwnPaper.arxiv_id).in_(set(_CITED.findall(body))))
    )
    found: dict[str, set[str]] = defaultdict(set)
    for person, paper, name, author in session.exec(query):
        if name.split()[-1].casefold() in author.casefold().split():
            found[person].add(paper)
    return {person: len(papers) for person, papers in found.items()}


def _topics(session: Session, words: str) -> dict[str, list[str]]:
    """The topics people chose that a text speaks of."""
    spoken, found = terms(words), defaultdict(list)
    for person, topic in session.exec(select(Topic.person_id, Topic.words).order_by(col(Topic.words))):
        asked = terms(topic)
        if asked and all(term in spoken for term in asked):
            found[person].append(topic)
    return found


def _on_topic(session: Session, draft: Draft) -> tuple[dict[str, int], dict[str, int]]:
    """How many published pieces on the draft's topic each person reviewed, and wrote, under their own name."""
    topics = _topics_of(session, draft)
    released = {
        draft_id
        for draft_id, papers in session.exec(
            select(Revision.draft_id, Revision.papers).where(Revision.occasion == Occasion.RELEASE)
        )
        if draft_id != draft.id and topics & {_topic(paper) for paper in papers}
    }
    reviewed = (
        select(Review.person_id, Request.draft_id)
        .join(Request, col(Request.id) == Review.request_id)
        .join(Person, col(Person.id) == Review.person_id)
        .where(col(Request.draft_id).in_(released), col(Review.sent_at).is_not(None), Review.byline == Person.name)
    )
    wrote = (
        select(CoAuthor.person_id, CoAuthor.draft_id)
        .join(Person, col(Person.id) == CoAuthor.person_id)
        .where(col(CoAuthor.draft_id).in_(released), CoAuthor.part == Part.WRITER, CoAuthor.byline == Person.name)
    )
    return _counted({*session.exec(reviewed)}), _counted({*session.exec(wrote)})


def _topics_of(session: Session, draft: Draft) -> set[str]:
    query = (
        select(Paper.key, PaperVersion.categories)
        .join(PaperVersion, col(PaperVersion.paper_id) == Paper.id)
        .join(DraftPaper, col(DraftPaper.version_id) == PaperVersion.id)
        .where(DraftPaper.draft_id == draft.id)
    )
    return {_topic({"key": key, "categories": categories}) for key, categories in session.exec(query)}


def _topic(paper: dict[str, object]) -> str:
    """What a paper counts under: its first category, else itself."""
    categories = paper.get("categories")
    return str(categories[0]) if isinstance(categories, list) and categories else str(paper["key"])


def _counted(pairs: set[tuple[str | None, str]]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for person, _ in pairs:
        if person:
            found[person] += 1
    return found
