"""The API of groups."""

from typing import Annotated

from fastapi import APIRouter

from app.people.access import KeeperDep, PersonDep
from app.reviewing.expertise import Expertise
from app.reviewing.groups import batches, drafts, looking, people, reading_list
from app.reviewing.groups.access import InsideGroup, KeptGroup, SeenGroup
from app.reviewing.groups.batches import Pair
from app.reviewing.groups.rules import LINK_DAYS, LINK_USES
from app.reviewing.groups.schemas import (
    AskedInIn,
    AskedInOut,
    BatchIn,
    BatchOut,
    GroupIn,
    GroupOut,
    GroupRow,
    LinkOut,
    ListedPaper,
    ListIn,
    PersonStanding,
    PlanIn,
    PlanOut,
)
from app.web import ReadSessionDep, SessionDep, SettingsDep, part

router = APIRouter(prefix="/api", tags=["groups"])
ExpertiseDep = Annotated[Expertise, part(Expertise)]


@router.get("/groups")
def read_groups(person: PersonDep, session: ReadSessionDep) -> list[GroupRow]:
    """The groups one keeps, is in or is asked into."""
    return looking.rows(session, person)


@router.post("/groups", status_code=201)
def begin(keeper: KeeperDep, given: GroupIn, session: SessionDep) -> GroupRow:
    """Make a group, which one keeps oneself."""
    group = people.begin(session, keeper, given.name, given.begins, given.ends)
    return next(row for row in looking.rows(session, keeper) if row.id == group.id)


@router.get("/groups/{group_id}")
def read_group(seen: SeenGroup, session: ReadSessionDep) -> GroupOut:
    """A group, and what its keeper sees of whoever is in it."""
    return looking.full(session, seen)


@router.patch("/groups/{group_id}", status_code=204)
def change(group: KeptGroup, given: GroupIn, session: SessionDep) -> None:
    """Another name, other dates."""
    people.change(session, group, given.name, given.begins, given.ends)


@router.put("/groups/{group_id}/end", status_code=204)
def close(group: KeptGroup, keeper: KeeperDep, session: SessionDep) -> None:
    """End a group; asks that are out stay."""
    people.close(session, group, keeper)


@router.get("/groups/{group_id}/standings")
def read_standings(group: KeptGroup, session: ReadSessionDep) -> list[PersonStanding]:
    """What the keeper sees: each person's drafts in the group, how far each is, and asks that wait."""
    return looking.standings(session, group)


@router.post("/groups/{group_id}/invitations")
def ask_in(
    group: KeptGroup, keeper: KeeperDep, given: AskedInIn, session: SessionDep, settings: SettingsDep
) -> list[AskedInOut]:
    """Ask people in, by handle or e-mail address."""
    asked = people.ask_in(session, settings, group, keeper, given.who)
    return [AskedInOut(who=one.who, sentence=one.sentence, asked=one.asked, address=one.address) for one in asked]


@router.post("/groups/{group_id}/links", status_code=201)
def make_link(group: KeptGroup, keeper: KeeperDep, session: SessionDep, settings: SettingsDep) -> LinkOut:
    """A link through which people come into the group; the former is taken back."""
    token = people.make_link(session, group, keeper)[1]
    return LinkOut(url=f"{settings.address}/groups/{token}", days=LINK_DAYS, uses=LINK_USES)


@router.put("/groups/{group_id}/membership", status_code=204)
def join(seen: SeenGroup, session: SessionDep) -> None:
    """Come into a group."""
    people.join(session, seen)


@router.delete("/groups/{group_id}/membership", status_code=204)
def leave(seen: SeenGroup, session: SessionDep) -> None:
    """Leave it, or do not want to come."""
    people.leave(session, seen)


@router.delete("/groups/{group_id}/people/{person_id}", status_code=204)
def remove(group: KeptGroup, person_id: str, session: SessionDep) -> None:
    """Take somebody out."""
    people.remove(session, group, person_id)


@router.put("/groups/{group_id}/papers")
def set_papers(group: KeptGroup, keeper: KeeperDep, given: ListIn, session: SessionDep) -> list[ListedPaper]:
    """The reading list, anew; papers that are not here are fetched."""
    reading_list.set_to(session, group, keeper, given.text)
    return reading_list.of(session, group)


@router.put("/groups/{group_id}/drafts/{draft_id}", status_code=204)
def bring(group: InsideGroup, draft_id: str, person: PersonDep, session: SessionDep) -> None:
    """Bring a draft of one's own into the group."""
    drafts.bring(session, group, person, draft_id)


@router.delete("/groups/{group_id}/drafts/{draft_id}", status_code=204)
def take_away(group: InsideGroup, draft_id: str, person: PersonDep, session: SessionDep) -> None:
    """Take it out again."""
    drafts.take_away(session, group, person, draft_id)


@router.post("/groups/{group_id}/plans")
def work_out(group: KeptGroup, given: PlanIn, session: ReadSessionDep, expertise: ExpertiseDep) -> PlanOut:
    """Who would be asked about which draft; nobody is asked."""
    return looking.planned(batches.preview(session, expertise, group, given.terms(), given.drafts))


@router.post("/groups/{group_id}/batches", status_code=201)
def send(group: KeptGroup, keeper: KeeperDep, given: BatchIn, session: SessionDep, settings: SettingsDep) -> BatchOut:
    """Send all asks of a plan, or none; sending the same again changes nothing."""
    pairs = [Pair(one.draft_id, one.revision_id, one.person_id) for one in given.pairs]
    sent = batches.send(session, settings, group, keeper, given.terms(), pairs)
    return BatchOut(id=sent.batch.id, asks=sent.asks, sent_at=sent.batch.sent_at)
