"""Asking an author of a paper: what there is to ask, asking it of an address, taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.database import IN_TURN, now, record
from app.errors import BadInput, NotFound, Refused
from app.jobs import announce, enqueue
from app.markup import Needs
from app.papers.models import Paper, PaperVersion
from app.papers.papers import authors_of
from app.people import attempts, exclusions
from app.people.models import Person
from app.people.rules import clean_email
from app.reviewing.access import writes
from app.reviewing.asks import MAILS
from app.reviewing.author_checks import letters, looking
from app.reviewing.author_checks.rules import CLAIMS_MAXIMUM, CheckCommand, decide_check
from app.reviewing.author_checks.standing import state_of
from app.reviewing.models import AuthorAddress, AuthorCheck
from app.settings import Settings
from app.writing import revisions
from app.writing.models import Draft
from app.writing.rules import Occasion

MAILED = "Asked. The mail is on its way."
LATER = (
    "Asked. This address gets at most one such mail in 30 days, so your question waits on the page its last mail leads "
    "to, and goes along with the next."
)
PASS_ON = "Asked. No mail is sent from here: pass the link on yourself. A keeper can confirm who answered."
NEVER = "Whoever reads this address does not want to be asked. Nobody was asked."


@dataclass(frozen=True)
class Wanted:
    """What a writer asks of an author: claims by their position in the text, all of one version of one paper."""

    paper_key: str
    number: int
    name: str
    email: str
    claims: Sequence[int]


@dataclass(frozen=True)
class Made:
    """A check that is out, what became of the mail in a sentence, and the link to pass on where there is none."""

    check: AuthorCheck
    sentence: str
    url: str | None = None


def ask(
    session: Session, draft: Draft, by: Person, wanted: Wanted, base_version: int, needed: Needs, settings: Settings
) -> Made:
    """Save a version of the text at `base_version`, and ask an author about some of its claims.

    Raises BadInput for an address, author or claim that cannot be asked, Refused for an address that does not want to
    be, Conflict when the text has moved on, TooMany for too many mails in a day. Nobody is asked then.
    """
    email = clean_email(wanted.email)
    version = _version(session, wanted.paper_key, wanted.number)
    owner = session.exec(select(Person).where(Person.email == email)).first()
    if writes(session, draft.id, owner):
        raise BadInput("Somebody who writes this draft cannot check it as an author. Nobody was asked.")
    revision = revisions.freeze(session, draft, by.id, Occasion.REVIEW, base_version, needed)
    claims = [
        one.id
        for one in revisions.evidence_of(session, revision)
        if one.position in wanted.claims and (one.paper_key, one.number) == (wanted.paper_key, wanted.number)
    ]
    if not 1 <= len(claims) <= CLAIMS_MAXIMUM or len(claims) != len(set(wanted.claims)):
        raise BadInput(f"Choose 1 to {CLAIMS_MAXIMUM} claims that lead to this paper. Nobody was asked.")
    address = letters.address_of(session, email)
    if address.never_at and not _apart(session, by, owner):
        raise Refused(NEVER)
    check = AuthorCheck(
        address_id=address.id, draft_id=draft.id, revision_id=revision.id, version_id=version.id,
        name=_author(session, version, wanted.name), claims=claims, asked_by=by.id,
    )  # fmt: skip
    session.add(check)
    session.flush()
    attempts.take(session, f"ask {by.id}", MAILS)
    enqueue(session, looking.LOOK, {"id": version.id}, key=version.id)
    record(session, by.id, "author_check.ask", check.id)
    announce(session, "reviewing.author_asked", check.id)
    if not settings.smtp_url:
        return Made(check, PASS_ON, letters.hand_over(session, address, settings))
    sent = letters.write(session, address, settings)
    return Made(check, MAILED if sent or _apart(session, by, owner) else LATER)


def _apart(session: Session, by: Person, owner: Person | None) -> bool:
    """Whether one excluded the other: then nothing is sent, and nothing says so."""
    return owner is not None and exclusions.between(session, by.id, owner.id)


def _version(session: Session, key: str, number: int) -> PaperVersion:
    query = select(PaperVersion).join(Paper, col(Paper.id) == PaperVersion.paper_id)
    found = session.exec(query.where(Paper.key == key, PaperVersion.number == number)).first()
    if found is None:
        raise NotFound("This paper is not here any more. Nobody was asked.")
    return found


def _author(session: Session, version: PaperVersion, name: str) -> str:
    wanted = name.strip().casefold()
    found = next((one for one in authors_of(session, [version.id])[version.id] if one.casefold() == wanted), None)
    if found is None:
        raise BadInput("Choose one of the authors the paper names. Nobody was asked.")
    return found


def of_draft(session: Session, draft: Draft) -> list[AuthorCheck]:
    """The author checks of a draft, the newest first."""
    query = select(AuthorCheck).where(AuthorCheck.draft_id == draft.id)
    return list(session.exec(query.order_by(col(AuthorCheck.asked_at).desc(), col(AuthorCheck.id))))


def take_back(session: Session, check: AuthorCheck, by: Person) -> AuthorCheck:
    """Take an ask back; twice changes nothing. Raises Conflict when it was answered."""
    check = session.get_one(AuthorCheck, check.id, with_for_update=IN_TURN)
    decide_check(state_of(session, check), CheckCommand.TAKE_BACK)
    if check.taken_back_at is None:
        check.taken_back_at = now()
        record(session, by.id, "author_check.take_back", check.id)
        session.flush()
        letters.revoke_idle(session, session.get_one(AuthorAddress, check.address_id))
    return check
