"""Whether a paper version lists the ORCID iD that its author signed in with: in its text, or in its source."""

from collections.abc import Iterable

from sqlmodel import Session

from app.papers import author_addresses
from app.papers.fetching import addresses
from app.papers.models import Paper, PaperVersion
from app.people.orcid import identities
from app.reviewing.access import writes
from app.reviewing.author_checks.access import Author
from app.reviewing.models import AuthorCheck


def listed(session: Session, version_id: str, orcids: Iterable[str]) -> str:
    """The first of these iDs that stands in the version as arXiv has it; '' for none."""
    wanted = list(orcids)
    if not wanted:
        return ""
    version = session.get_one(PaperVersion, version_id)
    in_text = set(author_addresses.orcids_of_version(session, version))
    return next((one for one in wanted if one in in_text or addresses.stands(session, version, one)), "")


def of_author(session: Session, check: AuthorCheck, author: Author) -> list[str]:
    """The iDs that count for who answers: not those of somebody who writes the draft and would check themselves."""
    return [one for one in author.orcids if not writes(session, check.draft_id, identities.whose(session, one))]


def note(session: Session, check: AuthorCheck, author: Author) -> None:
    """Keep with an answer which iD its author was signed in with; where it was not found, the source is asked for."""
    orcids = of_author(session, check, author)
    found = listed(session, check.version_id, orcids)
    check.orcid, check.orcid_listed = found or next(iter(orcids), ""), bool(found)
    version = session.get_one(PaperVersion, check.version_id)
    if check.orcid and not found and session.get_one(Paper, version.paper_id).arxiv_id:
        addresses.ask(session, version, check.asked_by)
