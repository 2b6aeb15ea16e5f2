"""The iDs that people connected."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from app.people.models import OrcidIdentity
from app.people.orcid.rules import ADDRESS


def addresses_of(session: Session, person_ids: Iterable[str]) -> dict[str, str]:
    """The address of each person's iD, for those who connected one."""
    query = select(OrcidIdentity).where(col(OrcidIdentity.person_id).in_(list(person_ids)))
    return {found.person_id: f"{ADDRESS}{found.orcid}" for found in session.exec(query)}
