"""Whether an author's address stands in the paper itself: looked for in the background, written down when found."""

from sqlmodel import Session, col, select

from app.database import Database
from app.papers import author_addresses
from app.papers.fetching import addresses
from app.papers.models import Paper, PaperText, PaperVersion
from app.reviewing.author_checks.listing import listed
from app.reviewing.author_checks.rules import Ground
from app.reviewing.models import AuthorAddress, AuthorCheck, AuthorGround

LOOK, LOOK_IN_TEXT = "reviewing.look_for_address", "reviewing.look_in_text"
"""The jobs: an author of this version was asked, or its source was read; a text of a paper came."""


def look(database: Database, version_id: str) -> None:
    """Look for every address asked about a version in its texts and its source; ask arXiv for that where need be."""
    with database.transaction(read_only=True) as session:
        version = session.get_one(PaperVersion, version_id)
        asked = _addresses(session, version_id)
        in_text = set(author_addresses.of_version(session, version)) if asked else set()
        in_source = {one.email for one in asked if addresses.stands(session, version, one.email)}
    with database.transaction() as session:
        version = session.get_one(PaperVersion, version_id)
        _look_for_orcids(session, version)
        for one in asked:
            _note(session, one, version, Ground.TEXT, found=one.email in in_text)
            _note(session, one, version, Ground.SOURCE, found=one.email in in_source)
        if any(one.email not in in_text | in_source for one in asked):
            _ask_for_source(session, version)


def look_in_text(database: Database, text_id: str) -> None:
    """Look again when a text of a version came, unless it is a person's own."""
    with database.transaction(read_only=True) as session:
        text = session.get(PaperText, text_id)
        wanted = text is not None and text.owner_id is None and bool(_addresses(session, text.version_id))
    if text and wanted:
        look(database, text.version_id)


def _addresses(session: Session, version_id: str) -> list[AuthorAddress]:
    query = select(AuthorAddress).join(AuthorCheck, col(AuthorCheck.address_id) == AuthorAddress.id)
    return list(session.exec(query.where(AuthorCheck.version_id == version_id).distinct()))


def _look_for_orcids(session: Session, version: PaperVersion) -> None:
    query = select(AuthorCheck).where(AuthorCheck.version_id == version.id, AuthorCheck.orcid != "")
    for check in session.exec(query.where(col(AuthorCheck.orcid_listed).is_(False))):
        check.orcid_listed = bool(listed(session, version.id, [check.orcid]))


def _note(session: Session, address: AuthorAddress, version: PaperVersion, ground: Ground, *, found: bool) -> None:
    if found and session.get(AuthorGround, (address.id, version.id, ground)) is None:
        session.add(AuthorGround(address_id=address.id, version_id=version.id, ground=ground))
        session.flush()


def _ask_for_source(session: Session, version: PaperVersion) -> None:
    query = select(AuthorCheck.asked_by).where(AuthorCheck.version_id == version.id)
    asker = session.exec(query.order_by(col(AuthorCheck.asked_at).desc())).first()
    if asker and session.get_one(Paper, version.paper_id).arxiv_id:
        addresses.ask(session, version, asker)
