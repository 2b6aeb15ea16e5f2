"""What people of a group see of it, and what its keeper does."""

from collections import Counter

from sqlmodel import Session, col, select

from app.people.models import Person
from app.people.schemas import PersonOut
from app.reviewing.choosing import Candidate, fits, why
from app.reviewing.groups import drafts, people, reading_list
from app.reviewing.groups.access import Seen
from app.reviewing.groups.batches import Previewed
from app.reviewing.groups.drafts import Brought
from app.reviewing.groups.models import Batch, Group, GroupDraft
from app.reviewing.groups.rules import Belonging, sees
from app.reviewing.groups.schemas import (
    DraftStanding,
    GroupOut,
    GroupRow,
    OwnDraft,
    PairOut,
    PersonStanding,
    PlannedDraft,
    PlanOut,
)
from app.reviewing.invitations import standing
from app.reviewing.models import Invitation, Request
from app.reviewing.rules import OUT
from app.writing.access import editable_drafts
from app.writing.drafts import papers_of
from app.writing.models import Draft

NOT_KNOWN = "Nothing here tells that they work in this area."


def rows(session: Session, person: Person) -> list[GroupRow]:
    """One's groups."""
    return [_row(session, group, person, belonging) for group, belonging in people.of(session, person)]


def _row(session: Session, group: Group, person: Person, belonging: Belonging) -> GroupRow:
    return GroupRow(
        id=group.id, name=group.name, begins=group.begins, ends=group.ends,
        keeper=PersonOut.of(session.get_one(Person, group.kept_by)), keeps=group.kept_by == person.id,
        belonging=belonging, made_at=group.made_at,
    )  # fmt: skip


def full(session: Session, seen: Seen) -> GroupOut:
    """A group as somebody may see it: who is in it only to whoever is, or keeps it."""
    group = session.get_one(Group, seen.group.id)
    belonging = people.belonging_of(session, group.id, seen.person.id)
    row = _row(session, group, seen.person, belonging)
    inside = belonging is Belonging.MEMBER
    return GroupOut(
        **row.model_dump(), sees=sees(row.keeper.name), papers=reading_list.of(session, group),
        people=_people(session, group) if inside or seen.keeps else [],
        own_drafts=_own_drafts(session, seen) if inside else [],
    )  # fmt: skip


def _people(session: Session, group: Group) -> list[PersonOut]:
    inside = [one.person_id for one in people.members(session, group) if one.belonging is Belonging.MEMBER]
    found = session.exec(select(Person).where(col(Person.id).in_(inside)).order_by(col(Person.name), col(Person.id)))
    return [PersonOut.of(person) for person in found]


def _own_drafts(session: Session, seen: Seen) -> list[OwnDraft]:
    """Those in the group first, then those about its reading list."""
    found = list(session.exec(editable_drafts(seen.person).order_by(col(Draft.changed_at).desc())))
    ids = [draft.id for draft in found]
    brought = set(session.exec(select(GroupDraft.draft_id).where(GroupDraft.group_id == seen.group.id)))
    listed = {one.paper.id for one in reading_list.of(session, seen.group) if one.paper}
    about, saved = papers_of(session, ids), drafts.newest_versions(session, ids)
    own = [
        OwnDraft(
            id=draft.id, title=draft.title, brought=draft.id in brought, saved=draft.id in saved,
            about_list=any(paper.id in listed for paper in about[draft.id]),
        )
        for draft in found
    ]  # fmt: skip
    return sorted(own, key=lambda one: (not one.brought, not one.about_list))


def standings(session: Session, group: Group) -> list[PersonStanding]:
    """What the keeper sees of everybody: of those who were asked in and did not answer yet, that alone."""
    brought, waiting = drafts.of(session, group), _to_answer(session, group)
    belongings = {one.person_id: one.belonging for one in people.members(session, group)}
    query = select(Person).where(col(Person.id).in_(belongings)).order_by(col(Person.name), col(Person.id))
    return [
        PersonStanding(
            person=PersonOut.of(person), belonging=belongings[person.id], to_answer=waiting[person.id],
            drafts=[_draft(one) for one in brought if person.id in {writer.id for writer in one.writers}],
        )
        for person in session.exec(query)
    ]  # fmt: skip


def _to_answer(session: Session, group: Group) -> Counter[str]:
    """How many asks of the group wait for each person's answer."""
    query = (
        select(Invitation)
        .join(Request, col(Request.id) == Invitation.request_id)
        .join(Batch, col(Batch.id) == Request.batch_id)
        .where(Batch.group_id == group.id, col(Request.withdrawn_at).is_(None))
    )
    return Counter(one.person_id for one in session.exec(query) if one.person_id and standing(session, one) in OUT)


def _draft(one: Brought) -> DraftStanding:
    return DraftStanding(
        id=one.draft.id, title=one.draft.title, stage=one.stage, version=one.version, out=one.out,
        answered=one.answered, changed_at=one.changed_at,
    )  # fmt: skip


def _why(candidate: Candidate) -> str:
    """What speaks for somebody; where nothing does, that."""
    return why(candidate) if fits(candidate) else NOT_KNOWN


def planned(found: Previewed) -> PlanOut:
    """A plan as the keeper looks at it."""
    asks = [
        PairOut(
            draft_id=draft_id, person_id=person_id, revision_id=found.versions[draft_id].id,
            name=found.people[person_id].name, why=_why(found.known[draft_id, person_id]),
        )
        for draft_id, person_id in found.plan.pairs
    ]  # fmt: skip
    busy = Counter(one.person_id for one in asks)
    return PlanOut(
        drafts=[
            PlannedDraft(
                id=draft_id, title=one.draft.title, version=one.version, writers=[each.name for each in one.writers],
                asks=sorted((ask for ask in asks if ask.draft_id == draft_id), key=lambda ask: ask.name),
            )
            for draft_id, one in found.brought.items()
        ],
        short=[one.sentence for one in found.plan.short], worst=found.plan.worst, asks=len(asks), people=len(busy),
        most=max(busy.values(), default=0),
    )  # fmt: skip
