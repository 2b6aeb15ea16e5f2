"""Which addresses stand in a paper version's own text: what makes somebody who answers from one its author."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.papers.bibliography.mail_addresses import addresses_in
from app.papers.models import PaperText, PaperVersion, TextBody
from app.people.orcid.rules import orcids_in


def of_version(session: Session, version: PaperVersion) -> list[str]:
    """The addresses in the texts that came from arXiv, each once; a person's own PDF is nobody's witness."""
    return list(dict.fromkeys(one for text in _texts(session, version) for one in addresses_in(text)))


def orcids_of_version(session: Session, version: PaperVersion) -> list[str]:
    """The ORCID iDs in those texts, each once."""
    return list(dict.fromkeys(one for text in _texts(session, version) for one in orcids_in(text)))


def _texts(session: Session, version: PaperVersion) -> Sequence[str]:
    query = (
        select(TextBody.text)
        .join(PaperText, col(PaperText.digest) == TextBody.digest)
        .where(PaperText.version_id == version.id, col(PaperText.owner_id).is_(None))
        .order_by(col(PaperText.made_at))
    )
    return session.exec(query).all()
