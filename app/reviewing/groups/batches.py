"""Asking for reviews of several drafts of a group at once: worked out and looked at first, then sent as one."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlmodel import Session, col, select

from app.database import IN_TURN, now, record
from app.errors import BadInput, Conflict
from app.jobs import enqueue
from app.people import notices
from app.people.models import Person
from app.people.post.rules import Kind
from app.reviewing import load
from app.reviewing.asks import invitations_of, make
from app.reviewing.choosing import Candidate, left, worth
from app.reviewing.conflicts import too_close
from app.reviewing.expertise import Expertise
from app.reviewing.groups import drafts
from app.reviewing.groups.circle import members
from app.reviewing.groups.drafts import Brought
from app.reviewing.groups.models import Batch, Group
from app.reviewing.groups.planning import Plan, Somebody, Wish, plan
from app.reviewing.groups.rules import Terms, check_terms
from app.reviewing.invitations import ROUTE
from app.reviewing.models import Request, Review
from app.reviewing.ranking import asked_about, candidates
from app.reviewing.rules import AskKind, Chosen, To, Via, Wanted
from app.settings import Settings
from app.writing.models import Draft, Revision

NOT_HERE = "One of these drafts is not in the group any more. Nobody was asked; look at the list again."
CHANGED = "Something has changed since this was worked out, so nobody was asked. Work it out again."
NONE_CHOSEN = "Choose at least one draft. Nobody was asked yet."


@dataclass(frozen=True)
class Pair:
    """Somebody to ask about one saved version of a draft."""

    draft_id: str
    revision_id: str
    person_id: str


@dataclass(frozen=True)
class Previewed:
    """A plan, and for each pair its saved version and what speaks for the person."""

    plan: Plan
    people: dict[str, Person]
    brought: dict[str, Brought]
    versions: dict[str, Revision]
    known: dict[tuple[str, str], Candidate]


def preview(session: Session, expertise: Expertise, group: Group, terms: Terms, draft_ids: Sequence[str]) -> Previewed:
    """Who would be asked about what. Nobody is asked. Raises BadInput for drafts or terms that cannot be."""
    check_terms(terms, now().date())
    brought = _chosen(session, group, draft_ids)
    versions = drafts.newest_versions(session, brought)
    people = _people(session, group)
    rooms = _rooms(session, people, terms)
    known = {
        (draft_id, one.person): one
        for draft_id, version in versions.items()
        for one in candidates(
            session, expertise, brought[draft_id].draft, AskKind(terms.kind),
            sorted(_may(session, brought[draft_id].draft, version, terms, rooms)),
        )
    }  # fmt: skip
    wishes = [
        Wish(
            draft_id, one.draft.title or "Without a title yet", saved=draft_id in versions,
            may={person: worth(found) for (about, person), found in known.items() if about == draft_id},
        )
        for draft_id, one in brought.items()
    ]  # fmt: skip
    some = [Somebody(person, people[person].name, rooms[person]) for person in sorted(rooms)]
    return Previewed(plan(wishes, some, terms.each), people, brought, versions, known)


def _chosen(session: Session, group: Group, draft_ids: Sequence[str]) -> dict[str, Brought]:
    if not draft_ids:
        raise BadInput(NONE_CHOSEN)
    here = {one.draft.id: one for one in drafts.of(session, group)}
    if not here.keys() >= set(draft_ids):
        raise BadInput(NOT_HERE)
    return {draft_id: one for draft_id, one in here.items() if draft_id in set(draft_ids)}


def _people(session: Session, group: Group) -> dict[str, Person]:
    inside = select(Person).where(col(Person.id).in_(members(session, group.id)), col(Person.suspended_at).is_(None))
    return {person.id: person for person in session.exec(inside)}


def _rooms(session: Session, people: dict[str, Person], terms: Terms) -> dict[str, int]:
    """How much more each can be asked for, of those who take such asks now."""
    today, rooms = now().date(), load.rooms(session, list(people))
    return {
        person: min(terms.at_most, left(room, today))
        for person, room in rooms.items()
        if terms.kind not in room.refuses
    }


def _may(session: Session, draft: Draft, version: Revision, terms: Terms, rooms: dict[str, int]) -> set[str]:
    """Of these people those who may be asked about a draft: not too close to it, and not busy with this very thing."""
    answered = (
        select(Review.person_id)
        .join(Request, col(Request.id) == Review.request_id)
        .where(Request.revision_id == version.id, Request.kind == terms.kind, col(Review.person_id).is_not(None))
    )
    return rooms.keys() - too_close(session, draft) - asked_about(session, draft) - set(session.exec(answered))


@dataclass(frozen=True)
class Sent:
    """A batch that is out, and how many were asked in it."""

    batch: Batch
    asks: int


def send(session: Session, settings: Settings, group: Group, by: Person, terms: Terms, pairs: Sequence[Pair]) -> Sent:
    """Send all asks of a plan, or none; what was sent already stays one batch, however often it is sent.

    Raises Conflict when the plan does not hold any more, BadInput for terms that cannot be.
    """
    group = session.get_one(Group, group.id, with_for_update=IN_TURN)  # two tabs are one after the other
    digest = _digest(terms, pairs)
    former = session.exec(select(Batch).where(Batch.group_id == group.id, Batch.digest == digest)).first()
    if former:
        return Sent(former, len(pairs))
    check_terms(terms, now().date())
    brought = _holds(session, group, terms, pairs)
    batch = Batch(group_id=group.id, digest=digest, blind=terms.blind, sent_by=by.id)
    session.add(batch)
    session.flush()
    for pair in sorted(pairs, key=lambda one: (one.draft_id, one.person_id)):
        _ask(session, settings, batch, terms, brought[pair.draft_id], pair)
    _tell_writers(session, group, batch, by, pairs, brought)
    record(session, by.id, "group.batch", batch.id, group=group.id, asks=len(pairs))
    return Sent(batch, len(pairs))


def _digest(terms: Terms, pairs: Sequence[Pair]) -> str:
    said = {**asdict(terms), "due": terms.due.isoformat(), "pairs": sorted((p.revision_id, p.person_id) for p in pairs)}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _holds(session: Session, group: Group, terms: Terms, pairs: Sequence[Pair]) -> dict[str, Brought]:
    """The drafts of a plan that can still be asked for as it stands. Raises Conflict."""
    if not pairs:
        raise BadInput(NONE_CHOSEN)
    for person_id in sorted({pair.person_id for pair in pairs}):
        session.get(Person, person_id, with_for_update=IN_TURN)  # the router asks people one after the other, too
    brought = {one.draft.id: one for one in drafts.of(session, group)}
    versions = drafts.newest_versions(session, brought)
    rooms = _rooms(session, _people(session, group), terms)
    asks, reviewers = Counter(pair.person_id for pair in pairs), Counter(pair.draft_id for pair in pairs)
    may = {
        draft_id: _may(session, brought[draft_id].draft, versions[draft_id], terms, rooms)
        for draft_id in reviewers
        if draft_id in brought and draft_id in versions
    }
    fine = (
        len({(pair.draft_id, pair.person_id) for pair in pairs}) == len(pairs)
        and all(count <= terms.each for count in reviewers.values())
        and all(count <= rooms.get(person, 0) for person, count in asks.items())
        and all(
            pair.person_id in may.get(pair.draft_id, set()) and versions[pair.draft_id].id == pair.revision_id
            for pair in pairs
        )
    )
    if not fine:
        raise Conflict(CHANGED)
    return brought


def _ask(session: Session, settings: Settings, batch: Batch, terms: Terms, brought: Brought, pair: Pair) -> None:
    """One ask, for the writer who brought the draft; whoever says no is followed by another of the group."""
    wanted = Wanted(
        kind=AskKind(terms.kind), question=terms.question, passages=[], minutes=terms.minutes, due=terms.due,
        to=[To(Via.PERSON, person_id=pair.person_id)],
    )  # fmt: skip
    writer, version = session.get_one(Person, brought.brought_by), session.get_one(Revision, pair.revision_id)
    made = make(
        session, brought.draft, writer, wanted, version, settings,
        chosen={pair.person_id: Chosen.KEEPER}, batch_id=batch.id,
    )  # fmt: skip
    made.request.routed_at = now()
    [invitation] = invitations_of(session, made.request)
    enqueue(session, ROUTE, {"id": made.request.id}, key=invitation.id, after=settings.patience)


def _tell_writers(
    session: Session, group: Group, batch: Batch, by: Person, pairs: Sequence[Pair], brought: dict[str, Brought]
) -> None:
    for draft_id, count in sorted(Counter(pair.draft_id for pair in pairs).items()):
        one = brought[draft_id]
        people = "1 person" if count == 1 else f"{count} people"
        sentence = f"{by.name} asked {people} of “{group.name}” to review “{one.draft.title}”."
        path = f"/desk/drafts/{draft_id}/review"
        notices.tell(session, one.brought_by, Kind.ASK, f"batch {batch.id} {draft_id}", sentence, path)
