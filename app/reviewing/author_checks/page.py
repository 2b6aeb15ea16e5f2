"""What an author sees: what is asked of them, the claims with the paper's own words, and the sentence for the page."""

from dataclasses import dataclass

from sqlmodel import Session

from app.papers.models import PaperVersion
from app.papers.papers import authors_of
from app.reviewing.author_checks.access import Asked, Author
from app.reviewing.author_checks.letters import signed
from app.reviewing.author_checks.listing import listed, of_author
from app.reviewing.author_checks.rules import CheckCommand, CheckState, Ground, Said, decide_check
from app.reviewing.author_checks.standing import (
    asked_at,
    claims_of,
    label_of,
    opinions_of,
    said_of,
    state_of,
)
from app.reviewing.models import AuthorCheck, AuthorOpinion
from app.writing.models import Evidence, Revision


@dataclass(frozen=True)
class Row:
    """One check in the list of an address."""

    check: AuthorCheck
    state: CheckState
    writer: str
    title: str
    paper: str


@dataclass(frozen=True)
class Page:
    """One check, whole. `said` is what a page would say of the answers as they stand; None while there are none."""

    row: Row
    paper_title: str
    claims: list[Evidence]
    opinions: dict[str, AuthorOpinion]
    said: Said | None
    why: str
    """Why the sentence says “author-checked”, or what it would take, to its author."""
    authors: list[str]
    """Who one may be: the paper's authors, as far as they can be listed."""
    others: list[Row]
    """What else waits for the same address."""


AUTHORS_LISTED = 100
LISTED = {CheckState.WAITING, CheckState.ANSWERED, CheckState.WITHDRAWN}


def rows(session: Session, author: Author) -> list[Row]:
    """What was asked of an address and still matters, what waits first."""
    found = [_row(session, one) for one in asked_at(session, author.address)]
    return sorted((one for one in found if one.state in LISTED), key=lambda one: one.state is not CheckState.WAITING)


def load(session: Session, asked: Asked) -> Page:
    """The page of one check. Raises Gone when it is over."""
    check = session.get_one(AuthorCheck, asked.check.id)
    decide_check(state_of(session, check), CheckCommand.LOOK)
    opinions = opinions_of(session, check)
    standing = check.sent_at and not check.withdrawn_at
    by_mail = check.by_mail if standing else asked.author.by_mail
    found = "" if standing else listed(session, check.version_id, of_author(session, check, asked.author))
    said = said_of(session, check, by_mail=by_mail, listed=bool(found))
    waiting = [one for one in rows(session, asked.author) if one.state is CheckState.WAITING]
    return Page(
        row=_row(session, check), paper_title=session.get_one(PaperVersion, check.version_id).title,
        claims=claims_of(session, check), opinions=opinions, said=said if opinions else None,
        why=_why(said), authors=_authors(session, check), others=[one for one in waiting if one.check.id != check.id],
    )  # fmt: skip


def _row(session: Session, check: AuthorCheck) -> Row:
    return Row(
        check, state_of(session, check), signed(session, check), session.get_one(Revision, check.revision_id).title,
        label_of(session, check.version_id),
    )  # fmt: skip


def _authors(session: Session, check: AuthorCheck) -> list[str]:
    named = authors_of(session, [check.version_id])[check.version_id][:AUTHORS_LISTED]
    return named if check.name in named else [check.name, *named]


def _why(said: Said) -> str:
    return {
        Ground.TEXT: f"“Author-checked”, because your address stands in the text of {said.paper}.",
        Ground.SOURCE: f"“Author-checked”, because your address stands in the source of {said.paper}.",
        Ground.ORCID: f"“Author-checked”, because you signed in with an ORCID iD that {said.paper} lists.",
        Ground.KEEPER: f"“Author-checked”, because the keeper of this place confirmed that you are {said.name}.",
        None: "It says “author-checked” once your address, or the ORCID iD you sign in with, is found in the paper "
        f"itself, or the keeper of this place confirms that you are {said.name}.",
    }[said.ground]
