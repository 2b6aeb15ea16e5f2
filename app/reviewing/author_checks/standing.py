"""Where author checks stand, and what published pages may say of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.database import now
from app.papers import papers
from app.papers.models import Paper, PaperVersion
from app.people import exclusions
from app.people.models import Person
from app.reviewing.author_checks.rules import (
    CheckFacts,
    CheckState,
    Ground,
    Opinion,
    Said,
    check_state,
    strongest,
)
from app.reviewing.models import AuthorAddress, AuthorCheck, AuthorGround, AuthorOpinion
from app.writing.models import Draft, Evidence, Revision


def state_of(session: Session, check: AuthorCheck) -> CheckState:
    """The state of a check now. A deleted draft takes its asks back."""
    address = session.get_one(AuthorAddress, check.address_id)
    gone = session.get_one(Draft, check.draft_id).deleted_at
    facts = CheckFacts(
        asked_at=check.asked_at, sent=check.sent_at is not None, withdrawn=check.withdrawn_at is not None,
        taken_back=bool(check.taken_back_at or gone), never=address.never_at is not None,
    )  # fmt: skip
    return check_state(facts, now())


def asked_at(session: Session, address: AuthorAddress) -> list[AuthorCheck]:
    """Everything asked of an address, the newest last; not by somebody from whom its owner is kept apart."""
    query = select(AuthorCheck).where(AuthorCheck.address_id == address.id)
    found = session.exec(query.order_by(col(AuthorCheck.asked_at), col(AuthorCheck.id))).all()
    owner = session.exec(select(Person).where(Person.email == address.email)).first()
    return [one for one in found if owner is None or not exclusions.between(session, one.asked_by, owner.id)]


def opinions_of(session: Session, check: AuthorCheck) -> dict[str, AuthorOpinion]:
    """What was said of each claim, by the id of its evidence, in the order of the claims."""
    query = select(AuthorOpinion).where(AuthorOpinion.check_id == check.id)
    said = {one.evidence_id: one for one in session.exec(query)}
    return {claim: said[claim] for claim in check.claims if claim in said}


def claims_of(session: Session, check: AuthorCheck) -> list[Evidence]:
    """The claims asked about, in order."""
    found = {one.id: one for one in session.exec(select(Evidence).where(col(Evidence.id).in_(check.claims)))}
    return [found[claim] for claim in check.claims if claim in found]


def label_of(session: Session, version_id: str) -> str:
    """How a paper version is named, such as `arXiv 2611.01234v1`."""
    version = session.get_one(PaperVersion, version_id)
    return papers.label(session.get_one(Paper, version.paper_id), version)


def grounds_of(session: Session, check: AuthorCheck) -> set[Ground]:
    """Why whoever answers from the address is taken to be an author of that version."""
    known = select(AuthorGround.ground).where(
        AuthorGround.address_id == check.address_id, AuthorGround.version_id == check.version_id
    )
    return {*session.exec(known)} | ({Ground.ORCID} if check.orcid_listed else set())


def said_of(session: Session, check: AuthorCheck, *, by_mail: bool, listed: bool = False) -> Said:
    """What a page would say of the answers as they stand, had they come through a link that was mailed or not, and from
    somebody signed in with an iD that is `listed` in that version."""
    grounds = grounds_of(session, check) | ({Ground.ORCID} if listed else set())
    opinions = tuple(one.opinion for one in opinions_of(session, check).values())
    number = session.get_one(Revision, check.revision_id).number
    sent_at = check.sent_at if check.withdrawn_at is None else None
    return Said(
        name=check.name, ground=strongest(grounds, by_mail=by_mail),
        paper=label_of(session, check.version_id), day=(sent_at or now()).date(), number=number,
        opinions=opinions,
    )  # fmt: skip


@dataclass(frozen=True)
class Objection:
    """A claim that an author called wrong, and their word on it; `note_id` is the note the claim led to."""

    claim: str
    note_id: str
    word: str
    name: str
    known: bool


@dataclass(frozen=True)
class Shown:
    """What an author lets pages say: the sentence, of which saved version, and what they object to."""

    said: Said
    objections: tuple[Objection, ...]


def shown_of(session: Session, draft_ids: Iterable[str]) -> dict[str, list[Shown]]:
    """What authors let the pages of these drafts say, by draft, the first answered first."""
    query = (
        select(AuthorCheck)
        .where(col(AuthorCheck.draft_id).in_(list(draft_ids)), col(AuthorCheck.shown))
        .where(col(AuthorCheck.sent_at).is_not(None), col(AuthorCheck.withdrawn_at).is_(None))
        .order_by(col(AuthorCheck.sent_at), col(AuthorCheck.id))
    )
    found: dict[str, list[Shown]] = defaultdict(list)
    for check in session.exec(query):
        said = said_of(session, check, by_mail=check.by_mail)
        found[check.draft_id].append(Shown(said, tuple(_objections(session, check, said))))
    return found


def _objections(session: Session, check: AuthorCheck, said: Said) -> Sequence[Objection]:
    wrong = {key: one.word for key, one in opinions_of(session, check).items() if one.opinion is Opinion.WRONG}
    return [
        Objection(claim.claim, claim.note_id, wrong[claim.id], said.name, said.known)
        for claim in claims_of(session, check)
        if claim.id in wrong
    ]
